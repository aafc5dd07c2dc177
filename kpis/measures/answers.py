"""What customers answer to a survey."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import SurveyAnswer
from kpis.measures.describing import OF_PROSPECT
from kpis.spec import Measure, Source

SOURCE = Source(
    key="answers",
    label=_("answers to surveys"),
    rows=SurveyAnswer.objects.all,
    at="at",
    subject="prospect",
    dims={**OF_PROSPECT, "product": "product", "category": "product__category"},
)
#: 4 and 5 out of 5.
SATISFIED = 4
MEASURES = (
    Measure("nps_answers", _("answers on recommending us"), "answers", Q(survey="nps")),
    Measure("csat_answers", _("answers on satisfaction"), "answers", Q(survey="csat")),
    Measure(
        "csat_satisfied",
        _("satisfied answers, 4 or 5 out of 5"),
        "answers",
        Q(survey="csat", score__gte=SATISFIED),
    ),
)
