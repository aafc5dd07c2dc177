import datetime
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0010_forecasts"),
        ("crm", "0015_notices_of_figures"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Alert",
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
                ("subject", models.CharField(max_length=30, verbose_name="about")),
                (
                    "for_leaders",
                    models.BooleanField(default=False, verbose_name="for managers"),
                ),
                ("seen", models.JSONField(default=dict, verbose_name="figure")),
                ("opened_at", models.DateTimeField(verbose_name="since")),
                ("checked_at", models.DateTimeField(verbose_name="last looked at")),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="told"),
                ),
                (
                    "acknowledged_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="acknowledged"
                    ),
                ),
                (
                    "snoozed_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="snoozed until"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="reason"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed"),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("gone", "the cause is gone"),
                            ("hand", "closed by hand"),
                            ("ended", "the rule ended"),
                        ],
                        default="",
                        max_length=5,
                        verbose_name="why",
                    ),
                ),
                (
                    "acted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
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
                        related_name="alerts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "alert",
                "verbose_name_plural": "alerts",
            },
        ),
        migrations.CreateModel(
            name="ActionPlan",
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
                ("title", models.CharField(max_length=120, verbose_name="what")),
                ("kpi", models.CharField(max_length=63, verbose_name="indicator")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "expected",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="expected figure"
                    ),
                ),
                (
                    "expected_on",
                    models.DateField(blank=True, null=True, verbose_name="by"),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ended"),
                ),
                ("done", models.BooleanField(default=False, verbose_name="done")),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        default="",
                        max_length=1000,
                        verbose_name="what came of it",
                    ),
                ),
                (
                    "effect",
                    models.JSONField(
                        blank=True, null=True, verbose_name="measured effect"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_plans",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who sees to it",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "alert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="plans",
                        to="kpis.alert",
                        verbose_name="alert",
                    ),
                ),
            ],
            options={
                "verbose_name": "action plan",
                "verbose_name_plural": "action plans",
            },
        ),
        migrations.CreateModel(
            name="AlertRule",
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
                        blank=True, default="", max_length=63, verbose_name="indicator"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("below", "falls below a value"),
                            ("above", "rises above a value"),
                            ("run", "gets worse several times in a row"),
                            ("unusual", "leaves its usual range"),
                            ("target", "stays below a share of its target"),
                            ("pace", "falls behind its pace"),
                            ("silent", "stays at nothing for some working days"),
                            ("late", "figures are late"),
                        ],
                        max_length=7,
                        verbose_name="when it",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[("day", "day"), ("week", "week"), ("month", "month")],
                        default="month",
                        max_length=5,
                        verbose_name="over a",
                    ),
                ),
                (
                    "level",
                    models.BigIntegerField(blank=True, null=True, verbose_name="value"),
                ),
                (
                    "count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="how many"
                    ),
                ),
                (
                    "margin",
                    models.PositiveSmallIntegerField(default=5, verbose_name="back by"),
                ),
                (
                    "cooldown_days",
                    models.PositiveSmallIntegerField(
                        default=7, verbose_name="quiet days"
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("company", "the whole company"),
                            ("team", "a team"),
                            ("each", "each person of a team"),
                            ("person", "a person"),
                        ],
                        max_length=7,
                        verbose_name="whose",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("updated_at", models.DateTimeField(verbose_name="changed")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ended"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "alert rule",
                "verbose_name_plural": "alert rules",
            },
        ),
        migrations.AddField(
            model_name="alert",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="alerts",
                to="kpis.alertrule",
                verbose_name="rule",
            ),
        ),
        migrations.CreateModel(
            name="FigureComment",
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
                ("first", models.DateField(verbose_name="from")),
                ("last", models.DateField(verbose_name="until")),
                ("at", models.DateTimeField(verbose_name="on")),
                ("text", models.TextField(max_length=1000, verbose_name="text")),
                (
                    "proposal",
                    models.BooleanField(
                        default=False, verbose_name="proposes an action"
                    ),
                ),
                (
                    "declined_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="declined"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="kpis.actionplan",
                        verbose_name="action plan",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a figure",
                "verbose_name_plural": "comments on figures",
            },
        ),
        migrations.CreateModel(
            name="PlanStep",
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
                ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                ("text", models.CharField(max_length=200, verbose_name="step")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "done_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="done"),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="kpis.actionplan",
                        verbose_name="action plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
                "ordering": ["place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Priority",
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
                    "text",
                    models.CharField(max_length=160, verbose_name="what comes first"),
                ),
                (
                    "kpi",
                    models.CharField(
                        blank=True, default="", max_length=63, verbose_name="indicator"
                    ),
                ),
                (
                    "until",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                ("pinned_at", models.DateTimeField(verbose_name="pinned")),
                (
                    "unpinned_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="unpinned"
                    ),
                ),
                (
                    "pinned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="priorities",
                        to="crm.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "priority",
                "verbose_name_plural": "priorities",
            },
        ),
        migrations.AddIndex(
            model_name="actionplan",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["due_on"],
                name="actionplan_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("user__isnull", True), ("team__isnull", True), _connector="OR"
                ),
                name="actionplan_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("starts_on"))),
                name="actionplan_due_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expected__isnull", True),
                    ("expected_on__isnull", False),
                    _connector="OR",
                ),
                name="actionplan_expected_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done", False), ("ended_at__isnull", False), _connector="OR"
                ),
                name="actionplan_done_is_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    models.Q(
                        ("starts_on__gte", datetime.date(1900, 1, 1)),
                        ("starts_on__lt", datetime.date(2200, 1, 1)),
                    ),
                    _connector="OR",
                ),
                name="actionplan_starts_on_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__isnull", True),
                    models.Q(
                        ("due_on__gte", datetime.date(1900, 1, 1)),
                        ("due_on__lt", datetime.date(2200, 1, 1)),
                    ),
                    _connector="OR",
                ),
                name="actionplan_due_on_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expected_on__isnull", True),
                    models.Q(
                        ("expected_on__gte", datetime.date(1900, 1, 1)),
                        ("expected_on__lt", datetime.date(2200, 1, 1)),
                    ),
                    _connector="OR",
                ),
                name="actionplan_expected_on_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    models.Q(
                        (
                            "ended_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "ended_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="actionplan_ended_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "below",
                            "above",
                            "run",
                            "unusual",
                            "target",
                            "pace",
                            "silent",
                            "late",
                        ],
                    )
                ),
                name="alertrule_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__in", ["day", "week", "month"])),
                name="alertrule_period_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("team__isnull", True),
                        ("user__isnull", True),
                        ("who", "company"),
                    ),
                    models.Q(
                        ("team__isnull", False), ("user__isnull", True), ("who", "team")
                    ),
                    models.Q(("user__isnull", True), ("who", "each")),
                    models.Q(
                        ("team__isnull", True),
                        ("user__isnull", False),
                        ("who", "person"),
                    ),
                    _connector="OR",
                ),
                name="alertrule_whose",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ["below", "above", "target", "pace"]),
                        ("level__isnull", False),
                    ),
                    models.Q(
                        ("count__gte", 1),
                        ("count__lte", 60),
                        ("kind__in", ["run", "silent"]),
                    ),
                    ("kind__in", ["unusual", "late"]),
                    _connector="OR",
                ),
                name="alertrule_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kpi", ""), _negated=True),
                    ("kind", "late"),
                    _connector="OR",
                ),
                name="alertrule_figure",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("cooldown_days__lte", 365), ("margin__lte", 100)),
                name="alertrule_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("made_at__isnull", True),
                    models.Q(
                        (
                            "made_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "made_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="alertrule_made_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("updated_at__isnull", True),
                    models.Q(
                        (
                            "updated_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "updated_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="alertrule_updated_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    models.Q(
                        (
                            "ended_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "ended_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="alertrule_ended_at_finite",
            ),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["user", "team"],
                name="alert_open",
            ),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(
                fields=["rule", "subject", "closed_at"], name="alert_cause"
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("rule", "subject"),
                name="alert_one_open_a_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("user__isnull", True), ("team__isnull", True), _connector="OR"
                ),
                name="alert_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("why", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("why__in", ["gone", "hand", "ended"]),
                    ),
                    _connector="OR",
                ),
                name="alert_closed_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened_at__isnull", True),
                    models.Q(
                        (
                            "opened_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "opened_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="alert_opened_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
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
                name="alert_closed_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("snoozed_until__isnull", True),
                    models.Q(
                        ("snoozed_until__gte", datetime.date(1900, 1, 1)),
                        ("snoozed_until__lt", datetime.date(2200, 1, 1)),
                    ),
                    _connector="OR",
                ),
                name="alert_snoozed_until_finite",
            ),
        ),
        migrations.AddIndex(
            model_name="figurecomment",
            index=models.Index(
                fields=["kpi", "first", "last"], name="figurecomment_thread"
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("user__isnull", True), ("team__isnull", True), _connector="OR"
                ),
                name="figurecomment_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposal", True),
                    models.Q(("declined_at__isnull", True), ("plan__isnull", True)),
                    _connector="OR",
                ),
                name="figurecomment_answered_proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))),
                name="figurecomment_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecomment",
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
                name="figurecomment_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first__isnull", True),
                    models.Q(
                        ("first__gte", datetime.date(1900, 1, 1)),
                        ("first__lt", datetime.date(2200, 1, 1)),
                    ),
                    _connector="OR",
                ),
                name="figurecomment_first_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last__isnull", True),
                    models.Q(
                        ("last__gte", datetime.date(1900, 1, 1)),
                        ("last__lt", datetime.date(2200, 1, 1)),
                    ),
                    _connector="OR",
                ),
                name="figurecomment_last_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("declined_at__isnull", True),
                    models.Q(
                        (
                            "declined_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "declined_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="figurecomment_declined_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="planstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__isnull", True),
                    models.Q(
                        ("due_on__gte", datetime.date(1900, 1, 1)),
                        ("due_on__lt", datetime.date(2200, 1, 1)),
                    ),
                    _connector="OR",
                ),
                name="planstep_due_on_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="planstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_at__isnull", True),
                    models.Q(
                        (
                            "done_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "done_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="planstep_done_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    models.Q(
                        ("until__gte", datetime.date(1900, 1, 1)),
                        ("until__lt", datetime.date(2200, 1, 1)),
                    ),
                    _connector="OR",
                ),
                name="priority_until_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pinned_at__isnull", True),
                    models.Q(
                        (
                            "pinned_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "pinned_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="priority_pinned_at_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unpinned_at__isnull", True),
                    models.Q(
                        (
                            "unpinned_at__gte",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "unpinned_at__lt",
                            datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="priority_unpinned_at_finite",
            ),
        ),
    ]
