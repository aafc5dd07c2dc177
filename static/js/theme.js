// The theme buttons act at once and tell the server; without script their form does it.
(function () {
  const root = document.documentElement;

  function resolved(choice) {
    if (choice !== "auto") return choice;
    return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  function choose(choice, form) {
    root.dataset.themeChoice = choice;
    root.dataset.bsTheme = resolved(choice);
    if (!form) return;
    window.boussole.send(form.action, { theme: choice }).catch(() => window.boussole.toast("toast-not-saved", () => choose(choice, form)));
  }

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-theme-toggle]");
    const set = event.target.closest("[data-theme-set]");
    if (!toggle && !set) return;
    event.preventDefault();
    const other = root.dataset.bsTheme === "dark" ? "light" : "dark";
    choose(set ? set.dataset.themeSet : other, event.target.closest("form"));
  });

  new MutationObserver(() => document.dispatchEvent(new CustomEvent("boussole:theme"))).observe(root, { attributeFilter: ["data-bs-theme"] });
})();
