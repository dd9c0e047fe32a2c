// Choose a list, or certificates: a list goes to the kernel whole, of a certificate its name, size and SHA-256, and a
// PDF itself so that its title can be read there. One message for each file: a server takes no message above 10 MiB.
const MOST_IN_ONE = 8 * 1000 * 1000;
const MOST_IN_ALL = 60 * 1000 * 1000;

export default {
  render({ model, el }) {
    el.classList.add("ladder-file-pick");
    const label = document.createElement("label");
    const words = document.createElement("span");
    words.textContent = model.get("label");
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = model.get("accept");
    const told = document.createElement("p");
    told.className = "told";
    told.setAttribute("role", "status");
    let latest = 0;
    input.addEventListener("change", async () => {
      const files = [...input.files];
      if (!files.length) return;
      const number = (latest += 1);
      const most = model.get("most");
      if (files.length > most) {
        told.textContent = `${files.length} files are too many at once: choose at most ${most}. Nothing was read.`;
        input.value = "";
        return;
      }
      const whole = model.get("whole");
      const ends = (file, endings) => endings.some((ending) => file.name.toLowerCase().endsWith(ending));
      let sent = 0;
      model.send({ kind: "begin", number });
      for (const [place, file] of files.entries()) {
        told.textContent = `Reading file ${place + 1} of ${files.length} …`;
        const list = files.length === 1 && !ends(file, model.get("documents"));
        const asked = (list || ends(file, whole)) && file.size <= MOST_IN_ONE && sent + file.size <= MOST_IN_ALL;
        let sha256 = null;
        let content = null;
        try {
          sha256 = await fingerprint(file);
          if (asked) content = await file.arrayBuffer();
        } catch {
          content = null; // a file that cannot be read has a name all the same
        }
        if (number !== latest) return; // other files were chosen meanwhile
        sent += content ? content.byteLength : 0;
        const about = { kind: "file", number, name: file.name, size: file.size, sha256, whole: content !== null };
        model.send(about, undefined, content ? [content] : []);
      }
      model.send({ kind: "end", number, count: files.length });
      told.textContent = "";
      input.value = "";
    });
    label.append(input, words);
    el.append(label, told);
  },
};
