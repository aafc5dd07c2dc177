// The queue of Today: arrows choose a line, its own D and S act (keys.js prefers what has the focus).
(function () {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (document.querySelector("dialog[open]") || event.target.closest("input, select, textarea, .dropdown-menu")) return;
    const rows = [...document.querySelectorAll("[data-rows] [data-row]")];
    if (!rows.length) return;
    const here = rows.indexOf(event.target.closest("[data-row]"));
    const next = rows[Math.min(rows.length - 1, Math.max(0, here + (event.key === "ArrowDown" ? 1 : -1)))];
    event.preventDefault();
    next.focus();
  });
})();
