from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0009_coaching"),
        ("crm", "0014_forecast_calls"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="ForecastDay",
            fields=[
                (
                    "day",
                    models.DateField(
                        primary_key=True, serialize=False, verbose_name="day"
                    ),
                ),
                ("frozen_at", models.DateTimeField(verbose_name="frozen")),
            ],
            options={
                "verbose_name": "frozen day",
                "verbose_name_plural": "frozen days",
            },
        ),
        migrations.CreateModel(
            name="ForecastSnapshot",
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
                ("day", models.DateField(verbose_name="day")),
                ("rep_id", models.BigIntegerField(verbose_name="sales rep")),
                ("team_id", models.BigIntegerField(verbose_name="team")),
                ("month", models.DateField(null=True, verbose_name="expected month")),
                (
                    "category",
                    models.CharField(max_length=10, verbose_name="forecast category"),
                ),
                ("count", models.IntegerField(verbose_name="deals")),
                ("unpriced", models.IntegerField(verbose_name="without an amount")),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                ("weighted", models.BigIntegerField(verbose_name="weighted amount")),
            ],
            options={
                "verbose_name": "frozen forecast",
                "verbose_name_plural": "frozen forecasts",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "rep_id", "team_id", "month", "category"),
                        name="forecastsnapshot_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("month__isnull", True)),
                        fields=("day", "rep_id", "team_id", "category"),
                        name="forecastsnapshot_once_undated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                ("won", "commit", "best", "pipeline", "omitted"),
                            )
                        ),
                        name="forecastsnapshot_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("month__isnull", True), ("month__day", 1), _connector="OR"
                        ),
                        name="forecastsnapshot_month_starts",
                    ),
                ],
            },
        ),
    ]
