// One key from any station: Alt with a letter. The kernel opens what the key is for; then the focus goes there.
// A letter with Alt types nothing that a doctor would write in English; the key is told on the button itself.
export default {
  render({ model, el, signal }) {
    el.hidden = true;
    let waiting = null;
    const stop = () => { waiting?.disconnect(); waiting = null; };
    const focus = () => {
      const field = [...document.querySelectorAll(model.get("focus"))].find((one) => one.getClientRects().length);
      if (!field) return false;
      field.focus();
      return true;
    };
    model.on("msg:custom", (message) => {
      if (message.kind !== "opened") return;
      stop();
      if (focus()) return;
      waiting = new MutationObserver(() => { if (focus()) stop(); });
      waiting.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] });
      setTimeout(stop, 5000);
    });
    document.addEventListener("keydown", (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.code !== model.get("code")) return;
      event.preventDefault();
      model.send({ kind: "press" });
    }, { signal });
    return stop;
  },
};
