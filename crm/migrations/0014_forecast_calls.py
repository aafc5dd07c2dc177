"""The journal of forecast categories, opened with what is said of each deal today."""

import datetime
from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def open_journal(apps: Any, _schema_editor: Any) -> None:
    """Nobody wrote down when a category was given: it counts since the deal was opened."""
    deal, call = apps.get_model("crm", "Deal"), apps.get_model("crm", "ForecastCall")
    said = deal.objects.exclude(forecast_category="")
    rows = said.values_list("pk", "forecast_category", "opened_at")
    call.objects.bulk_create(
        (call(deal_id=pk, category=category, at=at) for pk, category, at in rows),
        batch_size=1_000,
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("crm", "0013_revenue_basis"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="ForecastCall",
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
                    "as_manager",
                    models.BooleanField(default=False, verbose_name="by the manager"),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("omitted", "left out"),
                            ("pipeline", "pipeline"),
                            ("best", "best case"),
                            ("commit", "commit"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="forecast category",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="on")),
            ],
            options={
                "verbose_name": "forecast call",
                "verbose_name_plural": "forecast calls",
            },
        ),
        migrations.CreateModel(
            name="StageCategory",
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
                    "was",
                    models.CharField(
                        choices=[
                            ("omitted", "left out"),
                            ("pipeline", "pipeline"),
                            ("best", "best case"),
                            ("commit", "commit"),
                        ],
                        max_length=10,
                        verbose_name="before",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("omitted", "left out"),
                            ("pipeline", "pipeline"),
                            ("best", "best case"),
                            ("commit", "commit"),
                        ],
                        max_length=10,
                        verbose_name="forecast category",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="on")),
            ],
            options={
                "verbose_name": "change of a stage's forecast category",
                "verbose_name_plural": "changes of stages' forecast categories",
            },
        ),
        migrations.AddField(
            model_name="deal",
            name="manager_category",
            field=models.CharField(
                blank=True,
                choices=[
                    ("omitted", "left out"),
                    ("pipeline", "pipeline"),
                    ("best", "best case"),
                    ("commit", "commit"),
                ],
                default="",
                max_length=10,
                verbose_name="forecast category, by the manager",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "manager_category__in",
                        ["", "omitted", "pipeline", "best", "commit"],
                    )
                ),
                name="deal_manager_category_known",
            ),
        ),
        migrations.AddField(
            model_name="forecastcall",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="said by",
            ),
        ),
        migrations.AddField(
            model_name="forecastcall",
            name="deal",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="forecast_calls",
                to="crm.deal",
                verbose_name="deal",
            ),
        ),
        migrations.AddField(
            model_name="stagecategory",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="changed by",
            ),
        ),
        migrations.AddField(
            model_name="stagecategory",
            name="stage",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="category_changes",
                to="crm.stage",
                verbose_name="stage",
            ),
        ),
        migrations.AddIndex(
            model_name="forecastcall",
            index=models.Index(
                fields=["deal", "as_manager", "at"], name="forecastcall_last"
            ),
        ),
        migrations.AddConstraint(
            model_name="forecastcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category__in", ["", "omitted", "pipeline", "best", "commit"])
                ),
                name="forecastcall_category_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="forecastcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("at__isnull", True),
                    models.Q(
                        (
                            "at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="forecastcall_at_finite",
            ),
        ),
        migrations.AddIndex(
            model_name="stagecategory",
            index=models.Index(fields=["stage", "at"], name="stagecategory_next"),
        ),
        migrations.AddConstraint(
            model_name="stagecategory",
            constraint=models.CheckConstraint(
                condition=models.Q(("was", models.F("category")), _negated=True),
                name="stagecategory_differs",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagecategory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("was__in", ["omitted", "pipeline", "best", "commit"])
                ),
                name="stagecategory_was_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagecategory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category__in", ["omitted", "pipeline", "best", "commit"])
                ),
                name="stagecategory_category_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagecategory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("at__isnull", True),
                    models.Q(
                        (
                            "at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="stagecategory_at_finite",
            ),
        ),
        migrations.RunPython(open_journal, migrations.RunPython.noop),
    ]
