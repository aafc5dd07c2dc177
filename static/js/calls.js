// A tapped number: whom, when. Back on the page, the log opens filled in, as long as the call took.
(function () {
  const KEPT = "boussole.call";
  const SHORTEST = 3000; // less, and nobody was called: the dialler was closed again
  const LONGEST = 4 * 3600 * 1000; // more, and the page was simply left

  const read = () => JSON.parse(localStorage.getItem(KEPT) || "null");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-call]");
    if (!link || !link.dataset.prospect) return;
    const call = { prospect: link.dataset.prospect, contact: link.dataset.contact || "", start: Date.now() };
    localStorage.setItem(KEPT, JSON.stringify(call));
  });

  function back() {
    const call = read();
    if (!call || document.visibilityState !== "visible" || !window.boussole.sheet) return;
    const away = Date.now() - call.start;
    if (away < SHORTEST) return;
    localStorage.removeItem(KEPT);
    if (away > LONGEST) return;
    const asked = new URLSearchParams({ away: Math.round(away / 1000) });
    if (call.contact) asked.set("contact", call.contact);
    window.boussole.sheet(`/prospects/${encodeURIComponent(call.prospect)}/call/?${asked}`);
  }

  // A phone hides the page; a computer's own telephone only takes the focus.
  document.addEventListener("visibilitychange", back);
  window.addEventListener("focus", back);
  window.addEventListener("pageshow", () => setTimeout(back, 0));
})();
