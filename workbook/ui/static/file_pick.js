// Choose a file: its name, size and SHA-256 go to the kernel; the file itself stays where it is and is sent nowhere.
export default {
  render({ model, el }) {
    el.classList.add("ladder-file-pick");
    const label = document.createElement("label");
    const words = document.createElement("span");
    words.textContent = model.get("label");
    const input = document.createElement("input");
    input.type = "file";
    const told = document.createElement("p");
    told.className = "told";
    told.setAttribute("role", "status");
    let latest = 0;
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (!file) return;
      const number = (latest += 1);
      told.textContent = "Reading its size and fingerprint…";
      let sha256 = null;
      try {
        sha256 = await fingerprint(file);
      } catch {
        sha256 = null; // a file that cannot be read has a name all the same
      }
      if (number !== latest) return; // another file was chosen meanwhile
      model.send({ kind: "file", name: file.name, size: file.size, sha256 });
      told.textContent = "";
      input.value = "";
    });
    label.append(input, words);
    el.append(label, told);
  },
};
