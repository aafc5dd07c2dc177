// <table data-grid> of inputs [data-cell]: arrows and Enter move, Ctrl+D fills down, Ctrl+R fills right, paste
// fills, Ctrl+Z takes a fill back. A month without an input keeps its column: what is filled never lands one
// beside; filling down stays among rows of its kind, so that a person's figure does not reach a team.
// Alt+Enter opens what stands beside the cell ([data-beside]), button[data-put] writes into one.
// Changed cells are counted in the form's [data-unsaved] bar; a proposed one knows what is saved ([data-saved]).
// Also: filter forms send on change.
(function () {
  /** What fills wrote over, the last at the end: each [[cell, the text it held], ...]. */
  let fills = [];

  const input = (cell) => cell.querySelector("[data-cell]");
  const rows = (grid) => [...grid.querySelectorAll("tr")].filter(input).map((row) => [...row.cells].map(input));

  function place(grid, cell) {
    const all = rows(grid);
    const y = all.findIndex((row) => row.includes(cell));
    return { all, y, x: all[y].indexOf(cell) };
  }

  function move(grid, cell, down, right) {
    const { all, y, x } = place(grid, cell);
    for (let step = 1; all[y + down * step] && all[y][x + right * step] !== undefined; step += 1) {
      const next = all[y + down * step][x + right * step];
      if (next) { next.focus(); next.select(); return; }
    }
  }

  function set(cell, value) {
    cell.value = value;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Write into several cells at once: [[cell, value], ...]. Taken back as a whole. */
  function fill(pairs) {
    const written = pairs.filter(([cell]) => cell);
    const held = written.map(([cell]) => [cell, cell.value]);
    written.forEach(([cell, value]) => set(cell, value));
    fills.push(held);
  }

  /** Take the last fill back; false where there is none: the browser then undoes what was typed. */
  function unfill() {
    const held = fills.pop();
    if (held) held.forEach(([cell, value]) => set(cell, value));
    return Boolean(held);
  }

  const ofTeam = (cell) => cell.closest("tr").classList.contains("team-row");

  /** What stands beside a cell, counted with what is typed in it. */
  function beside(grid, name) {
    const cell = document.getElementById(name);
    const typed = cell && cell.value ? `&typed=${encodeURIComponent(cell.value)}` : "";
    return `${grid.dataset.beside}&cell=${encodeURIComponent(name)}${typed}`;
  }

  function put(button) {
    const cell = document.getElementById(button.dataset.put);
    if (!cell) return;
    set(cell, button.dataset.value);
    button.closest("dialog").close();
    cell.focus();
  }

  const saved = (cell) => (cell.dataset.saved === undefined ? cell.defaultValue : cell.dataset.saved);

  function onKey(event) {
    const cell = event.target.closest("[data-grid] [data-cell]");
    if (!cell) return;
    const grid = cell.closest("[data-grid]");
    const edge = (at) => cell.selectionStart === cell.selectionEnd ? cell.selectionStart === at : true;
    const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [event.shiftKey ? -1 : 1, 0] };
    if (event.key === "ArrowLeft" && edge(0)) steps.ArrowLeft = [0, -1];
    if (event.key === "ArrowRight" && edge(cell.value.length)) steps.ArrowRight = [0, 1];
    const command = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (command === "d") {
      const { all, y, x } = place(grid, cell);
      event.preventDefault();
      const below = all.slice(y + 1).map((row) => row[x]);
      fill(below.filter((next) => next && ofTeam(next) === ofTeam(cell)).map((next) => [next, cell.value]));
    } else if (command === "r") {
      const { all, y, x } = place(grid, cell);
      event.preventDefault();
      fill(all[y].slice(x + 1).map((next) => [next, cell.value]));
    } else if (command === "z" && !event.shiftKey) {
      if (unfill()) event.preventDefault();
    } else if (event.altKey && event.key === "Enter" && grid.dataset.beside) {
      event.preventDefault();
      window.boussole.sheet(beside(grid, cell.name));
    } else if (steps[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      move(grid, cell, ...steps[event.key]);
    }
  }

  function onPaste(event) {
    const cell = event.target.closest("[data-grid] [data-cell]");
    const text = cell && event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!cell || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const { all, y, x } = place(cell.closest("[data-grid]"), cell);
    const pairs = text.split("\n").flatMap((line, down) => line.split("\t").map((value, right) => (
      [all[y + down] && all[y + down][x + right], value.trim()]
    )));
    fill(pairs);
    tellLost(cell.form, pairs.filter(([there, value]) => !there && value).length);
  }

  /** How many pasted values lie beyond the last row or column. */
  function tellLost(form, lost) {
    const words = form && form.querySelector("[data-lost]");
    if (!words) return;
    words.hidden = lost === 0;
    words.textContent = lost === 1 ? words.dataset.one : words.dataset.many.replace("{n}", lost);
    if (lost) window.boussole.say(words.textContent);
  }

  function count(form) {
    const bar = form && form.querySelector("[data-unsaved]");
    if (!bar) return;
    const changed = [...form.querySelectorAll("[data-cell]")].filter((cell) => {
      const differs = cell.value !== saved(cell);
      cell.classList.toggle("changed", differs);
      return differs;
    }).length;
    const words = bar.querySelector("[data-unsaved-count]");
    bar.hidden = changed === 0;
    words.textContent = changed === 1 ? words.dataset.one : words.dataset.many.replace("{n}", changed);
    form.toggleAttribute("data-dirty", changed > 0);
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("paste", onPaste);
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-cell]")) return;
    if (event.isTrusted) fills = [];
    count(event.target.form);
  });
  document.addEventListener("reset", (event) => setTimeout(() => {
    fills = [];
    tellLost(event.target, 0);
    event.target.querySelectorAll("[data-cell][data-saved]").forEach((cell) => { cell.value = cell.dataset.saved; });
    count(event.target);
  }, 0));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-put]");
    if (button) put(button);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const grid = document.querySelector("table[data-beside]");
    if (grid) event.target.querySelectorAll("[data-puts]").forEach((row) => { row.hidden = false; });
  });
  document.querySelectorAll("form:has([data-saved])").forEach(count);
  // A year that does not fit opens at the month that runs.
  document.querySelectorAll("table[data-grid] thead .now").forEach((head) => {
    const wrap = head.closest(".table-wrap");
    const first = head.closest("tr").cells[0].offsetWidth;
    if (wrap && head.offsetLeft + head.offsetWidth > wrap.clientWidth) wrap.scrollLeft = head.offsetLeft - first - head.offsetWidth;
  });
  document.addEventListener("submit", (event) => event.target.removeAttribute("data-dirty"));
  document.addEventListener("change", (event) => {
    const filters = event.target.closest("form[data-filters]:not([hx-get])");
    if (filters) filters.requestSubmit();
  });
  window.addEventListener("beforeunload", (event) => { if (document.querySelector("form[data-dirty]")) event.preventDefault(); });
})();
