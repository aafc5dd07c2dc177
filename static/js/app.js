// What every page shares: settled state, late assets, htmx hooks, strips, focus.
// Other scripts use window.boussole: busy(), need(), toast(), say(), csrf(), send().
(function () {
  const root = document.documentElement;
  const own = document.currentScript;
  const assets = {};
  let waiting = 1;

  /** Count work in flight; <html data-ready> stands while there is none. */
  function busy(change) {
    waiting = Math.max(0, waiting + change);
    root.toggleAttribute("data-ready", waiting === 0);
  }

  function addStyles(list) {
    const before = document.querySelector("[data-own-css]");
    (list || "").split(" ").filter(Boolean).forEach((href) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      before.before(link);
    });
  }

  /** Load a heavy library once: "chart", "sortable" or "picker". */
  function need(name) {
    if (!assets[name]) {
      assets[name] = new Promise((done, failed) => {
        addStyles(own.dataset[name + "Css"] || own.getAttribute("data-asset-" + name + "-css"));
        const script = document.createElement("script");
        script.src = own.getAttribute("data-asset-" + name);
        script.onload = done;
        script.onerror = failed;
        document.head.append(script);
      });
    }
    return assets[name];
  }

  function csrf() {
    return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  }

  /** POST a form's fields; resolves with the Response, whatever its status. */
  function send(url, fields) {
    const headers = { "X-CSRFToken": csrf(), "HX-Request": "true" };
    return fetch(url, { method: "POST", body: new URLSearchParams(fields), headers, credentials: "same-origin" });
  }

  function say(text) {
    const place = document.getElementById("announce");
    if (place) place.textContent = text;
  }

  // Strips ------------------------------------------------------------------
  function watch(strip) {
    const life = Number(strip.dataset.toast);
    if (!life || strip.dataset.watched) return;
    strip.dataset.watched = "yes";
    let timer = setTimeout(() => strip.remove(), life);
    const stop = () => clearTimeout(timer);
    const go = () => { stop(); timer = setTimeout(() => strip.remove(), life); };
    strip.addEventListener("mouseenter", stop);
    strip.addEventListener("focusin", stop);
    strip.addEventListener("mouseleave", go);
    strip.addEventListener("focusout", go);
  }

  /** Show the strip of a <template>; retry is what its button does. */
  function toast(templateId, retry) {
    const region = document.getElementById("toasts");
    const strip = document.getElementById(templateId).content.firstElementChild.cloneNode(true);
    region.querySelectorAll(`[data-from="${templateId}"]`).forEach((old) => old.remove());
    strip.dataset.from = templateId;
    const button = strip.querySelector("[data-retry]");
    if (button) button.addEventListener("click", () => { strip.remove(); if (retry) retry(); });
    region.append(strip);
  }

  document.addEventListener("click", (event) => {
    const gone = event.target.closest("[data-dismiss]");
    if (gone) gone.closest("[data-toast]").remove();
    const toggle = event.target.closest("[data-toggle-table]");
    if (toggle) {
      const table = document.getElementById(toggle.dataset.toggleTable);
      table.hidden = !table.hidden;
      toggle.setAttribute("aria-expanded", String(!table.hidden));
    }
  });

  // htmx --------------------------------------------------------------------
  const timers = new WeakMap();
  let focused = null;

  function quiet(event) {
    return event.detail.elt && event.detail.elt.closest("[data-quiet]");
  }

  /** Asked again by the clock, not by a person nor by what they did. */
  function polled(event) {
    const { elt, requestConfig } = event.detail;
    return !requestConfig.triggeringEvent && /\bevery\b/.test(elt.getAttribute("hx-trigger"));
  }

  // Counted by the request itself: what asked may be gone from the page before the answer is there.
  document.addEventListener("htmx:beforeSend", (event) => {
    if (polled(event)) return;
    busy(1);
    event.detail.xhr.addEventListener("loadend", () => setTimeout(() => busy(-1), 30));
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (quiet(event)) return;
    const box = event.detail.target && (event.detail.target.closest(".card, [data-loading]") || event.detail.target);
    const soon = setTimeout(() => box && box.classList.add("is-loading"), 300);
    const late = setTimeout(() => say(document.getElementById("words-slow").content.textContent), 1000);
    timers.set(event.detail.xhr, { box, soon, late });
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const timer = timers.get(event.detail.xhr);
    if (timer) {
      clearTimeout(timer.soon);
      clearTimeout(timer.late);
      if (timer.box) timer.box.classList.remove("is-loading");
    }
  });

  function failed(event) {
    if (quiet(event) || event.defaultPrevented) return;
    const { elt, requestConfig } = event.detail;
    const wrote = requestConfig && requestConfig.verb !== "get";
    const again = () => (elt.tagName === "FORM" ? elt.requestSubmit() : window.htmx.trigger(elt, "click"));
    toast(wrote ? "toast-not-saved" : "toast-not-loaded", again);
  }
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => document.addEventListener(name, failed));

  document.addEventListener("htmx:beforeSwap", () => {
    const here = document.activeElement;
    focused = here && here !== document.body ? here.id || null : null;
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const fresh = event.detail.elt;
    const wish = fresh.querySelector && fresh.querySelector("[data-focus-me], [autofocus]");
    if (wish) wish.focus();
    else if (document.activeElement === document.body && focused) {
      const back = document.getElementById(focused);
      if (back) back.focus({ preventScroll: true });
    }
    settle(fresh);
  });

  document.addEventListener("htmx:load", (event) => event.detail.elt.querySelectorAll && settle(event.detail.elt));

  /** Wire what a fresh piece of page brings. Scripts listen to "boussole:fresh". */
  function settle(piece) {
    document.querySelectorAll("[data-toast]").forEach(watch);
    piece.dispatchEvent(new CustomEvent("boussole:fresh", { bubbles: true, detail: { piece } }));
  }

  function network() {
    root.toggleAttribute("data-offline", !navigator.onLine);
  }
  window.addEventListener("online", network);
  window.addEventListener("offline", network);

  window.boussole = { busy, need, csrf, send, say, toast };
  document.addEventListener("DOMContentLoaded", () => {
    network();
    settle(document.body);
    const errors = document.querySelector("[data-focus-me]");
    if (errors) errors.focus();
    setTimeout(() => busy(-1), 0);
  });
})();
