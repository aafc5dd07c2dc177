// A rule's form shows the fields its kind has a use for; without script all of them are there.
const RULE_USES = {
  below: ["level", "period", "margin"], above: ["level", "period", "margin"],
  target: ["level", "period", "margin"], pace: ["level", "period", "margin"],
  run: ["count", "period"], unusual: ["period"], silent: ["count"], late: [],
};
{
  const form = document.querySelector("[data-rule-form]");
  const kind = form?.elements.kind;

  function show() {
    const used = RULE_USES[kind.value] || [];
    for (const name of ["level", "count", "period", "margin"]) {
      document.getElementById(`field-${name}`).hidden = !used.includes(name);
    }
    for (const name of ["kpi", "whose"]) document.getElementById(`field-${name}`).hidden = kind.value === "late";
  }

  if (kind) {
    kind.addEventListener("change", show);
    show();
  }
}
