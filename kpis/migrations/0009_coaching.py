import datetime
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0008_score_cards"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Agreement",
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
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                ("at", models.DateTimeField(verbose_name="written")),
                (
                    "edited_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="changed"),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due on"),
                ),
                (
                    "done_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="done"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "indexes": [
                    models.Index(
                        fields=["person", "done_at"], name="agreement_person_done"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="agreement_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            ("done_at__gte", models.F("at")),
                            _connector="OR",
                        ),
                        name="agreement_done_after_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("at__isnull", True),
                            models.Q(
                                (
                                    "at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("edited_at__isnull", True),
                            models.Q(
                                (
                                    "edited_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "edited_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_edited_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True),
                            models.Q(
                                ("due_on__gte", datetime.date(1900, 1, 1)),
                                ("due_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_due_on_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            models.Q(
                                (
                                    "done_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "done_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_done_at_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoachingNote",
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
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                ("at", models.DateTimeField(verbose_name="written")),
                (
                    "edited_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="changed"),
                ),
                (
                    "kpi",
                    models.CharField(
                        blank=True, default="", max_length=63, verbose_name="indicator"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "coaching note",
                "verbose_name_plural": "coaching notes",
                "indexes": [
                    models.Index(fields=["person", "at"], name="coachingnote_person_at")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="coachingnote_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("at__isnull", True),
                            models.Q(
                                (
                                    "at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="coachingnote_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("edited_at__isnull", True),
                            models.Q(
                                (
                                    "edited_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "edited_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="coachingnote_edited_at_finite",
                    ),
                ],
            },
        ),
    ]
