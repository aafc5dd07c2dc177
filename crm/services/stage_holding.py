"""A stage that takes a deal in stays in use until that is written: nobody archives it meanwhile."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from crm.models import Stage
from crm.services.errors import Refused

#: Several deals may enter at once; who archives or edits the stage waits for them, and they for them.
#: Django has no word for it: its locks would let one deal enter after the other.
HOLD = (
    "SELECT 1 FROM crm_stage AS stage"
    " JOIN crm_pipeline AS pipeline ON pipeline.id = stage.pipeline_id"
    " WHERE stage.id = %s FOR KEY SHARE"
)


def hold(stage: Stage) -> Stage:
    """The stage as it is now, until the end of the transaction; Refused when it is out of use.

    Before the deal is taken: archiving takes the stage and then its deals. SQLite has one writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(HOLD, [stage.pk])
    held = Stage.objects.select_related("pipeline").get(pk=stage.pk)
    if not (held.in_use and held.pipeline.in_use):
        raise Refused({"stage": _("This stage is no longer in use.")})
    return held
