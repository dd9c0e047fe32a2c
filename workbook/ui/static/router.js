// Which station is on the screen? The address says; this keeps address, rungs, title, focus and kernel in step.
// The change itself needs no kernel: one style rule says which box is seen, and holds for boxes that are still to come.
// The kernel is told, and fills a box the first time.
const BOX = (key) => `.ladder-station-${CSS.escape(key)}`;

export default {
  render({ model, signal }) {
    const titles = Object.fromEntries(model.get("stations"));
    const base = document.body.dataset.base ?? "/";
    const known = (key) => Object.hasOwn(titles, key);

    const asked = () => {
      const fromHash = decodeURIComponent(location.hash.slice(1));
      if (known(fromHash)) return fromHash;
      const fromQuery = new URLSearchParams(location.search).get("station");
      return known(fromQuery) ? fromQuery : model.get("stations")[0][0];
    };
    const address = (key) => {
      const query = new URLSearchParams(location.search); // ?demo=… stays
      query.set("station", key);
      return `${base}?${query}`;
    };

    const rule = document.head.appendChild(document.createElement("style"));
    let waiting = null;
    const stopWaiting = () => { waiting?.disconnect(); waiting = null; };

    // The heading of a station that is filled for the first time comes a moment later.
    function focusHeading(key) {
      stopWaiting();
      const box = document.querySelector(BOX(key));
      const go = () => {
        const heading = box?.querySelector("h1");
        if (!heading) return false;
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
        return true;
      };
      if (go() || !box) return;
      waiting = new MutationObserver(() => { if (go()) stopWaiting(); });
      waiting.observe(box, { childList: true, subtree: true });
    }

    function mark(key) {
      rule.textContent = `.ladder-stations>.ladder-station{display:none!important}.ladder-stations>${BOX(key)}.ladder-station{display:flex!important}`;
      document.querySelectorAll("nav.stations li").forEach((rung) => {
        const here = rung.dataset.station === key;
        rung.classList.toggle("here", here);
        const link = rung.querySelector("a");
        if (here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
      });
      const shown = document.querySelector(".stations-here");
      if (shown) shown.textContent = titles[key];
      document.title = `${titles[key]} · The Ladder`;
      document.body.dataset.station = key;
    }

    function show(key, { focus }) {
      mark(key);
      if (model.get("station") !== key) {
        model.set("station", key);
        model.save_changes();
      }
      if (focus) {
        window.scrollTo(0, 0);
        focusHeading(key);
      }
    }

    function done() {
      const keys = new Set(model.get("done"));
      document.querySelectorAll("nav.stations li").forEach((rung) => rung.classList.toggle("done", keys.has(rung.dataset.station)));
    }

    document.addEventListener("click", (event) => {
      if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target.closest?.("a[href]");
      if (!link || link.target || link.origin !== location.origin || link.pathname !== base) return;
      const key = new URL(link.href).searchParams.get("station") ?? decodeURIComponent(link.hash.slice(1));
      if (!known(key)) return;
      event.preventDefault();
      if (key !== document.body.dataset.station) history.pushState(null, "", address(key));
      show(key, { focus: true });
    }, { signal });
    window.addEventListener("popstate", () => {
      if (asked() !== document.body.dataset.station) show(asked(), { focus: true });
    }, { signal });
    // Python may turn the page too (a button "Go to my plan").
    model.on("change:station", () => {
      const key = model.get("station");
      if (!known(key) || key === document.body.dataset.station) return;
      history.pushState(null, "", address(key));
      show(key, { focus: true });
    });
    model.on("change:done", done);

    // Stations that were not seen yet are built while nobody waits: one at a time, and never while somebody types.
    const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 200));
    let busyUntil = 0;
    const busy = () => { busyUntil = performance.now() + 1000; };
    for (const kind of ["keydown", "pointerdown", "input"]) document.addEventListener(kind, busy, { signal, capture: true, passive: true });
    const left = model.get("stations").map(([key]) => key);
    function ahead() {
      if (signal.aborted) return;
      if (performance.now() < busyUntil) return void setTimeout(() => idle(ahead), 300);
      let key;
      do key = left.shift(); while (key && document.querySelector(BOX(key))?.childElementCount);
      if (key) model.send({ kind: "fill", key });
    }
    model.on("msg:custom", (message) => { if (message.kind === "filled") idle(ahead, { timeout: 2000 }); });
    setTimeout(() => idle(ahead), 300);

    show(asked(), { focus: false });
    done();
    return () => { stopWaiting(); rule.remove(); };
  },
};
