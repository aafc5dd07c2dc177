// <a data-sheet href>: the address opens in the sheet. Without script it is a page.
// An answer with the header HX-Trigger: sheet-close closes it.
(function () {
  const sheet = () => document.getElementById("sheet");

  /** Open an address in the sheet. Other scripts: boussole.sheet(url). */
  function open(url) {
    if (!sheet() || !window.htmx) { window.location.assign(url); return; }
    window.htmx.ajax("GET", url, { target: "#sheet-content", swap: "innerHTML" }).then(() => {
      if (!sheet().open) sheet().showModal();
      const quiet = window.matchMedia("(hover: none) and (pointer: coarse)").matches && sheet().querySelector("[data-no-keyboard]");
      const first = quiet || sheet().querySelector("[autofocus], input:not([type=hidden]), select, textarea, button.btn");
      if (first) first.focus();
    });
  }

  /** Show a fragment that is already here, such as a conflict answered with 409. */
  function show(html) {
    const content = document.getElementById("sheet-content");
    content.replaceChildren(document.createRange().createContextualFragment(html));
    window.htmx.process(content);
    if (!sheet().open) sheet().showModal();
  }

  // The second press of an impatient hand must not fall on what the closed sheet uncovers.
  const IMPATIENT = 700;
  const SAME_PLACE = 24;
  let pressed = { at: -Infinity };
  let closed = { at: -Infinity };

  /** Whether this is the press that closed the sheet, made again: same finger, or same key. */
  function again(event) {
    if (closed.at < pressed.at || event.timeStamp - pressed.at > IMPATIENT) return false;
    if (!event.detail) return pressed.byKey && event.target === closed.back;
    return !pressed.byKey && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < SAME_PLACE;
  }

  document.addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    if (again(event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    pressed = { at: event.timeStamp, byKey: !event.detail, x: event.clientX, y: event.clientY };
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      open(link.href);
    }
    if (event.target.closest("[data-close]")) {
      const dialog = event.target.closest("dialog");
      if (dialog) dialog.close();
      else window.history.back();
    }
    if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
  });
  document.addEventListener("sheet-close", () => {
    if (!sheet() || !sheet().open) return;
    sheet().close();
    closed = { at: performance.now(), back: document.activeElement };
  });
  document.addEventListener("DOMContentLoaded", () => {
    window.boussole.sheet = open;
    window.boussole.showSheet = show;
  });
})();
