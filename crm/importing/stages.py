"""The stages a deal's line may name, and those that must be made for it."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _

from crm.importing.problems import Problem, shorten
from crm.importing.related import Related
from crm.models import Pipeline, Stage
from crm.text import plain

#: What other systems call the two ends of a pipeline.
ENDS = {
    "won": "won",
    "closed won": "won",
    "gagnee": "won",
    "gagne": "won",
    "signee": "won",
    "signe": "won",
    "lost": "lost",
    "closed lost": "lost",
    "perdue": "lost",
    "perdu": "lost",
}


class StageBook:
    """Every stage by pipeline and name. A missing open stage is built unsaved, and saved once a
    good line needs it, just before the won stage of its pipeline."""

    def __init__(self, related: Related) -> None:
        self.related = related
        self.by_name: dict[tuple[int, str], Stage] = {}
        self.by_external_id: dict[str, Stage] = {}
        for stage in Stage.objects.select_related("pipeline").order_by(
            "position", "id"
        ):
            self.add(stage)
        self.default = (
            Pipeline.objects.filter(archived_at__isnull=True).first()
            or Pipeline.objects.get_or_create(name="Sales")[0]
        )

    def add(self, stage: Stage) -> None:
        self.by_name.setdefault((stage.pipeline_id, plain(stage.name)), stage)
        if stage.external_id:
            self.by_external_id[stage.external_id] = stage

    def named(self, pipeline: int, name: str) -> Stage | None:
        return self.by_name.get((pipeline, plain(name)))

    def first_open(self, pipeline: int) -> Stage:
        """Where a deal enters a pipeline."""
        for stage in self._of(pipeline, "open"):
            return stage
        raise Problem(_("This pipeline has no open stage."), "stage")

    def closing(self, pipeline: int, kind: str) -> Stage:
        for stage in self._of(pipeline, kind):
            return stage
        raise Problem(
            _("This pipeline has no closing stage. Ask an administrator."), "stage"
        )

    def _of(self, pipeline: int, kind: str) -> list[Stage]:
        return [
            stage
            for stage in self.by_name.values()
            if stage.pipeline_id == pipeline
            and stage.kind == kind
            and stage.archived_at is None
        ]

    def find(self, name: str, pipeline: Pipeline) -> Stage:
        """The stage called so; Won, Gagnée... mean the end of that kind whatever its name."""
        found = self.by_external_id.get(name) or self.named(pipeline.pk, name)
        if found:
            return found
        if kind := ENDS.get(plain(name).replace("-", " ").replace("_", " ")):
            return self.closing(pipeline.pk, kind)
        if not self.related.may_make:
            raise Problem(
                _("Unknown %(noun)s: “%(name)s”.")
                % {"noun": _("stage"), "name": shorten(name)},
                "stage",
            )
        if len(name) > 120:
            raise Problem(_("This stage name is too long."), "stage")
        stage = Stage(pipeline=pipeline, name=name, kind="open")
        self.add(stage)
        return stage

    def save(self, stage: Stage) -> None:
        """Write a stage that ``find`` built: no probability until an administrator gives one."""
        self.make_room(stage)
        stage.save()
        self.related.note("stage", stage)

    def make_room(self, stage: Stage) -> None:
        """Give the stage its place: an open one before the ends, an end last."""
        rows = Stage.objects.filter(pipeline=stage.pipeline_id)
        ends = rows.exclude(kind="open").order_by("position")
        last = rows.order_by("-position").first()
        end = ends.first()
        if stage.kind == "open" and end is not None:
            stage.position = end.position
            rows.filter(position__gte=end.position).update(position=F("position") + 1)
        else:
            stage.position = last.position + 1 if last else 0
