// Shortcuts. data-key="l" or data-key="g p" on a link, button or field; data-key-label for the list.
// Single letters act outside fields only, and not at all when switched off.
(function () {
  const root = document.documentElement;
  const STORE = "boussole.shortcuts";
  let lead = "";
  let timer;

  const off = () => root.dataset.shortcuts === "off" || localStorage.getItem(STORE) === "off";
  const inField = (target) => Boolean(target.closest && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"));

  function target(keys) {
    const open = document.querySelector("dialog[open]");
    const all = (open || document).querySelectorAll(`[data-key="${CSS.escape(keys)}"]`);
    const row = document.activeElement && document.activeElement.closest("[data-row]");
    const near = row && [...all].find((each) => row.contains(each));
    // In a row, what hides in its menu may be asked for by its key.
    const found = [...all].filter((each) => each.getClientRects().length > 0 || (each.closest("[data-row]") && each.closest(".dropdown-menu")));
    // Of several strips the newest is meant.
    return near || found[found[0] && found[0].closest("#toasts") ? found.length - 1 : 0];
  }

  function act(element) {
    if (element.matches("input, select, textarea")) { element.focus(); element.select && element.select(); }
    else element.click();
  }

  function list() {
    const place = document.getElementById("shortcut-list");
    place.querySelectorAll("[data-listed]").forEach((old) => old.remove());
    const seen = new Set();
    document.querySelectorAll("[data-key]").forEach((each) => {
      if (seen.has(each.dataset.key)) return;
      seen.add(each.dataset.key);
      const name = document.createElement("dt");
      const keys = document.createElement("dd");
      const words = each.querySelector("span:not(.count)");
      name.textContent = each.dataset.keyLabel || (words || each).textContent.trim();
      each.dataset.key.split(" ").forEach((key) => {
        const cap = document.createElement("kbd");
        cap.textContent = key.toUpperCase();
        keys.append(cap, " ");
      });
      name.dataset.listed = keys.dataset.listed = "";
      place.append(name, keys);
    });
  }

  function help() {
    const dialog = document.getElementById("shortcuts");
    if (!dialog || dialog.open) return;
    list();
    document.getElementById("shortcuts-on").checked = !off();
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (command) {
      const search = target("/");
      if (search) { event.preventDefault(); act(search); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target) || off()) return;
    if (event.key === "?") { event.preventDefault(); help(); return; }
    if (event.key.length !== 1) return;
    const key = event.key.toLowerCase();
    const found = target(lead ? `${lead} ${key}` : key);
    clearTimeout(timer);
    lead = !lead && key === "g" ? "g" : "";
    if (lead) timer = setTimeout(() => { lead = ""; }, 1200);
    if (found) { event.preventDefault(); act(found); }
  });

  document.addEventListener("click", (event) => { if (event.target.closest("[data-help]")) help(); });
  document.addEventListener("change", (event) => {
    if (event.target.id !== "shortcuts-on") return;
    localStorage.setItem(STORE, event.target.checked ? "on" : "off");
    if (event.target.checked) delete root.dataset.shortcuts;
  });
})();
