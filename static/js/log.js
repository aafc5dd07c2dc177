// The quick log: the line, its reading, answers to questions. What is typed stays here until it is saved.
(function () {
  const touch = window.matchMedia("(hover: none) and (pointer: coarse)");
  const form = (element) => element && element.closest && element.closest("[data-log-form]");
  const onPage = (element) => element.matches("[data-log-form]:not([hx-post], [data-log-alone])");
  const line = (within) => within.querySelector("[data-log-line]");
  const tidy = (text) => text.split(/\r?\n/).map((each) => each.trim()).filter(Boolean).join("\n");

  /** What one person typed here is not shown to the next. */
  function draft(value) {
    const chip = document.querySelector("[data-log-waiting]");
    const name = `boussole.log.draft.${chip ? chip.dataset.user : ""}`;
    try {
      if (value === undefined) return localStorage.getItem(name) || "";
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch { /* no storage: nothing is kept */ }
    return "";
  }

  function fit(area) {
    area.rows = Math.min(8, Math.max(1, area.value.split("\n").length));
  }

  /** Ask the server how the line and the fields read now. */
  function reread(within) { window.htmx.trigger(line(within), "read-now"); }

  /** A field the person set stays as set, whatever the line said. */
  function byHand(within, name) {
    if (within.querySelector(`input[name="by_hand"][value="${CSS.escape(name)}"]`)) return;
    const mark = document.createElement("input");
    Object.assign(mark, { type: "hidden", name: "by_hand", value: name });
    within.querySelector("#log-understood").append(mark);
  }

  function wire(area) {
    area.dataset.wired = "yes";
    fit(area);
    if (!area.value && draft()) {
      area.value = draft();
      fit(area);
    }
    if (area.value && !area.form.querySelector("[data-read-line]").value) setTimeout(() => reread(area.form), 0);
  }

  function enhance(row) {
    if (!row.open) return;
    const found = [...row.querySelectorAll("select[data-log-who]:not([data-picker])")];
    found.forEach((select) => { select.dataset.picker = ""; });
    if (found.length) row.dispatchEvent(new CustomEvent("boussole:fresh", { bubbles: true, detail: { piece: row } }));
  }

  // A phone's keyboard would cover the taps: there the line waits to be touched.
  document.addEventListener("htmx:afterSwap", () => {
    if (touch.matches) document.querySelectorAll("[data-log-line][autofocus]").forEach((area) => area.removeAttribute("autofocus"));
  });

  document.addEventListener("boussole:fresh", (event) => {
    const piece = event.detail.piece;
    const area = piece.querySelector("[data-log-line]");
    if (area && !area.dataset.wired) wire(area);
    piece.querySelectorAll("[data-log-row][open]").forEach(enhance);
  });

  document.addEventListener("toggle", (event) => {
    if (event.target.matches && event.target.matches("[data-log-row]")) enhance(event.target);
  }, true);

  document.addEventListener("input", (event) => {
    const within = form(event.target);
    if (!within) return;
    if (event.target.matches("[data-log-line]")) { fit(event.target); draft(event.target.value); }
    else if (event.target.closest("[data-log-row]")) window.htmx.trigger(line(within), "htmx:abort");
  });

  document.addEventListener("change", (event) => {
    const within = form(event.target);
    if (!within || !event.target.name || !event.target.closest("[data-log-row]")) return;
    byHand(within, event.target.name);
    if (event.target.type === "datetime-local") {
      const whole = within.querySelector(`[name="${CSS.escape(event.target.name.replace(/at$/, "all_day"))}"]`);
      if (whole && whole.checked) { whole.checked = false; byHand(within, whole.name); }
    }
    reread(within);
  });

  // Enter reads, then asks what is unsure, then saves. Shift and Enter is a new line.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("[data-log-line]")) return;
    const within = event.target.form;
    event.preventDefault();
    const seen = within.querySelector("[data-read-line]").value;
    if (navigator.onLine && tidy(event.target.value) !== tidy(seen)) { reread(within); return; }
    const question = navigator.onLine && within.querySelector("[data-question]");
    if (!question) { within.requestSubmit(within.querySelector(".btn-primary")); return; }
    if (question.dataset.question) within.querySelector(`[data-log-row="${CSS.escape(question.dataset.question)}"]`).open = true;
    (question.matches("button, a") ? question : within.querySelector(`[data-log-row="${CSS.escape(question.dataset.question)}"] :is(select, input)`)).focus();
  });

  // Cancelled is thrown away; closed by accident (Escape, a tap beside it) is still there.
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("[data-log-form] .sheet-foot [data-close]")) draft("");
  });
  document.addEventListener("log-kept", () => draft(""));
  // On a page of its own it is sent as any form: what was refused comes back with the page.
  document.addEventListener("submit", (event) => { if (onPage(event.target)) draft(""); });

  // A pressed answer goes with the next reading, as it would go with the form without script.
  document.addEventListener("click", (event) => {
    const answer = event.target.closest && event.target.closest("[data-log-answer]");
    if (!answer) return;
    event.preventDefault();
    line(answer.form).dataset.answer = answer.value;
    reread(answer.form);
    if (!touch.matches) line(answer.form).focus();
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const area = event.detail.elt;
    if (!area.matches("[data-log-line]")) return;
    if (area.dataset.answer) event.detail.parameters.set = area.dataset.answer;
    delete area.dataset.answer;
    const open = [...area.form.querySelectorAll("[data-log-row][open]:not([data-log-tapped])")].map((row) => row.dataset.logRow);
    event.detail.parameters.open = open;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const within = form(event.detail.elt);
    if (within && event.detail.elt !== within && !navigator.onLine) { event.preventDefault(); return; }
    if (within && event.detail.elt === within) window.htmx.trigger(line(within), "htmx:abort");
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.xhr && event.detail.xhr.getResponseHeader("X-Log-Saved") !== null) draft("");
  });
})();
