"""Prospects, with the steps of their life that people declare."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm import access, findable
from crm.importing import reading
from crm.importing.aliases import Aliases, living
from crm.importing.fields import Field
from crm.importing.kind import Checked, Job, Kind, Values, chosen, put_changes
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import UNASSIGNED_ID, Prospect, ProspectStep, User
from crm.services import prospects
from crm.services.prospects import STATE_OF_STEP
from crm.text import name_key, plain

PROSPECT_KINDS = {
    "organisation": "organisation",
    "organization": "organisation",
    "company": "organisation",
    "societe": "organisation",
    "entreprise": "organisation",
    "person": "person",
    "personne": "person",
    "particulier": "person",
}
CONSENTS = {
    "unknown": "unknown",
    "not asked": "unknown",
    "inconnu": "unknown",
    "interest": "interest",
    "legitimate interest": "interest",
    "interet legitime": "interest",
    "given": "given",
    "yes": "given",
    "oui": "given",
    "withdrawn": "withdrawn",
    "no": "withdrawn",
    "non": "withdrawn",
}
#: column of the file -> step of the journal, in the order of a prospect's life.
STEPS = {
    "mql_at": "mql",
    "sql_at": "sql",
    "trial_started_at": "trial",
    "disqualified_at": "disqualified",
}
DESCRIBED = (
    "name",
    "kind",
    "source",
    "region",
    "sector",
    "client_type",
    "campaign",
    "email",
    "phone",
    "website",
    "address",
    "postcode",
    "city",
    "country",
    "next_step",
    "next_step_on",
    "consent",
    "data_origin",
)


def _step(path: str, label: str, *also: str) -> Field:
    return Field(path, label, reading.instant, shape="date", also=also)


@register
class Prospects(Kind):
    name = "prospects"
    matched_by = "external id, then name (and email, when both have one)"
    fields = (
        EXTERNAL_ID,
        Field(
            "name",
            "name",
            required=True,
            longest=200,
            also=(
                "account",
                "company",
                "company name",
                "prospect",
                "société",
                "nom",
                "client",
            ),
        ),
        Field("kind", "kind", reading.choice, words=PROSPECT_KINDS),
        Field(
            "owner",
            "owner",
            finds="people",
            also=("rep", "sales rep", "commercial", "account owner"),
            note="Unassigned when empty",
        ),
        Field(
            "source",
            "source",
            finds="sources",
            makes=True,
            also=("lead source", "origine"),
        ),
        Field(
            "region",
            "region",
            finds="regions",
            makes=True,
            also=("région", "territory"),
        ),
        Field(
            "sector",
            "industry",
            finds="sectors",
            makes=True,
            also=("sector", "secteur d'activité", "secteur"),
        ),
        Field(
            "client_type",
            "customer type",
            finds="client_types",
            makes=True,
            also=("type de client", "segment"),
        ),
        Field("campaign", "campaign", finds="campaigns", also=("campagne",)),
        Field(
            "parent",
            "parent company",
            longest=200,
            also=("subsidiary of", "maison mère", "filiale de"),
            note="another prospect, of the file or already there",
        ),
        Field("email", "email", reading.email, longest=254, also=("e-mail", "mail")),
        Field("phone", "phone", longest=32, also=("téléphone", "tel")),
        Field("website", "website", reading.website, also=("site web", "url", "site")),
        Field("address", "address", longest=300, also=("adresse",)),
        Field("postcode", "postcode", longest=16, also=("zip", "code postal")),
        Field("city", "city", longest=120, also=("ville",)),
        Field(
            "country", "country", reading.country, also=("pays",), note="two letters"
        ),
        Field("next_step", "next step", longest=200, also=("prochaine action",)),
        Field("next_step_on", "next step on", reading.day, shape="date"),
        Field(
            "consent", "consent", reading.choice, words=CONSENTS, also=("consentement",)
        ),
        Field("data_origin", "where the data comes from", longest=200),
        Field(
            "detected_at",
            "detected",
            reading.instant,
            shape="date",
            also=(
                "created",
                "created at",
                "detected on",
                "détecté le",
                "date de création",
            ),
            note="empty: now, counted in the report",
        ),
        _step("mql_at", "marketing-qualified", "mql"),
        _step("sql_at", "sales-qualified", "sql", "qualifié le", "qualified at"),
        _step("trial_started_at", "trial started", "essai commencé le"),
        _step("disqualified_at", "disqualified", "disqualifié le"),
        Field(
            "disqualify_reason",
            "disqualification reason",
            finds="disqualify_reasons",
            makes=True,
        ),
    )

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.parents: list[tuple[Prospect, str]] = []
        self.aliases = Aliases(DESCRIBED)

    @cached_property
    def unassigned(self) -> User:
        return User.objects.get(pk=UNASSIGNED_ID)

    def complete(self, values: Values) -> None:
        earliest = values.get("detected_at")
        for path in ("detected_at", *STEPS):
            at: datetime | None = values.get(path)
            if at is not None and at > self.job.now:
                raise Problem(_("This date is in the future."), path)
            if at is not None and earliest is not None and at < earliest:
                raise Problem(
                    _("This step cannot come before the prospect was detected."), path
                )
        parent = values.get("parent")
        if parent and plain(parent) == plain(values["name"]):
            raise Problem(_("A company cannot be its own parent."), "parent")

    def key(self, values: Values) -> Hashable:
        return values.get("external_id") or (
            plain(values["name"]),
            values.get("email") or "",
        )

    def load(self, rows: Sequence[Checked]) -> None:
        """The rows themselves, seen or not: an import must not double what is another's."""
        ids = {
            row.values["external_id"] for row in rows if row.values.get("external_id")
        }
        keys = {name_key(row.values["name"]) for row in rows}
        by_id = Prospect.objects.filter(external_id__in=ids)
        self.by_id = {row.external_id: row for row in by_id}
        self.by_name: dict[str, list[Prospect]] = {}
        for row in Prospect.objects.filter(name_key__in=keys):
            self.by_name.setdefault(plain(row.name), []).append(row)
        named = [row for rows in self.by_name.values() for row in rows]
        self.aliases.load([*self.by_id.values(), *named])

    def existing(self, values: Values) -> Any:
        said = self.by_id.get(values.get("external_id") or "")
        if said is None:
            said = self._by_name(values)
        if said is None:
            return None
        found = self.aliases.follow(said, self.key(values))
        if self.job.by and not access.may_change(self.job.by, found):
            path = "external_id" if values.get("external_id") else "name"
            if said.external_id and said.external_id == values.get("external_id"):
                raise Problem(_("This external id cannot be used."), path)
            return None
        return found

    def _by_name(self, values: Values) -> Prospect | None:
        rows = self.by_name.get(plain(values["name"]), [])
        if values.get("external_id"):
            rows = [row for row in rows if not row.external_id]
        email = values.get("email")
        if email:
            same = [row for row in rows if row.email.lower() == email]
            rows = same or [row for row in rows if not row.email]
        rows = living(rows)
        if len(rows) > 1:
            raise Problem(
                _("Several prospects have this name. Use an external id."), "name"
            )
        return rows[0] if rows else None

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        made = Prospect.objects.bulk_create([self._built(row.values) for row in rows])
        steps = []
        for prospect, row in zip(made, rows, strict=True):
            steps += self._steps(prospect, row.values)
            if parent := row.values.get("parent"):
                self.parents.append((prospect, parent))
        return ProspectStep.objects.bulk_create(steps, batch_size=1_000)

    def _built(self, values: Values) -> Prospect:
        owner = values.get("owner")
        if owner is None:
            self.job.fill("owner")
        if values.get("detected_at") is None:
            # Nothing can have happened to it before it was detected.
            given = [values[path] for path in STEPS if values.get(path)]
            values["detected_at"] = min([*given, self.job.now])
            self.job.fill("detected_at")
        taken = {path: values[path] for path in STEPS if values.get(path)}
        if "disqualified_at" in taken:
            taken |= chosen(values, "disqualify_reason")
        built = Prospect(
            owner=owner or self.unassigned,
            detected_at=values["detected_at"],
            created_at=self.job.now,
            # Each declared step is a change of the prospect, as through the service.
            version=1 + sum(path in taken for path in STEPS),
            **chosen(values, "external_id", *DESCRIBED),
            **taken,
            **prospects.derived(values["name"], values.get("email") or ""),
        )
        home = self.job.organisation.country
        return findable.settle_prospect(built, home=home)

    def _steps(self, prospect: Prospect, values: Values) -> list[ProspectStep]:
        first = ProspectStep(
            prospect=prospect,
            step="detected",
            at=prospect.detected_at,
            rep=prospect.owner,
        )
        taken = [first]
        for path, step in STEPS.items():
            if at := values.get(path):
                detail = (
                    chosen(values, "disqualify_reason")
                    if step == "disqualified"
                    else {}
                )
                taken.append(
                    ProspectStep(
                        prospect=prospect,
                        step=step,
                        at=at,
                        rep=prospect.owner,
                        **detail,
                    )
                )
        return taken

    def update(self, row: Prospect, values: Values) -> bool:
        values = self.aliases.news(row, values, self.key(values))
        said: dict[str, Any] = {
            "prospect_id": row.pk,
            "by": self.job.by,
            "now": self.job.now,
        }
        given = put_changes(row, chosen(values, *DESCRIBED))
        if given:
            prospects.edit_prospect(**said, **{name: values[name] for name in given})
        if (owner := values.get("owner")) and owner.pk != row.owner_id:
            prospects.assign_prospect(owner=owner, **said)
            given.append("owner")
        external_id = values.get("external_id")
        if external_id and external_id != row.external_id:
            Prospect.objects.filter(pk=row.pk).update(external_id=external_id)
            given.append("external_id")
        for path, step in STEPS.items():
            if (at := values.get(path)) and getattr(row, STATE_OF_STEP[step]) != at:
                detail = (
                    chosen(values, "disqualify_reason")
                    if step == "disqualified"
                    else {}
                )
                prospects.take_step(step=step, at=at, **said, **detail)
                given.append(path)
        if parent := values.get("parent"):
            self.parents.append((row, parent))
        return bool(given)

    def finish(self) -> None:
        """Parents last: they may come after their subsidiaries in the file."""
        finder = self.job.related["prospects"]
        finder.load({parent for _row, parent in self.parents})
        linked = []
        for row, name in self.parents:
            rows = [found for found in finder.candidates(name) if found.pk != row.pk]
            if len(rows) != 1:
                reason = _("Unknown parent company: left empty.")
                self.job.warnings.append(
                    {
                        "row": row.name,
                        "column": "parent",
                        "value": name,
                        "reason": reason,
                    }
                )
            elif row.parent_id != rows[0].pk:
                row.parent_id = rows[0].pk
                linked.append(row)
        Prospect.objects.bulk_update(linked, ["parent"], batch_size=500)
