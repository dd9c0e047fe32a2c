// A button that asks the kernel for a file at the moment of the click, and gives it to the browser to save.
export default {
  render({ model, el }) {
    el.classList.add("ladder-download");
    const button = document.createElement("button");
    button.type = "button";
    const told = document.createElement("p");
    told.className = "told";
    told.setAttribute("role", "status");
    const label = () => { button.textContent = model.get("label"); button.disabled = model.get("disabled"); };
    label();
    model.on("change:label", label);
    model.on("change:disabled", label);

    let number = 0;
    button.addEventListener("click", () => {
      number += 1;
      button.setAttribute("aria-busy", "true");
      told.textContent = "";
      told.classList.remove("wrong");
      model.send({ kind: "ask", number });
    });
    const answered = (message, buffers) => {
      if (message.number !== number) return; // another view of the same button asked
      button.removeAttribute("aria-busy");
      if (message.kind === "problem") {
        told.textContent = message.text;
        told.classList.add("wrong");
        return;
      }
      const address = URL.createObjectURL(new Blob([buffers[0]], { type: message.mime }));
      const link = document.createElement("a");
      link.href = address;
      link.download = message.filename;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      told.textContent = `Saved as ${message.filename} in your downloads.`;
    };
    model.on("msg:custom", answered);
    el.append(button, told);
    return () => model.off("msg:custom", answered);
  },
};
