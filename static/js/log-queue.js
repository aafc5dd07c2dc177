// Without network a log stays on this device, under the person who typed it, until the server says it is written.
// An entry is {user, url, key, fields, refused}; the key makes sure that it is written once, however often it is sent.
(function () {
  const STORE = "boussole.log.queue";
  const AGAIN = 15000;
  let sending = false;
  let timer;

  const chip = () => document.querySelector("[data-log-waiting]");
  const me = () => (chip() ? chip().dataset.user : "");

  function all() {
    try { return JSON.parse(localStorage.getItem(STORE) || "[]"); } catch { return []; }
  }
  const mine = () => all().filter((entry) => entry.user === me());
  const waiting = () => mine().filter((entry) => !entry.refused);

  function put(entries) {
    try { localStorage.setItem(STORE, JSON.stringify(entries)); } catch { return false; }
    show();
    return true;
  }
  const drop = (key) => put(all().filter((entry) => entry.key !== key || entry.user !== me()));

  /** The chip in the bar: how many wait, how many were refused and must be looked at. */
  function show() {
    const place = chip();
    if (!place) return;
    const refused = mine().length - waiting().length;
    const words = refused ? place.dataset.toCorrect : place.dataset.waiting;
    place.hidden = !mine().length;
    place.querySelector("[data-words]").textContent = words.replace("%n", refused || waiting().length);
    place.classList.toggle("chip-bad", Boolean(refused));
    clearTimeout(timer);
    if (waiting().length) timer = setTimeout(send, AGAIN);
  }

  function keep(form) {
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    const value = (name) => (fields.find(([each]) => each === name) || ["", ""])[1];
    const key = value("client_uuid");
    fields.push(["kept", "1"], ["typed_at", new Date().toISOString()]);
    const entry = { user: me(), url: form.action, key, fields };
    const others = all().filter((each) => each.key !== key);
    if (!key || !put([...others, entry])) return false;
    document.dispatchEvent(new CustomEvent("sheet-close"));
    form.dispatchEvent(new CustomEvent("log-kept", { bubbles: true }));
    window.boussole.toast("toast-log-kept");
    return true;
  }

  const posted = (event) => event.detail.requestConfig && event.detail.requestConfig.verb === "post";
  const logForm = (event) => (event.detail.elt.matches && event.detail.elt.matches("[data-log-form]") ? event.detail.elt : null);

  // The sheet cannot be fetched: the line alone, kept in this page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-sheet]");
    const alone = document.getElementById("log-without-network");
    if (!link || !alone || navigator.onLine) return;
    const form = alone.content.querySelector("form");
    if (new URL(link.href).pathname !== new URL(form.getAttribute("action"), location.href).pathname) return;
    event.preventDefault();
    event.stopPropagation();
    window.boussole.showSheet(alone.innerHTML);
    const sheet = document.getElementById("sheet-content");
    sheet.querySelector("[name=client_uuid]").value = crypto.randomUUID();
    sheet.querySelector("[data-log-line]").focus();
  }, true);

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-log-form]:not([hx-post], [data-log-alone])") && !navigator.onLine) {
      event.preventDefault();  // a log on a page of its own is kept as well
      if (keep(event.target)) event.target.querySelector("[data-log-line]").value = "";
      return;
    }
    if (!event.target.matches("[data-log-alone]")) return;
    event.preventDefault();
    if (event.target.querySelector("[data-log-line]").value.trim()) { keep(event.target); if (navigator.onLine) alone(); }
  });

  // Known to be without network: not even tried.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = logForm(event);
    if (form && !navigator.onLine && keep(form)) event.preventDefault();
  }, true);

  // Tried and lost on the way, perhaps after it was written: kept, and sent again under the same key.
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, (event) => {
    const form = logForm(event);
    if (form && posted(event) && keep(form)) event.preventDefault();
  }, true));

  document.addEventListener("htmx:afterRequest", (event) => {
    const saved = event.detail.xhr && event.detail.xhr.getResponseHeader("X-Log-Saved");
    if (saved && mine().some((entry) => entry.key === saved)) drop(saved);
  });

  async function post(entry) {
    const answer = await window.boussole.send(entry.url, entry.fields);
    return { saved: answer.headers.get("X-Log-Saved") === entry.key, status: answer.status, html: await answer.text() };
  }

  function refuse(entry, html) {
    put(all().map((each) => (each.key === entry.key ? { ...each, refused: true } : each)));
    if (!document.querySelector("dialog[open]")) correct(html);
  }

  /** What was refused is shown with what was typed; it leaves this device once saved or thrown away. */
  function correct(html) {
    window.boussole.showSheet(html);
    const content = document.getElementById("sheet-content");
    content.dispatchEvent(new CustomEvent("boussole:fresh", { bubbles: true, detail: { piece: content } }));
    const discard = document.querySelector("#sheet [data-log-discard]");
    if (discard) discard.hidden = false;
  }

  async function sendOne(entry) {
    const answer = await post(entry);
    if (answer.saved) {
      drop(entry.key);
      strip(answer.html);
      return true;
    }
    if (answer.status === 422) refuse(entry, answer.html);
    return false;
  }

  function strip(html) {
    const found = document.createRange().createContextualFragment(html).querySelector(".strip");
    if (!found) return;
    document.getElementById("toasts").append(found);
    window.htmx.process(found);
    found.dispatchEvent(new CustomEvent("boussole:fresh", { bubbles: true, detail: { piece: found } }));
  }

  async function send() {
    if (sending || !navigator.onLine || !waiting().length) return;
    sending = true;
    window.boussole.busy(1);
    let moved = false;
    try {
      for (const entry of waiting()) moved = (await sendOne(entry)) || moved;
    } catch { /* still no network: they wait */ }
    sending = false;
    window.boussole.busy(-1);
    show();
    if (moved) ["facts-moved", "figures-moved", "activity-logged"].forEach((name) => document.body.dispatchEvent(new CustomEvent(name, { bubbles: true })));
  }

  /** One sender among the tabs of this browser. */
  const alone = () => (navigator.locks ? navigator.locks.request("boussole.log", { ifAvailable: true }, (lock) => (lock ? send() : undefined)) : send());

  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-log-discard]")) {
      const key = document.querySelector("#sheet [name=client_uuid]").value;
      drop(key);
      document.dispatchEvent(new CustomEvent("sheet-close"));
    }
    if (!event.target.closest("[data-log-waiting]")) return;
    const refused = mine().find((entry) => entry.refused);
    if (!refused) { if (navigator.onLine) alone(); else window.boussole.toast("toast-log-kept"); return; }
    try {
      const answer = await post(refused);
      if (answer.saved) { drop(refused.key); strip(answer.html); }
      else if (answer.status === 422) correct(answer.html);
    } catch { window.boussole.toast("toast-log-kept"); }
  });

  window.addEventListener("online", alone);
  window.addEventListener("storage", (event) => { if (event.key === STORE) show(); });
  document.addEventListener("DOMContentLoaded", () => { show(); alone(); });
})();
