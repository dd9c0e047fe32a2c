// A chart from a Vega-Lite spec. The library is one file made when the workbook was built. It comes from our server where
// there is one, else from the kernel; it is loaded once a page, when the first chart comes near the screen.
const WHERE = Symbol.for("the-ladder.vega");

function fromKernel(model) {
  return new Promise((resolve, reject) => {
    const answered = (message, buffers) => {
      if (message.kind !== "library") return;
      model.off("msg:custom", answered);
      if (!buffers.length) return reject(new Error("no library"));
      const address = URL.createObjectURL(new Blob([buffers[0]], { type: "text/javascript" }));
      import(address).then(resolve, reject).finally(() => URL.revokeObjectURL(address));
    };
    model.on("msg:custom", answered);
    model.send({ kind: "library?" });
  });
}

function library(model) {
  if (!globalThis[WHERE]) {
    const address = model.get("library");
    const loading = address ? import(new URL(address, document.baseURI).href) : fromKernel(model);
    globalThis[WHERE] = loading.catch((error) => { globalThis[WHERE] = undefined; throw error; });
  }
  return globalThis[WHERE];
}

const SOMETHING_MISSING = "The chart could not be drawn on this computer. The table beside it says the same.";

export default {
  render({ model, el, signal }) {
    el.classList.add("ladder-chart");
    const picture = document.createElement("div");
    picture.className = "waiting";
    el.style.width = picture.style.width = "100%"; // the chart takes the width it finds, with our stylesheet or without
    el.append(picture);
    let drawn = null;
    let drawing = false;
    let again = false;

    const name = () => { el.setAttribute("role", "img"); el.setAttribute("aria-label", model.get("alt")); };
    name();
    model.on("change:alt", name);

    function inWords() {
      drawn?.finalize();
      drawn = null;
      el.removeAttribute("role");
      el.removeAttribute("aria-label");
      picture.className = "waiting";
      picture.textContent = SOMETHING_MISSING;
    }

    async function embed() {
      try {
        const { vegaEmbed } = await library(model);
        if (signal.aborted) return;
        const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
        const next = await vegaEmbed(picture, { width: "container", ...model.get("spec") }, {
          mode: "vega-lite", actions: false, ast: true, renderer: "svg", hover: !still, tooltip: true, logLevel: 1,
        });
        if (signal.aborted) return next.finalize();
        drawn?.finalize();
        drawn = next;
        next.view.addEventListener("click", (_event, mark) => {
          if (mark?.datum?.id) model.send({ kind: "picked", id: mark.datum.id });
        });
        picture.classList.remove("waiting");
        picture.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
        name();
      } catch (error) {
        console.warn("chart:", error.message);
        inWords();
      }
    }

    // One after the other: of two drawings under way at once, the older could be the one that stays.
    async function draw() {
      again = true;
      if (drawing) return;
      drawing = true;
      while (again && !signal.aborted) {
        again = false;
        await embed();
      }
      drawing = false;
    }

    model.on("change:spec", draw);

    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      draw();
    }, { rootMargin: "300px" });
    near.observe(el);

    return () => { near.disconnect(); model.off("change:spec", draw); drawn?.finalize(); };
  },
};
