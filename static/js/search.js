// The field over everything: hits appear while typing (htmx), arrows choose, Enter opens, Escape leaves.
(function () {
  const field = () => document.getElementById("search");
  const hits = () => document.getElementById("search-hits");
  const options = () => [...hits().querySelectorAll("[role=option]")];
  let chosen = -1;

  function show(open) {
    hits().hidden = !open;
    field().setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  }

  function choose(index) {
    const all = options();
    chosen = all.length ? (index + all.length + (index < -1 ? 1 : 0)) % all.length : -1;
    if (index === -1) chosen = -1;
    all.forEach((each, i) => each.setAttribute("aria-selected", String(i === chosen)));
    if (chosen >= 0) {
      field().setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    } else field().removeAttribute("aria-activedescendant");
  }

  function onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen <= 0 ? options().length - 1 : chosen - 1); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); options()[chosen].click(); show(false); field().blur(); }
    else if (event.key === "Escape") { show(false); field().blur(); }
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!field()) return;
    field().addEventListener("keydown", onKey);
    document.body.addEventListener("htmx:afterSwap", (event) => {
      if (event.target !== hits()) return;
      show(document.activeElement === field());
      choose(field().value.trim() && options().length ? 0 : -1);
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest(".search")) show(false);
      else if (event.target.closest(".hit")) show(false);
    });
    field().closest(".search").addEventListener("focusout", (event) => {
      if (event.relatedTarget && !event.relatedTarget.closest(".search")) show(false);
    });
  });
})();
