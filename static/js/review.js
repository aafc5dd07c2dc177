// The review full screen: the next and the previous section by keys, Escape leaves. A section longer than the
// screen is first read to its end: up and down scroll in it, right and left leave it.
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
  if (full) window.scrollTo(0, 0);
  else parts[0].scrollIntoView({ block: "start" });
}

document.addEventListener("click", (event) => {
  if (!page || event.ctrlKey || event.metaKey) return;
  const wanted = event.target.closest("[data-review-full], [data-review-leave]");
  if (!wanted) return;
  event.preventDefault();
  show(wanted.hasAttribute("data-review-full"));
});

/** Scroll in a section that goes on below (1) or above (-1) the screen, to its end at most; false when all was read. */
function read(step, key) {
  const { top, bottom } = parts[here()].getBoundingClientRect();
  const left = step > 0 ? bottom - window.innerHeight : -top;
  if (left < 8) return false;
  window.scrollBy({ top: step * Math.min(left, key.startsWith("Page") ? window.innerHeight * 0.85 : 60), behavior: "instant" });
  return true;
}

const SCROLLS = ["ArrowDown", "ArrowUp", "PageDown", "PageUp"];
const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

document.addEventListener("keydown", (event) => {
  if (!page || !isFull() || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest("input, select, textarea, .table-wrap, [role=menu]")) return;
  if (event.key === "Escape") show(false);
  else if (STEPS[event.key]) {
    event.preventDefault();
    if (!SCROLLS.includes(event.key) || !read(STEPS[event.key], event.key)) go(STEPS[event.key]);
  }
});

// Leaving with the browser's own key leaves ours too.
document.addEventListener("fullscreenchange", () => {
  if (page && !document.fullscreenElement && isFull()) show(false);
});
