// data-copy="id": copies what the field holds. Without permission the text is selected to copy by hand.
(function () {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    const said = button.dataset.copied || field.value;
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(() => window.boussole.say(said)).catch(() => {});
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-select-all]")) event.target.select();
  });
})();
