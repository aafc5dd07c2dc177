// The quick log. What is typed stays on this device until the server says it is saved.
(function () {
  const DRAFT = "boussole.log.draft";
  const QUEUE = "boussole.log.queue";
  const read = (name) => JSON.parse(localStorage.getItem(name) || "null");
  const write = (name, value) => localStorage.setItem(name, JSON.stringify(value));

  function identity(form) {
    const field = form.querySelector("[data-request-id]");
    if (field && !field.value) field.value = crypto.randomUUID();
    return field ? field.value : "";
  }

  document.addEventListener("boussole:fresh", (event) => {
    const line = event.detail.piece.querySelector("[data-log-line]");
    if (!line || line.dataset.wired) return;
    line.dataset.wired = "yes";
    identity(line.form);
    const draft = read(DRAFT);
    if (draft && !line.value) {
      line.value = draft;
      line.dispatchEvent(new Event("input", { bubbles: true }));
    }
    line.addEventListener("input", () => write(DRAFT, line.value));
  });

  // No network: keep the whole form, with its request id, and send it when the network is back.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest && event.detail.elt.closest("[data-log-form]");
    if (!form || navigator.onLine || event.detail.requestConfig.verb !== "post") return;
    event.preventDefault();
    const kept = read(QUEUE) || [];
    kept.push({ url: form.action, fields: [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken") });
    write(QUEUE, kept);
    localStorage.removeItem(DRAFT);
    document.dispatchEvent(new CustomEvent("sheet-close"));
  }, true);

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest && event.detail.elt.closest("[data-log-form]");
    const saved = event.detail.xhr && [200, 201, 204].includes(event.detail.xhr.status);
    if (form && saved && event.detail.requestConfig.verb === "post") localStorage.removeItem(DRAFT);
  });

  async function flush() {
    const kept = read(QUEUE) || [];
    const left = [];
    for (const each of kept) {
      try {
        const answer = await window.boussole.send(each.url, each.fields);
        if (answer.status >= 500) left.push(each);
        else if (!answer.ok) { write(DRAFT, (each.fields.find(([name]) => name === "line") || ["", ""])[1]); window.boussole.toast("toast-not-saved"); }
      } catch { left.push(each); }
    }
    if (kept.length) write(QUEUE, left);
    if (kept.length > left.length) document.body.dispatchEvent(new CustomEvent("figures-moved", { bubbles: true }));
  }
  window.addEventListener("online", flush);
  document.addEventListener("DOMContentLoaded", () => navigator.onLine && flush());
})();
