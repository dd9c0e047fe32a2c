// The page around the widgets: the menu on a phone, the place of the header, the sign of life, and the end of the kernel.
// The stations themselves are changed by the router widget (workbook/ui/static/router.js), which speaks to the kernel.
"use strict";
(() => {
  let missed = 0; // signs of life that did not come, in a row
  const EVERY = 4000; // milliseconds between two signs of life
  const LONG = 20; // seconds of work after which the page says so

  const words = {
    server: "The workbook on this computer has stopped. What was saved before is safe; what you type now is not kept. Start it again, then reload.",
    kernel: "This page has lost its workings. What was saved before is safe; what you type now is not kept. Reload to go on.",
    busy: "Still working on it. This takes longer than usual; you can wait, or reload: everything up to your last change is saved.",
  };

  // Voila's own script calls these.
  window.voila_heartbeat = () => {};
  window.voila_process = () => {};
  window.update_loading_text = () => {};
  window.display_cells = window.voila_finish = () => {};

  // Voila ends the kernel before the page has really gone (a cancelled close would leave a dead page): ours does it after.
  window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);

  const byId = (id) => document.getElementById(id);
  const config = () => JSON.parse(byId("jupyter-config-data").textContent);
  const cookie = (name) => (document.cookie.match(`\\b${name}=([^;]*)\\b`) || [])[1] || "";

  function endKernel() {
    const { baseUrl, kernelId } = config();
    fetch(`${baseUrl}voila/api/shutdown/${kernelId}`, {
      method: "POST", keepalive: true, headers: { "X-XSRFToken": cookie("_xsrf") },
    }).catch(() => {});
  }
  window.addEventListener("pagehide", endKernel);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  function say(kind) {
    const banner = byId("banner");
    if (banner.dataset.kind === (kind || "")) return;
    banner.dataset.kind = kind || "";
    banner.querySelector("p").textContent = kind ? words[kind] : "";
    banner.hidden = !kind;
    document.body.classList.toggle("lost", kind === "server" || kind === "kernel");
  }

  async function lookForLife() {
    const { baseUrl, kernelId } = config();
    let kind = "";
    try {
      const answer = await fetch(`${baseUrl}ladder/alive/${kernelId}`, { cache: "no-store", signal: AbortSignal.timeout(EVERY) });
      const life = await answer.json();
      missed = 0;
      kind = !life.alive ? "kernel" : life.busy > LONG ? "busy" : "";
    } catch (error) {
      missed += 1;
      kind = missed > 1 ? "server" : byId("banner").dataset.kind;
    }
    say(kind);
    // A lost kernel does not come back; a stopped server may, with the page's kernel gone.
    if (kind !== "kernel") setTimeout(lookForLife, document.hidden ? EVERY * 4 : EVERY);
  }

  function menu() {
    const button = document.querySelector(".stations-button");
    const open = (yes) => {
      button.setAttribute("aria-expanded", String(yes));
      document.body.classList.toggle("menu-open", yes);
    };
    button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      open(false);
      button.focus();
    });
    byId("rungs").addEventListener("click", (event) => { if (event.target.closest("a")) open(false); });
  }

  function headerToItsPlace() {
    const slot = byId("header-widgets");
    document.querySelectorAll("#cells > :is(.cell-header, .cell-open)").forEach((cell) => slot.append(cell));
  }

  // The first widget is there when something of a cell stands on the page; until then a line says what is going on.
  function untilFirstWidget() {
    const opening = byId("opening");
    const there = () => document.querySelector("#cells .lm-Widget, #cells .notice");
    const gone = () => { opening.remove(); watcher.disconnect(); };
    const watcher = new MutationObserver(() => { if (there()) gone(); });
    watcher.observe(byId("cells"), { childList: true, subtree: true });
    if (there()) gone();
  }

  document.addEventListener("DOMContentLoaded", () => {
    headerToItsPlace();
    untilFirstWidget();
    menu();
    byId("banner").querySelector("button").addEventListener("click", () => location.reload());
    setTimeout(lookForLife, EVERY);
  });
})();
