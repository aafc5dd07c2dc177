from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0006_team_marks"),
    ]
    operations: ClassVar = [
        migrations.AddField(
            model_name="target",
            name="lower_is_better",
            field=models.BooleanField(default=False, verbose_name="lower is better"),
        ),
        migrations.AddField(
            model_name="target",
            name="stretch",
            field=models.BigIntegerField(
                blank=True, null=True, verbose_name="stretch target"
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stretch__isnull", True),
                    models.Q(
                        ("lower_is_better", False), ("stretch__gt", models.F("value"))
                    ),
                    models.Q(
                        ("lower_is_better", True),
                        ("stretch__gte", 0),
                        ("stretch__lt", models.F("value")),
                    ),
                    _connector="OR",
                ),
                name="target_stretch_is_better",
            ),
        ),
    ]
