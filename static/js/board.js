// The board: drag, touch or keyboard. A move posts deal, stage, version and place; a 409 shows both values,
// a stage with data-reason-url asks for the reason first. The card goes back when the move does not hold.
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
  }

  async function answer(response, item, from, again) {
    const body = await response.text();
    if (response.ok) {
      if (response.headers.get("X-Version")) item.dataset.version = response.headers.get("X-Version");
      if (body.trim()) swap(body);
      say(board().dataset.saidMoved, card() || item);
      document.body.dispatchEvent(new CustomEvent("figures-moved", { bubbles: true }));
      return;
    }
    putBack(item, from);
    if (response.status === 409) window.boussole.showSheet(body);
    else window.boussole.toast("toast-not-saved", again);
  }

  /** The server may answer with the whole board, so that counts and sums follow. */
  function swap(html) {
    const fresh = document.createRange().createContextualFragment(html).querySelector("[data-board]");
    if (!fresh) return;
    board().replaceWith(fresh);
    window.htmx.process(fresh);
    wire();
  }

  async function post(item, from) {
    const list = stageOf(item);
    if (list.dataset.reasonUrl && list !== from.list) {
      putBack(item, from);
      window.boussole.sheet(item.dataset.lostUrl || `${list.dataset.reasonUrl}?deal=${encodeURIComponent(item.dataset.deal)}`);
      return;
    }
    const place = dealsOf(list).indexOf(item);
    const fields = { deal: item.dataset.deal, stage: list.dataset.stage, version: item.dataset.version, place };
    const again = () => { list.insertBefore(item, dealsOf(list)[place] || list.children[place] || null); post(item, from); };
    item.classList.add("is-saving");
    window.boussole.busy(1);
    try {
      await answer(await window.boussole.send(item.dataset.moveUrl || board().dataset.moveUrl, fields), item, from, again);
    } catch {
      putBack(item, from);
      window.boussole.toast("toast-not-saved", again);
    } finally {
      item.classList.remove("is-saving");
      window.boussole.busy(-1);
      if (card() && document.activeElement === document.body) card().querySelector("a").focus();
    }
  }

  function moveStage(item, step) {
    const lists = [...board().querySelectorAll("[data-stage]")];
    const list = stageOf(item);
    const next = lists[lists.indexOf(list) + step];
    if (!next || item.hasAttribute("data-fixed")) return;
    const from = { list, index: dealsOf(list).indexOf(item) };
    next.prepend(item);
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

  function wire() {
    const place = board();
    if (!place || place.dataset.wired) return;
    place.dataset.wired = "yes";
    window.boussole.busy(1);
    window.boussole.need("sortable").then(() => {
      place.querySelectorAll("[data-stage]").forEach((list) => new window.Sortable(list, {
        group: "deals",
        draggable: "[data-deal]",
        animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
        delay: 150,
        delayOnTouchOnly: true,
        filter: "[data-fixed]",
        preventOnFilter: false,
        onEnd: ({ item, from, oldIndex, to, newIndex }) => {
          select(item, false);
          if (from !== to || oldIndex !== newIndex) post(item, { list: from, index: oldIndex });
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
    if (!event.target.matches("[data-stage-picker]")) return;
    board().querySelectorAll(".column").forEach((column) => column.classList.toggle("is-shown", Boolean(column.querySelector(`[data-stage="${CSS.escape(event.target.value)}"]`))));
  });
  document.addEventListener("boussole:fresh", wire);
})();
