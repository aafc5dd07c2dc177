// In the head, before anything is painted: "auto" becomes the device's theme.
(function () {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    if (root.dataset.themeChoice === "auto") root.dataset.bsTheme = dark.matches ? "dark" : "light";
  }
  root.dataset.themeChoice = root.dataset.bsTheme || "auto";
  apply();
  dark.addEventListener("change", apply);
})();
