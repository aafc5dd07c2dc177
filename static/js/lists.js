// Lists: rows to tick ([name=pick], [data-tick-all], form[data-bulk]) and the order of columns (form[data-columns]).
// Shift ticks a range. Without script the bar stands there and the form sends what is ticked.
(function () {
  let last = null;

  const ticks = () => [...document.querySelectorAll("input[name=pick]")];

  function show() {
    const bar = document.querySelector("form[data-bulk]");
    if (!bar) return;
    const all = ticks();
    const count = all.filter((tick) => tick.checked).length;
    const words = bar.querySelector("[data-bulk-count]");
    bar.classList.add("is-live");
    bar.classList.toggle("has-ticks", count > 0);
    words.textContent = count === 1 ? words.dataset.one : words.dataset.many.replace("{n}", count);
    bar.querySelector("[data-bulk-clear]").hidden = count === 0;
    const master = document.querySelector("[data-tick-all]");
    master.checked = count > 0 && count === all.length;
    master.indeterminate = count > 0 && count < all.length;
  }

  function tickTo(tick) {
    const all = ticks();
    const [from, to] = [all.indexOf(last), all.indexOf(tick)].sort((a, b) => a - b);
    if (from >= 0) all.slice(from, to + 1).forEach((each) => { each.checked = tick.checked; });
  }

  document.addEventListener("click", (event) => {
    const tick = event.target.closest("input[name=pick]");
    if (tick) {
      if (event.shiftKey && last && last !== tick) tickTo(tick);
      last = tick;
      show();
    }
    if (event.target.closest("[data-bulk-clear]")) {
      ticks().forEach((each) => { each.checked = false; });
      show();
      const master = document.querySelector("[data-tick-all]");
      if (master) master.focus();
    }
    const up = event.target.closest("[data-up]");
    if (up) {
      const line = up.closest("li");
      if (line.previousElementSibling) line.previousElementSibling.before(line);
      up.focus();
    }
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all]")) return;
    ticks().forEach((each) => { each.checked = event.target.checked; });
    show();
  });

  function fresh() {
    last = null;
    document.querySelectorAll("form[data-columns]").forEach((form) => form.classList.add("is-live"));
    show();
  }
  document.addEventListener("boussole:fresh", fresh);
})();
