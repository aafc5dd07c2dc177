// The review full screen: the next and the previous section by keys, Escape leaves.
// Without this script the links of the page do the same.
const page = document.querySelector("[data-review]");
const parts = page ? [...page.querySelectorAll(".review-part")] : [];

const isFull = () => page.classList.contains("review-full");

function here() {
  const middle = window.innerHeight / 2;
  const at = parts.findIndex((part) => part.getBoundingClientRect().bottom > middle);
  return at < 0 ? parts.length - 1 : at;
}

function go(step) {
  const part = parts[Math.min(Math.max(here() + step, 0), parts.length - 1)];
  part.scrollIntoView({ block: "start" });
  part.focus({ preventScroll: true });
}

function show(full) {
  page.classList.toggle("review-full", full);
  if (full && document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
  if (!full && document.fullscreenElement) document.exitFullscreen();
  parts[0].scrollIntoView({ block: "start" });
}

document.addEventListener("click", (event) => {
  if (!page || event.ctrlKey || event.metaKey) return;
  const wanted = event.target.closest("[data-review-full], [data-review-leave]");
  if (!wanted) return;
  event.preventDefault();
  show(wanted.hasAttribute("data-review-full"));
});

const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

document.addEventListener("keydown", (event) => {
  if (!page || !isFull() || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest("input, select, textarea, .table-wrap, [role=menu]")) return;
  if (event.key === "Escape") show(false);
  else if (STEPS[event.key]) {
    event.preventDefault();
    go(STEPS[event.key]);
  }
});

// Leaving with the browser's own key leaves ours too.
document.addEventListener("fullscreenchange", () => {
  if (page && !document.fullscreenElement && isFull()) show(false);
});
