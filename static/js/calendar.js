// The week: drag a planned activity to another half hour; arrows choose a cell, Enter plans. The one
// that has the focus: M opens its sheet, Shift and an arrow carry it. Under a finger: calendar-touch.js.
(function () {
  const week = () => document.querySelector("[data-week]");
  let dragged = null;

  function move(event, cell) {
    if (!cell || event.closest("[data-at]") === cell || event.classList.contains("is-leaving")) return;
    const values = { to: "at", at: cell.dataset.at };
    if ("allDay" in cell.dataset) values.all_day = "on";
    event.classList.add("is-leaving");
    window.htmx.ajax("POST", event.dataset.moveUrl, { values, source: event, swap: "none" }).then(() => event.classList.remove("is-leaving"));
  }

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest && event.target.closest("[data-move-url]");
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    document.querySelectorAll(".week .is-over").forEach((each) => each.classList.remove("is-over"));
  });
  document.addEventListener("dragover", (event) => {
    const cell = dragged && event.target.closest("[data-week] [data-at]");
    if (!cell) return;
    event.preventDefault();
    if (cell.classList.contains("is-over")) return;
    document.querySelectorAll(".week .is-over").forEach((each) => each.classList.remove("is-over"));
    cell.classList.add("is-over");
  });
  document.addEventListener("drop", (event) => {
    const cell = dragged && event.target.closest("[data-week] [data-at]");
    if (!cell) return;
    event.preventDefault();
    move(dragged, cell);
  });
  document.addEventListener("week:move", (event) => move(event.target, event.detail.cell));

  // One cell at a time is in the tab order; the arrows carry it about.
  const cells = () => [...week().querySelectorAll("tbody .free")];

  function rove(to) {
    cells().forEach((each) => { each.tabIndex = -1; });
    to.tabIndex = 0;
    to.focus();
  }

  function start() {
    if (!week() || week().querySelector(".free[tabindex='0']")) return;
    const all = cells();
    if (all.length) all[0].tabIndex = 0;
  }

  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !event.target.closest) return;
    const here = event.target.closest("[data-week] [data-at]");
    if (!here) return;
    const one = event.target.closest("[data-move-url]");
    if (one && event.key.toLowerCase() === "m") { event.preventDefault(); window.boussole.sheet(one.dataset.moveUrl); return; }
    const step = STEPS[event.key];
    if (one && step && event.shiftKey) {
      event.preventDefault();
      const row = [...week().querySelectorAll("allDay" in here.dataset ? "[data-all-day]" : "tbody [data-at]")];
      move(one, row[row.indexOf(here) + step]);
      return;
    }
    if (!step || !here.querySelector(".free")) return;
    event.preventDefault();
    const all = cells();
    const next = all[all.indexOf(here.querySelector(".free")) + step];
    if (next) rove(next);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });
  document.addEventListener("boussole:fresh", start);
})();
