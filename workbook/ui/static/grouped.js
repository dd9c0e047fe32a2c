// A chooser whose choices stand in groups, with a field that finds them by what is typed: in their own words or in others
// a doctor may use. Without a match it says so. The kernel knows the chosen one by its number.
let made = 0;

export default {
  render({ model, el, signal }) {
    const id = `ladder-grouped-${++made}`;
    const label = document.createElement("label");
    label.className = "widget-label";
    label.htmlFor = id;
    const parts = document.createElement("div");
    parts.className = "ladder-grouped-parts";
    const find = document.createElement("input");
    find.type = "text";
    find.autocomplete = "off";
    const select = document.createElement("select");
    select.id = id;
    parts.append(find, select);
    el.classList.add("jupyter-widgets", "ladder-grouped");
    el.append(label, parts);

    const fits = (choice) => {
      const said = `${choice[1]} ${choice[2]}`.toLowerCase();
      return find.value.toLowerCase().split(/\s+/).every((word) => said.includes(word));
    };
    const option = (text, value) => {
      const one = document.createElement("option");
      one.textContent = text;
      one.value = value;
      return one;
    };
    const fitting = () => model.get("groups").flatMap(([, choices]) => choices.filter(fits));
    const fill = () => {
      const index = model.get("index");
      const typed = find.value.trim();
      const count = fitting().length;
      const blank = !typed ? model.get("blank") : count ? `${count} ${count === 1 ? "fits" : "fit"} “${typed}”: choose` : `Nothing here is called “${typed}”`;
      select.replaceChildren(option(blank, ""));
      for (const [title, choices] of model.get("groups")) {
        const shown = choices.filter((choice) => fits(choice) || choice[0] === index);
        if (!shown.length) continue;
        const group = document.createElement("optgroup");
        group.label = title;
        group.append(...shown.map((choice) => option(choice[1], String(choice[0]))));
        select.append(group);
      }
      select.value = index === null ? "" : String(index);
      find.hidden = index !== null;  // another kind is chosen from the list itself
    };
    const choose = (index) => {
      find.value = "";
      model.set("index", index);
      model.save_changes();
    };
    const say = () => {
      label.textContent = model.get("description");
      find.placeholder = model.get("hint");
      find.setAttribute("aria-label", model.get("hint"));
    };
    find.addEventListener("input", fill, { signal });
    find.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const found = fitting();
      select.focus();  // the field hides once a kind is chosen
      if (find.value.trim() && found.length === 1) choose(found[0][0]);
    }, { signal });
    select.addEventListener("change", () => choose(select.value === "" ? null : Number(select.value)), { signal });
    model.on("change:groups change:index change:blank", fill);
    model.on("change:description change:hint", say);
    say();
    fill();
  },
};
