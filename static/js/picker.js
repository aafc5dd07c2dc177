// <select data-picker>: type to find. data-picker-url: options come from the server as [{value, text}].
(function () {
  function enhance(select) {
    if (select.tomselect) return;
    const none = select.querySelector("option[value='']");
    const placeholder = select.dataset.placeholder || (none ? none.textContent.trim() : "");
    const options = { maxOptions: 100, plugins: select.multiple ? ["remove_button"] : [], placeholder };
    const url = select.dataset.pickerUrl;
    if (url) {
      options.load = (words, done) => fetch(`${url}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } })
        .then((answer) => answer.json()).then(done).catch(() => done());
      options.shouldLoad = (words) => words.length > 1;
    }
    // Read first: TomSelect gives the label to its own field.
    const label = select.labels && select.labels[0] ? select.labels[0].textContent.trim() : select.getAttribute("aria-label") || "";
    const made = new window.TomSelect(select, options);
    select.setAttribute("aria-label", label);
    made.control_input.setAttribute("aria-label", label);
  }

  document.addEventListener("boussole:fresh", (event) => {
    const found = event.detail.piece.querySelectorAll("select[data-picker]");
    if (!found.length) return;
    window.boussole.busy(1);
    window.boussole.need("picker").then(() => found.forEach(enhance)).finally(() => window.boussole.busy(-1));
  });
})();
