// The board: drag, touch or keyboard. A move posts deal, stage, version and place; a 409 shows both values;
// a place with data-asks (won, lost) opens that sheet first. The card goes back when the move does not hold.
// Every five seconds it asks whether somebody else moved anything, and takes only the columns that differ.
(function () {
  const board = () => document.querySelector("[data-board]");
  const stageOf = (card) => card.closest("[data-stage]");
  let chosen = null; // id of the selected card, kept when the board is swapped

  const card = () => (chosen && board() ? board().querySelector(`[data-deal="${CSS.escape(chosen)}"]`) : null);
  const nameOf = (item) => item.querySelector(".deal-main a").textContent.trim();

  function say(template, item) {
    const words = template.replace("{deal}", nameOf(item)).replace("{stage}", stageOf(item).dataset.stageName);
    const line = document.querySelector("[data-board-said]");
    if (line) line.textContent = words;
    window.boussole.say(words);
  }

  function select(item, focus) {
    if (!item) return;
    board().querySelectorAll(".is-chosen").forEach((old) => old.classList.remove("is-chosen"));
    item.classList.add("is-chosen");
    chosen = item.dataset.deal;
    if (focus) item.querySelector(".deal-main a").focus();
    say(board().dataset.saidSelected, item);
  }

  const dealsOf = (list) => [...list.querySelectorAll("[data-deal]")];

  function putBack(item, from) {
    item.remove();
    from.list.insertBefore(item, from.list.children[from.index] || null);
    if (from.byKeys) showColumn(from.list.dataset.stage);
  }

  /** The one column a phone shows; on a desk all are seen. */
  function showColumn(stage) {
    const picker = document.querySelector("[data-stage-picker]");
    if (!picker) return;
    picker.value = stage;
    board().querySelectorAll(".column").forEach((column) => column.classList.toggle("is-shown", Boolean(column.querySelector(`[data-stage="${CSS.escape(stage)}"]`))));
  }

  async function answer(response, item, from, again) {
    const body = await response.text();
    if (response.ok) {
      if (response.headers.get("X-Version")) item.dataset.version = response.headers.get("X-Version");
      if (body.includes("data-board")) swap(body);
      else if (body.trim()) { putBack(item, from); window.boussole.showSheet(body); return; }
      say(board().dataset.saidMoved, card() || item);
      document.body.dispatchEvent(new CustomEvent("figures-moved", { bubbles: true }));
      return;
    }
    putBack(item, from);
    if (response.status === 409) window.boussole.showSheet(body);
    else window.boussole.toast("toast-not-saved", again);
  }

  /** Take what differs from a fresh board: columns, the stage picker, the sentence above. */
  function swap(html) {
    const piece = document.createRange().createContextualFragment(html);
    const fresh = piece.querySelector("[data-board]");
    if (!fresh) return;
    const focused = document.activeElement && document.activeElement.closest("[data-deal]");
    const ids = (place) => [...place.querySelectorAll(".column")].map((column) => column.id).join();
    if (ids(fresh) === ids(board())) {
      fresh.querySelectorAll(".column").forEach(swapColumn);
      board().dataset.tag = fresh.dataset.tag || "";
    } else {
      board().replaceWith(fresh);
      window.htmx.process(fresh);
    }
    swapCounts(piece);
    wire();
    // A card somebody else moved keeps the focus wherever it is now.
    if (focused && document.activeElement === document.body) {
      const back = board().querySelector(`[data-deal="${CSS.escape(focused.dataset.deal)}"] .deal-main a`);
      if (back) back.focus({ preventScroll: true });
    }
  }

  function swapColumn(fresh) {
    const old = document.getElementById(fresh.id);
    if (old.dataset.digest === fresh.dataset.digest && !old.dataset.touched) return;
    fresh.classList.toggle("is-shown", old.classList.contains("is-shown"));
    old.replaceWith(fresh);
    window.htmx.process(fresh);
  }

  function swapCounts(piece) {
    piece.querySelectorAll("[data-stage-picker] option").forEach((option) => {
      const old = document.querySelector(`[data-stage-picker] option[value="${CSS.escape(option.value)}"]`);
      if (old) old.textContent = option.textContent;
    });
    const summary = piece.querySelector("#board-summary");
    const old = document.getElementById("board-summary");
    if (summary && old) old.replaceWith(summary);
  }

  // What others move ------------------------------------------------------------
  const EVERY = 5000;
  let held = 0; // cards in a hand or on their way to the server

  /** Ask whether anything moved; a card in the hand is never pulled away. */
  async function look() {
    const place = board();
    if (!place || !place.dataset.pollUrl || held || document.visibilityState !== "visible") return;
    const most = Math.max(...[...place.querySelectorAll("[data-stage]")].map((list) => dealsOf(list).length), 0);
    const url = `${place.dataset.pollUrl}&tag=${encodeURIComponent(place.dataset.tag)}&shown=${most}`;
    try {
      const response = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (response.status !== 200) return;
      const html = await response.text();
      if (!held && place === board()) swap(html);
    } catch { /* the next look will tell */ }
  }

  async function post(item, from) {
    const list = stageOf(item);
    if (list === from.list) return; // the order inside a column is time's own
    if (list.dataset.asks) {
      // Winning and losing ask first: the card waits where it was.
      putBack(item, from);
      window.boussole.sheet(item.dataset[`${list.dataset.asks}Url`]);
      return;
    }
    const to = stageOf(item);
    const place = dealsOf(to).indexOf(item);
    const fields = { deal: item.dataset.deal, stage: to.dataset.stage, version: item.dataset.version, place };
    const again = () => { to.prepend(item); post(item, from); };
    [to, from.list].forEach((each) => { const column = each.closest(".column"); if (column) column.dataset.touched = "yes"; });
    item.classList.add("is-saving");
    window.boussole.busy(1);
    held += 1;
    try {
      await answer(await window.boussole.send(item.dataset.moveUrl || board().dataset.moveUrl, fields), item, from, again);
    } catch {
      putBack(item, from);
      window.boussole.toast("toast-not-saved", again);
    } finally {
      item.classList.remove("is-saving");
      window.boussole.busy(-1);
      held -= 1;
      if (card() && document.activeElement === document.body) card().querySelector("a").focus();
    }
  }

  function moveStage(item, step) {
    const lists = [...board().querySelectorAll("[data-stage]:not([data-drop-only])")];
    const list = stageOf(item);
    const next = lists[lists.indexOf(list) + step];
    if (!next || item.hasAttribute("data-fixed")) return;
    const from = { list, index: dealsOf(list).indexOf(item), byKeys: true };
    next.prepend(item);
    showColumn(next.dataset.stage); // the keys go with the card
    item.querySelector(".deal-main a").focus();
    post(item, from);
  }

  function step(item, by) {
    const all = dealsOf(stageOf(item));
    select(all[all.indexOf(item) + by], true);
  }

  const OPENS = { n: "nextUrl", l: "logUrl", w: "wonUrl", x: "lostUrl" };

  function onKey(event) {
    if (!board() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || event.target.closest("input, select, textarea")) return;
    const within = event.target.closest("[data-deal]");
    const item = within || card();
    const arrow = event.key.startsWith("Arrow");
    if (!item && arrow && (event.target === document.body || event.target.closest("[data-board]"))) {
      event.preventDefault();
      select(board().querySelector("[data-deal]"), true);
      return;
    }
    if (!item || (!within && event.target !== document.body)) return;
    const off = document.documentElement.dataset.shortcuts === "off";
    const url = !off && OPENS[event.key] && item.dataset[OPENS[event.key]];
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") moveStage(item, event.key === "ArrowRight" ? 1 : -1);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") step(item, event.key === "ArrowDown" ? 1 : -1);
    else if (url) window.boussole.sheet(url);
    else return;
    event.preventDefault();
  }

  const listOf = (stage) => board().querySelector(`[data-stage="${CSS.escape(stage)}"]`);
  // On a phone one column is seen: while a card is held, the other stages stand in a strip to drop it on.
  const strip = () => document.querySelector("[data-drop-strip]");

  function wire() {
    const place = board();
    if (!place) return;
    const lists = [...place.querySelectorAll("[data-stage]"), ...(strip() ? strip().querySelectorAll("[data-strip]") : [])]
      .filter((list) => !list.dataset.wired);
    if (!lists.length) return;
    lists.forEach((list) => { list.dataset.wired = "yes"; });
    window.boussole.busy(1);
    window.boussole.need("sortable").then(() => {
      lists.forEach((list) => new window.Sortable(list, {
        group: { name: "deals", pull: !list.hasAttribute("data-drop-only") },
        sort: false,
        emptyInsertThreshold: 12,
        draggable: "[data-deal]",
        animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
        delay: 150,
        delayOnTouchOnly: true,
        filter: "[data-fixed]",
        preventOnFilter: false,
        onStart: () => { held += 1; if (strip()) strip().hidden = false; },
        onEnd: ({ item, from, oldIndex, to }) => {
          held -= 1;
          if (strip()) strip().hidden = true;
          if (to.dataset.strip) listOf(to.dataset.strip).prepend(item);
          select(item, false);
          if (from !== stageOf(item)) post(item, { list: from, index: oldIndex });
        },
      }));
    }).finally(() => window.boussole.busy(-1));
    if (card()) card().classList.add("is-chosen");
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => {
    const item = board() && event.target.closest("[data-deal]");
    if (item && item.dataset.deal !== chosen) select(item, false);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-stage-picker]")) showColumn(event.target.value);
  });
  document.addEventListener("boussole:fresh", wire);
  document.addEventListener("facts-moved", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, EVERY);
})();
