import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("crm", "0002_foundation"),
        ("crm", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="BuiltMeasure",
            fields=[
                (
                    "name",
                    models.CharField(max_length=63, primary_key=True, serialize=False),
                ),
                ("fingerprint", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="CivilDay",
            fields=[
                (
                    "day",
                    models.DateField(
                        primary_key=True, serialize=False, verbose_name="day"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("week", models.DateField(verbose_name="week")),
                ("month", models.DateField(verbose_name="month")),
                ("quarter", models.DateField(verbose_name="quarter")),
                ("year", models.DateField(verbose_name="year")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="published"
                    ),
                ),
            ],
            options={
                "verbose_name": "civil day",
                "indexes": [
                    models.Index(
                        condition=models.Q(("published_at__isnull", True)),
                        fields=["day"],
                        name="civilday_unpublished",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "name",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Mark",
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
            ],
            options={
                "verbose_name": "mark",
                "indexes": [models.Index(fields=["day"], name="mark_day")],
            },
        ),
        migrations.CreateModel(
            name="Restatement",
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
                ("team_id", models.BigIntegerField(default=0, verbose_name="team")),
                ("changes", models.JSONField(verbose_name="changes")),
                ("at", models.DateTimeField(verbose_name="restated")),
            ],
            options={
                "verbose_name": "restatement",
                "indexes": [
                    models.Index(fields=["rep_id", "day"], name="restatement_rep_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
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
                (
                    "period",
                    models.CharField(
                        choices=[("month", "month"), ("quarter", "quarter")],
                        default="month",
                        max_length=7,
                        verbose_name="for a",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="starting")),
                ("value", models.BigIntegerField(verbose_name="target")),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="crm.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("team__isnull", True), ("user__isnull", False)),
                            models.Q(("team__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="target_person_or_team",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)),
                        name="target_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__day", 1)),
                        name="target_month_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("kpi", "user", "period", "starts_on"),
                        name="target_person_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("team__isnull", False)),
                        fields=("kpi", "team", "period", "starts_on"),
                        name="target_team_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DailySnapshot",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "day",
                        "rep_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("rep_id", models.BigIntegerField(verbose_name="sales rep")),
                (
                    "team_id",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="team"
                    ),
                ),
                ("calls", models.BigIntegerField(db_default=0, default=0)),
                ("calls_reached", models.BigIntegerField(db_default=0, default=0)),
                ("calls_to_prospects", models.BigIntegerField(db_default=0, default=0)),
                ("complaints", models.BigIntegerField(db_default=0, default=0)),
                ("contacts", models.BigIntegerField(db_default=0, default=0)),
                ("conversions", models.BigIntegerField(db_default=0, default=0)),
                ("deals_lost", models.BigIntegerField(db_default=0, default=0)),
                ("deals_won", models.BigIntegerField(db_default=0, default=0)),
                ("demo_no_shows", models.BigIntegerField(db_default=0, default=0)),
                ("demos", models.BigIntegerField(db_default=0, default=0)),
                ("emails", models.BigIntegerField(db_default=0, default=0)),
                ("leads_converted", models.BigIntegerField(db_default=0, default=0)),
                ("leads_created", models.BigIntegerField(db_default=0, default=0)),
                ("leads_qualified", models.BigIntegerField(db_default=0, default=0)),
                ("lost_amount", models.BigIntegerField(db_default=0, default=0)),
                ("meetings_customer", models.BigIntegerField(db_default=0, default=0)),
                ("meetings_prospect", models.BigIntegerField(db_default=0, default=0)),
                ("opps_created", models.BigIntegerField(db_default=0, default=0)),
                ("pipeline_amount", models.BigIntegerField(db_default=0, default=0)),
                ("pipeline_count", models.BigIntegerField(db_default=0, default=0)),
                ("pipeline_weighted", models.BigIntegerField(db_default=0, default=0)),
                ("won_amount", models.BigIntegerField(db_default=0, default=0)),
                (
                    "day",
                    models.ForeignKey(
                        db_column="day",
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="cells",
                        to="kpis.civilday",
                    ),
                ),
                ("deals_priced", models.BigIntegerField(db_default=0, default=0)),
            ],
            options={
                "verbose_name": "daily snapshot",
                "indexes": [
                    models.Index(fields=["rep_id", "day"], name="dailysnapshot_rep_day")
                ],
            },
        ),
    ]
