// The week under a finger: hold a planned activity, carry it to another half hour, let go.
(function () {
  const HOLD = 300; // ms; a finger that moves before that scrolls
  const SLIP = 10; // px
  const EDGE = 48; // px from the edge of the table, where carrying scrolls it
  let held = null; // what is under the finger: {item, card, x, y, top, left, grip, timer, carried}

  const at = (x, y) => {
    for (const each of document.elementsFromPoint(x, y)) {
      if (each.matches("[data-week] .free")) return each.parentElement;
      if (each.matches("[data-week] [data-all-day]")) return each;
    }
    return null;
  };
  /** The cell under the upper edge of what is carried. */
  const under = (touch) => at(touch.clientX, touch.clientY - held.grip + 2);

  function light(cell) {
    document.querySelectorAll(".week .is-over").forEach((each) => { if (each !== cell) each.classList.remove("is-over"); });
    if (cell) cell.classList.add("is-over");
  }

  function lift() {
    held.carried = true;
    held.item.classList.add("is-carried");
    if (navigator.vibrate) navigator.vibrate(10);
    light(held.item.closest("[data-at]"));
  }

  function carry(touch) {
    const box = held.card.getBoundingClientRect();
    if (touch.clientY > box.bottom - EDGE) held.card.scrollBy(0, 12);
    else if (touch.clientY < box.top + 2 * EDGE) held.card.scrollBy(0, -12);
    if (touch.clientX > box.right - EDGE) held.card.scrollBy(12, 0);
    else if (touch.clientX < box.left + EDGE) held.card.scrollBy(-12, 0);
    const x = touch.clientX - held.x + held.card.scrollLeft - held.left;
    const y = touch.clientY - held.y + held.card.scrollTop - held.top;
    held.item.style.transform = `translate(${x}px, ${y}px)`;
    light(under(touch));
  }

  function letGo() {
    if (!held) return;
    clearTimeout(held.timer);
    held.item.classList.remove("is-carried");
    held.item.style.transform = "";
    held.item.draggable = true;
    light(null);
    held = null;
  }

  document.addEventListener("touchstart", (event) => {
    letGo();
    const item = event.touches.length === 1 && event.target.closest && event.target.closest("[data-week] [data-move-url]");
    if (!item) return;
    const touch = event.touches[0];
    const card = item.closest(".week-card");
    const from = { x: touch.clientX, y: touch.clientY, top: card.scrollTop, left: card.scrollLeft };
    item.draggable = false; // or the browser would begin a drag of its own, which no finger ends
    held = { ...from, item, card, grip: touch.clientY - item.getBoundingClientRect().top, carried: false, timer: setTimeout(lift, HOLD) };
  }, { passive: true });

  document.addEventListener("touchmove", (event) => {
    if (!held) return;
    const touch = event.touches[0];
    if (held.carried) { event.preventDefault(); carry(touch); return; }
    if (Math.hypot(touch.clientX - held.x, touch.clientY - held.y) > SLIP) letGo();
  }, { passive: false });

  document.addEventListener("touchend", (event) => {
    if (!held || !held.carried) { letGo(); return; }
    event.preventDefault(); // no click: it would open the activity
    const { item } = held;
    const cell = under(event.changedTouches[0]);
    letGo();
    if (cell) item.dispatchEvent(new CustomEvent("week:move", { bubbles: true, detail: { cell } }));
  }, { passive: false });

  document.addEventListener("touchcancel", letGo);
  document.addEventListener("contextmenu", (event) => { if (held) event.preventDefault(); });
})();
