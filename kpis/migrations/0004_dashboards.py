import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0007_stage_versions"),
        ("kpis", "0003_recurring"),
    ]

    operations = [
        migrations.CreateModel(
            name="RetiredKpi",
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
                    "key",
                    models.CharField(
                        max_length=63, unique=True, verbose_name="indicator"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="retired")),
                (
                    "reason",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="reason"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "retired indicator",
                "verbose_name_plural": "retired indicators",
            },
        ),
        migrations.CreateModel(
            name="Dashboard",
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
                ("tiles", models.JSONField(default=list, verbose_name="tiles")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("week", "week"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("year", "year"),
                        ],
                        default="month",
                        max_length=7,
                        verbose_name="period shown first",
                    ),
                ),
                ("updated_at", models.DateTimeField(verbose_name="changed")),
                ("reviewed_at", models.DateTimeField(verbose_name="looked over")),
                (
                    "owner",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dashboard",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "team",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dashboard",
                        to="crm.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "dashboard",
                "verbose_name_plural": "dashboards",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner__isnull", False), ("team__isnull", True)),
                            models.Q(("owner__isnull", True), ("team__isnull", False)),
                            _connector="OR",
                        ),
                        name="dashboard_person_or_team",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TileOpened",
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
                ("key", models.CharField(max_length=63, verbose_name="indicator")),
                ("last_at", models.DateTimeField(verbose_name="last opened")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "opened figure",
                "verbose_name_plural": "opened figures",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "key"), name="tileopened_user_key_unique"
                    )
                ],
            },
        ),
    ]
