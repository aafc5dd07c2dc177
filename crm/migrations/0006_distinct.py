"""Pairs of prospects that look alike and are said not to be the same."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0005_contact_trigrams"),
    ]

    operations = [
        migrations.CreateModel(
            name="Distinct",
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
                ("at", models.DateTimeField(verbose_name="on")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
                (
                    "two",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="crm.prospect",
                        verbose_name="other prospect",
                    ),
                ),
            ],
            options={
                "verbose_name": "pair told apart",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("one", "two"), name="distinct_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("two"))),
                        name="distinct_in_order",
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
                        name="distinct_at_finite",
                    ),
                ],
            },
        ),
    ]
