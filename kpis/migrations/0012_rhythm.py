import datetime
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0011_alerts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ClosedMonth",
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
                ("month", models.DateField(verbose_name="month")),
                ("closed_at", models.DateTimeField(verbose_name="closed")),
                (
                    "reopened_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="opened again"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="reason"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened again by",
                    ),
                ),
            ],
            options={
                "verbose_name": "closed month",
                "verbose_name_plural": "closed months",
            },
        ),
        migrations.CreateModel(
            name="ClosedFigure",
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
                    "value",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="value"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, default="", max_length=30, verbose_name="reason"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="crm.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "closed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="kpis.closedmonth",
                        verbose_name="closed month",
                    ),
                ),
            ],
            options={
                "verbose_name": "closed figure",
                "verbose_name_plural": "closed figures",
            },
        ),
        migrations.CreateModel(
            name="DigestChoice",
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
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("none", "never"),
                            ("day", "every day"),
                            ("week", "every week"),
                            ("month", "every month"),
                        ],
                        max_length=5,
                        verbose_name="how often",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="chosen")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digest_choice",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of digest",
            },
        ),
        migrations.CreateModel(
            name="DigestSent",
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
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("none", "never"),
                            ("day", "every day"),
                            ("week", "every week"),
                            ("month", "every month"),
                        ],
                        max_length=5,
                        verbose_name="how often",
                    ),
                ),
                ("period_start", models.DateField(verbose_name="first day")),
                ("at", models.DateTimeField(verbose_name="written")),
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
                "verbose_name": "digest sent",
                "verbose_name_plural": "digests sent",
            },
        ),
        migrations.AddConstraint(
            model_name="closedmonth",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reopened_at__isnull", True)),
                fields=("month",),
                name="closed_month_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="closedmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="closed_month_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="closedmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reopened_at__isnull", True), ("reason", "")),
                    models.Q(
                        ("reopened_at__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="closed_month_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="closedmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    models.Q(
                        (
                            "closed_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "closed_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="closedmonth_closed_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="closedmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reopened_at__isnull", True),
                    models.Q(
                        (
                            "reopened_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "reopened_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="closedmonth_reopened_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="closedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("user__isnull", True), ("team__isnull", True), _connector="OR"
                ),
                name="closedfigure_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="closedfigure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user__isnull", False)),
                fields=("closed", "kpi", "user"),
                name="closedfigure_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="closedfigure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("team__isnull", False)),
                fields=("closed", "kpi", "team"),
                name="closedfigure_team",
            ),
        ),
        migrations.AddConstraint(
            model_name="closedfigure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("team__isnull", True), ("user__isnull", True)),
                fields=("closed", "kpi"),
                name="closedfigure_company",
            ),
        ),
        migrations.AddConstraint(
            model_name="digestchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("rhythm__in", ["none", "day", "week", "month"])),
                name="digestchoice_rhythm_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="digestchoice",
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
                name="digestchoice_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="digestsent",
            constraint=models.UniqueConstraint(
                fields=("user", "rhythm", "period_start"), name="digest_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="digestsent",
            constraint=models.CheckConstraint(
                condition=models.Q(("rhythm__in", ["day", "week", "month"])),
                name="digestsent_rhythm_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="digestsent",
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
                name="digestsent_at_finite",
            ),
        ),
    ]
