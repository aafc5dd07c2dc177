// The queue of Today: arrows choose a line, its own D, M and S act (keys.js prefers what has the focus).
// A line that leaves fades at once; the focus goes to the one that takes its place.
(function () {
  const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")];
  const rowOf = (element) => element && element.closest && element.closest("[data-row]");
  let place = -1; // where the focus was when its line left

  function step(event) {
    const all = rows();
    if (!all.length) return;
    const here = all.indexOf(rowOf(event.target));
    const next = all[Math.min(all.length - 1, Math.max(0, here + (event.key === "ArrowDown" ? 1 : -1)))];
    event.preventDefault();
    next.focus();
  }

  /** In an open menu a digit takes the choice at that place. */
  function choose(event) {
    const menu = document.querySelector("[data-row] .dropdown-menu.show");
    const item = menu && menu.querySelectorAll(".dropdown-item")[Number(event.key) - 1];
    if (!item) return;
    event.preventDefault();
    item.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || event.target.closest("input, select, textarea")) return;
    if (/^[1-9]$/.test(event.key)) choose(event);
    else if (/^Arrow(Down|Up)$/.test(event.key) && !event.target.closest(".dropdown-menu")) step(event);
  });

  // A menu opened by its key is chosen from by arrows: Tabler's own move inside it.
  document.addEventListener("shown.bs.dropdown", (event) => {
    const first = rowOf(event.target) && event.target.parentElement.querySelector(".dropdown-item");
    if (first) first.focus();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest && event.detail.elt.closest("[data-leaves]");
    const row = rowOf(form);
    if (!row) return;
    place = rows().indexOf(row);
    row.classList.add("is-leaving");
    const menu = row.querySelector(".dropdown-menu.show");
    if (menu) menu.classList.remove("show");
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const row = rowOf(event.detail.elt);
    const moved = event.detail.successful && event.detail.xhr.getResponseHeader("HX-Trigger");
    if (row && !moved) row.classList.remove("is-leaving"); // refused: it stays
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const lost = document.activeElement === document.body;
    if (place < 0 || !event.detail.elt.closest("[data-rows]") || !lost) return;
    const all = rows();
    if (all.length) all[Math.min(place, all.length - 1)].focus();
    place = -1;
  });
})();
