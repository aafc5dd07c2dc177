"""Score cards, references, and who is named on boards; two cards to begin with."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kpis.foundation import lay_score_cards


def add_cards(apps: Any, editor: Any) -> None:
    lay_score_cards(apps)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0007_targets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="RankingChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "private",
                    models.BooleanField(
                        default=False, verbose_name="hidden from colleagues"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ranking_choice",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice about rankings",
                "verbose_name_plural": "choices about rankings",
            },
        ),
        migrations.CreateModel(
            name="RankingRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "leaders_only",
                    models.BooleanField(
                        default=False, verbose_name="rankings are for managers only"
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of rankings",
                "verbose_name_plural": "rules of rankings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="rankingrules_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kpi",
                    models.CharField(
                        max_length=63, unique=True, verbose_name="indicator"
                    ),
                ),
                ("value", models.BigIntegerField(verbose_name="reference")),
                (
                    "source",
                    models.CharField(
                        max_length=200, verbose_name="where it comes from"
                    ),
                ),
            ],
            options={
                "verbose_name": "reference",
                "verbose_name_plural": "references",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)),
                        name="reference_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="reference_sourced",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=60, unique=True, verbose_name="name"),
                ),
                (
                    "missing",
                    models.CharField(
                        choices=[
                            ("left_out", "leave it out with its weight"),
                            ("median", "judge it by the median of the team"),
                        ],
                        default="median",
                        max_length=8,
                        verbose_name="where a person has no target",
                    ),
                ),
                (
                    "is_productivity",
                    models.BooleanField(
                        default=False, verbose_name="is the productivity score"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "score card",
                "verbose_name_plural": "score cards",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_productivity", True)),
                        fields=("is_productivity",),
                        name="scorecard_one_productivity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_productivity", False),
                            ("archived_at__isnull", True),
                            _connector="OR",
                        ),
                        name="scorecard_productivity_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="scorecard_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("missing__in", ["left_out", "median"])),
                        name="scorecard_missing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreWeight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("kpi", models.CharField(max_length=63, verbose_name="indicator")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="weight")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weights",
                        to="kpis.scorecard",
                        verbose_name="score card",
                    ),
                ),
            ],
            options={
                "verbose_name": "weight",
                "verbose_name_plural": "weights",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("card", "kpi"), name="scoreweight_card_kpi_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 100)),
                        name="scoreweight_in_range",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_cards, migrations.RunPython.noop),
    ]
