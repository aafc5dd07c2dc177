from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("crm", "0014_forecast_calls"),
    ]

    operations: ClassVar = [
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_kind_known",
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reminder", "reminder"),
                    ("complaint", "complaint"),
                    ("detractor", "detractor"),
                    ("reassigned", "given to you"),
                    ("job", "background work"),
                    ("figure", "alert"),
                    ("plan", "action plan"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "reminder",
                            "complaint",
                            "detractor",
                            "reassigned",
                            "job",
                            "figure",
                            "plan",
                        ],
                    )
                ),
                name="notice_kind_known",
            ),
        ),
    ]
