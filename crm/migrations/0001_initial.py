import datetime

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import crm.models.people


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Category",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "product category",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="category_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="category_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Channel",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "channel",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="channel_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="channel_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChurnReason",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "churn reason",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="churnreason_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="churnreason_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClientType",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "customer type",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="clienttype_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="clienttype_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Competitor",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "competitor",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="competitor_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="competitor_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintReason",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint reason",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="complaintreason_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="complaintreason_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactMethod",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "contact method",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="contactmethod_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="contactmethod_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisqualifyReason",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "disqualification reason",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="disqualifyreason_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="disqualifyreason_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRate",
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
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("day", models.DateField(verbose_name="from")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=8, max_digits=18, verbose_name="rate"
                    ),
                ),
            ],
            options={
                "verbose_name": "exchange rate",
                "verbose_name_plural": "exchange rates",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("currency", "day"), name="exchangerate_currency_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "currency__in",
                                [
                                    "AED",
                                    "AFN",
                                    "ALL",
                                    "AMD",
                                    "ANG",
                                    "AOA",
                                    "ARS",
                                    "AUD",
                                    "AWG",
                                    "AZN",
                                    "BAM",
                                    "BBD",
                                    "BDT",
                                    "BGN",
                                    "BHD",
                                    "BIF",
                                    "BMD",
                                    "BND",
                                    "BOB",
                                    "BRL",
                                    "BSD",
                                    "BTN",
                                    "BWP",
                                    "BYN",
                                    "BZD",
                                    "CAD",
                                    "CDF",
                                    "CHF",
                                    "CLP",
                                    "CNY",
                                    "COP",
                                    "CRC",
                                    "CUP",
                                    "CVE",
                                    "CZK",
                                    "DJF",
                                    "DKK",
                                    "DOP",
                                    "DZD",
                                    "EGP",
                                    "ERN",
                                    "ETB",
                                    "EUR",
                                    "FJD",
                                    "FKP",
                                    "GBP",
                                    "GEL",
                                    "GHS",
                                    "GIP",
                                    "GMD",
                                    "GNF",
                                    "GTQ",
                                    "GYD",
                                    "HKD",
                                    "HNL",
                                    "HTG",
                                    "HUF",
                                    "IDR",
                                    "ILS",
                                    "INR",
                                    "IQD",
                                    "IRR",
                                    "ISK",
                                    "JMD",
                                    "JOD",
                                    "JPY",
                                    "KES",
                                    "KGS",
                                    "KHR",
                                    "KMF",
                                    "KPW",
                                    "KRW",
                                    "KWD",
                                    "KYD",
                                    "KZT",
                                    "LAK",
                                    "LBP",
                                    "LKR",
                                    "LRD",
                                    "LSL",
                                    "LYD",
                                    "MAD",
                                    "MDL",
                                    "MGA",
                                    "MKD",
                                    "MMK",
                                    "MNT",
                                    "MOP",
                                    "MRU",
                                    "MUR",
                                    "MVR",
                                    "MWK",
                                    "MXN",
                                    "MYR",
                                    "MZN",
                                    "NAD",
                                    "NGN",
                                    "NIO",
                                    "NOK",
                                    "NPR",
                                    "NZD",
                                    "OMR",
                                    "PAB",
                                    "PEN",
                                    "PGK",
                                    "PHP",
                                    "PKR",
                                    "PLN",
                                    "PYG",
                                    "QAR",
                                    "RON",
                                    "RSD",
                                    "RUB",
                                    "RWF",
                                    "SAR",
                                    "SBD",
                                    "SCR",
                                    "SDG",
                                    "SEK",
                                    "SGD",
                                    "SHP",
                                    "SLE",
                                    "SOS",
                                    "SRD",
                                    "SSP",
                                    "STN",
                                    "SVC",
                                    "SYP",
                                    "SZL",
                                    "THB",
                                    "TJS",
                                    "TMT",
                                    "TND",
                                    "TOP",
                                    "TRY",
                                    "TTD",
                                    "TWD",
                                    "TZS",
                                    "UAH",
                                    "UGX",
                                    "USD",
                                    "UYU",
                                    "UZS",
                                    "VES",
                                    "VND",
                                    "VUV",
                                    "WST",
                                    "XAF",
                                    "XCD",
                                    "XOF",
                                    "XPF",
                                    "YER",
                                    "ZAR",
                                    "ZMW",
                                ],
                            )
                        ),
                        name="exchangerate_currency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate__isnull", True),
                            models.Q(("rate__gt", 0), ("rate__lt", 1000000000)),
                            _connector="OR",
                        ),
                        name="exchangerate_rate_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__isnull", True),
                            models.Q(
                                ("day__gte", datetime.date(1900, 1, 1)),
                                ("day__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="exchangerate_day_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LossReason",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
                (
                    "needs_competitor",
                    models.BooleanField(
                        default=False, verbose_name="asks for the competitor"
                    ),
                ),
            ],
            options={
                "verbose_name": "lost reason",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="lossreason_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="lossreason_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                    "name",
                    models.CharField(
                        default="Boussole", max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "base_currency",
                    models.CharField(
                        default="EUR", max_length=3, verbose_name="base currency"
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Paris",
                        max_length=64,
                        validators=[crm.models.people.validate_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        default="FR", max_length=2, verbose_name="country for holidays"
                    ),
                ),
                (
                    "working_week",
                    models.CharField(
                        default="12345",
                        max_length=7,
                        verbose_name="working days, Monday = 1",
                    ),
                ),
                (
                    "fiscal_first_month",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="first month of the fiscal year"
                    ),
                ),
                (
                    "cycle_start",
                    models.CharField(
                        choices=[
                            ("opened", "deal opened"),
                            ("first_contact", "first contact"),
                            ("detected", "prospect detected"),
                        ],
                        default="first_contact",
                        max_length=20,
                        verbose_name="start of the sales cycle",
                    ),
                ),
                (
                    "records_seen_by_reps",
                    models.CharField(
                        choices=[
                            ("own", "own records"),
                            ("team", "own team's records"),
                            ("all", "everyone's records"),
                        ],
                        default="own",
                        max_length=10,
                        verbose_name="records a rep reads",
                    ),
                ),
                (
                    "figures_seen_by_reps",
                    models.CharField(
                        choices=[
                            ("nothing", "own figures only"),
                            ("rank", "team total, own rank and neighbours' names"),
                            ("all", "everyone's figures"),
                        ],
                        default="rank",
                        max_length=10,
                        verbose_name="colleagues' figures a rep sees",
                    ),
                ),
                (
                    "method_rule",
                    models.CharField(
                        choices=[
                            ("first", "first effective method"),
                            ("last", "last held before the win"),
                            ("equal", "equal shares"),
                        ],
                        default="last",
                        max_length=10,
                        verbose_name="contact method credited with a sale",
                    ),
                ),
                (
                    "complaint_basis",
                    models.CharField(
                        choices=[("orders", "orders"), ("contracts", "contracts")],
                        default="orders",
                        max_length=10,
                        verbose_name="complaint rate divides by",
                    ),
                ),
                (
                    "uses_mql",
                    models.BooleanField(
                        default=False, verbose_name="tells MQL and SQL apart"
                    ),
                ),
                (
                    "minimum_sample",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="not judged below n"
                    ),
                ),
                (
                    "maturing_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="a cohort is too early under (days)"
                    ),
                ),
                (
                    "churn_after_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        verbose_name="a customer without order is lost after (months)",
                    ),
                ),
                (
                    "silent_after_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="a customer is silent after (days)"
                    ),
                ),
                (
                    "first_contact_hours",
                    models.PositiveSmallIntegerField(
                        default=24, verbose_name="first contact promised within (hours)"
                    ),
                ),
                (
                    "discount_rate_bp",
                    models.PositiveIntegerField(
                        default=1000, verbose_name="yearly discount rate (basis points)"
                    ),
                ),
                (
                    "cost_lag_months",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="months between cost and customer"
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="organisation_single"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "base_currency__in",
                                [
                                    "AED",
                                    "AFN",
                                    "ALL",
                                    "AMD",
                                    "ANG",
                                    "AOA",
                                    "ARS",
                                    "AUD",
                                    "AWG",
                                    "AZN",
                                    "BAM",
                                    "BBD",
                                    "BDT",
                                    "BGN",
                                    "BHD",
                                    "BIF",
                                    "BMD",
                                    "BND",
                                    "BOB",
                                    "BRL",
                                    "BSD",
                                    "BTN",
                                    "BWP",
                                    "BYN",
                                    "BZD",
                                    "CAD",
                                    "CDF",
                                    "CHF",
                                    "CLP",
                                    "CNY",
                                    "COP",
                                    "CRC",
                                    "CUP",
                                    "CVE",
                                    "CZK",
                                    "DJF",
                                    "DKK",
                                    "DOP",
                                    "DZD",
                                    "EGP",
                                    "ERN",
                                    "ETB",
                                    "EUR",
                                    "FJD",
                                    "FKP",
                                    "GBP",
                                    "GEL",
                                    "GHS",
                                    "GIP",
                                    "GMD",
                                    "GNF",
                                    "GTQ",
                                    "GYD",
                                    "HKD",
                                    "HNL",
                                    "HTG",
                                    "HUF",
                                    "IDR",
                                    "ILS",
                                    "INR",
                                    "IQD",
                                    "IRR",
                                    "ISK",
                                    "JMD",
                                    "JOD",
                                    "JPY",
                                    "KES",
                                    "KGS",
                                    "KHR",
                                    "KMF",
                                    "KPW",
                                    "KRW",
                                    "KWD",
                                    "KYD",
                                    "KZT",
                                    "LAK",
                                    "LBP",
                                    "LKR",
                                    "LRD",
                                    "LSL",
                                    "LYD",
                                    "MAD",
                                    "MDL",
                                    "MGA",
                                    "MKD",
                                    "MMK",
                                    "MNT",
                                    "MOP",
                                    "MRU",
                                    "MUR",
                                    "MVR",
                                    "MWK",
                                    "MXN",
                                    "MYR",
                                    "MZN",
                                    "NAD",
                                    "NGN",
                                    "NIO",
                                    "NOK",
                                    "NPR",
                                    "NZD",
                                    "OMR",
                                    "PAB",
                                    "PEN",
                                    "PGK",
                                    "PHP",
                                    "PKR",
                                    "PLN",
                                    "PYG",
                                    "QAR",
                                    "RON",
                                    "RSD",
                                    "RUB",
                                    "RWF",
                                    "SAR",
                                    "SBD",
                                    "SCR",
                                    "SDG",
                                    "SEK",
                                    "SGD",
                                    "SHP",
                                    "SLE",
                                    "SOS",
                                    "SRD",
                                    "SSP",
                                    "STN",
                                    "SVC",
                                    "SYP",
                                    "SZL",
                                    "THB",
                                    "TJS",
                                    "TMT",
                                    "TND",
                                    "TOP",
                                    "TRY",
                                    "TTD",
                                    "TWD",
                                    "TZS",
                                    "UAH",
                                    "UGX",
                                    "USD",
                                    "UYU",
                                    "UZS",
                                    "VES",
                                    "VND",
                                    "VUV",
                                    "WST",
                                    "XAF",
                                    "XCD",
                                    "XOF",
                                    "XPF",
                                    "YER",
                                    "ZAR",
                                    "ZMW",
                                ],
                            )
                        ),
                        name="organisation_base_currency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fiscal_first_month__gte", 1),
                            ("fiscal_first_month__lte", 12),
                        ),
                        name="organisation_fiscal_first_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pipeline",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "pipeline",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="pipeline_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="pipeline_external_id_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="region_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="region_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sector",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
            ],
            options={
                "verbose_name": "industry",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="sector_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="sector_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last login"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="email")),
                ("full_name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("rep", "sales rep"),
                            ("manager", "sales manager"),
                            ("admin", "administrator"),
                        ],
                        default="rep",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("sells", models.BooleanField(default=True, verbose_name="sells")),
                (
                    "language",
                    models.CharField(
                        default="en", max_length=8, verbose_name="language"
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("auto", "as the device"),
                            ("light", "light"),
                            ("dark", "dark"),
                        ],
                        default="auto",
                        max_length=5,
                        verbose_name="theme",
                    ),
                ),
                (
                    "shortcuts_on",
                    models.BooleanField(
                        default=True, verbose_name="single-key shortcuts"
                    ),
                ),
                (
                    "hourly_cost",
                    models.BigIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="hourly cost, base currency, minor units",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(default=True, verbose_name="may sign in"),
                ),
                (
                    "deactivated_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="deactivated"
                    ),
                ),
                (
                    "anonymised_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="anonymised"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="created"),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="user_email_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["rep", "manager", "admin"])),
                        name="user_role_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="user_external_id_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VatRate",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
                (
                    "rate_bp",
                    models.PositiveIntegerField(verbose_name="rate (basis points)"),
                ),
            ],
            options={
                "verbose_name": "VAT rate",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="vatrate_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="vatrate_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(verbose_name="until before")),
                (
                    "reason",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="reason"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_on__lt", models.F("to_on"))),
                        name="absence_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            models.Q(
                                ("from_on__gte", datetime.date(1900, 1, 1)),
                                ("from_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="absence_from_on_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            models.Q(
                                ("to_on__gte", datetime.date(1900, 1, 1)),
                                ("to_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="absence_to_on_finite",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="absence_external_id_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
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
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                (
                    "object_id",
                    models.BigIntegerField(blank=True, null=True, verbose_name="row"),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="label"
                    ),
                ),
                (
                    "changes",
                    models.JSONField(blank=True, default=dict, verbose_name="changes"),
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
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit entries",
                "indexes": [
                    models.Index(
                        fields=["kind", "object_id", "-at"], name="audit_object"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
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
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                (
                    "finished_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="finished"
                    ),
                ),
                (
                    "mapping",
                    models.JSONField(blank=True, default=dict, verbose_name="mapping"),
                ),
                (
                    "report",
                    models.JSONField(blank=True, default=dict, verbose_name="report"),
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
                "verbose_name": "import",
                "verbose_name_plural": "imports",
            },
        ),
        migrations.CreateModel(
            name="Product",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "list_price",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="list price"
                    ),
                ),
                (
                    "unit_cost",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="unit cost"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR", max_length=3, verbose_name="currency"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="crm.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "vat_rate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="crm.vatrate",
                        verbose_name="VAT rate",
                    ),
                ),
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="product_name_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("list_price__isnull", True),
                                ("list_price__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("unit_cost__isnull", True),
                                ("unit_cost__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="product_prices_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "currency__in",
                                [
                                    "AED",
                                    "AFN",
                                    "ALL",
                                    "AMD",
                                    "ANG",
                                    "AOA",
                                    "ARS",
                                    "AUD",
                                    "AWG",
                                    "AZN",
                                    "BAM",
                                    "BBD",
                                    "BDT",
                                    "BGN",
                                    "BHD",
                                    "BIF",
                                    "BMD",
                                    "BND",
                                    "BOB",
                                    "BRL",
                                    "BSD",
                                    "BTN",
                                    "BWP",
                                    "BYN",
                                    "BZD",
                                    "CAD",
                                    "CDF",
                                    "CHF",
                                    "CLP",
                                    "CNY",
                                    "COP",
                                    "CRC",
                                    "CUP",
                                    "CVE",
                                    "CZK",
                                    "DJF",
                                    "DKK",
                                    "DOP",
                                    "DZD",
                                    "EGP",
                                    "ERN",
                                    "ETB",
                                    "EUR",
                                    "FJD",
                                    "FKP",
                                    "GBP",
                                    "GEL",
                                    "GHS",
                                    "GIP",
                                    "GMD",
                                    "GNF",
                                    "GTQ",
                                    "GYD",
                                    "HKD",
                                    "HNL",
                                    "HTG",
                                    "HUF",
                                    "IDR",
                                    "ILS",
                                    "INR",
                                    "IQD",
                                    "IRR",
                                    "ISK",
                                    "JMD",
                                    "JOD",
                                    "JPY",
                                    "KES",
                                    "KGS",
                                    "KHR",
                                    "KMF",
                                    "KPW",
                                    "KRW",
                                    "KWD",
                                    "KYD",
                                    "KZT",
                                    "LAK",
                                    "LBP",
                                    "LKR",
                                    "LRD",
                                    "LSL",
                                    "LYD",
                                    "MAD",
                                    "MDL",
                                    "MGA",
                                    "MKD",
                                    "MMK",
                                    "MNT",
                                    "MOP",
                                    "MRU",
                                    "MUR",
                                    "MVR",
                                    "MWK",
                                    "MXN",
                                    "MYR",
                                    "MZN",
                                    "NAD",
                                    "NGN",
                                    "NIO",
                                    "NOK",
                                    "NPR",
                                    "NZD",
                                    "OMR",
                                    "PAB",
                                    "PEN",
                                    "PGK",
                                    "PHP",
                                    "PKR",
                                    "PLN",
                                    "PYG",
                                    "QAR",
                                    "RON",
                                    "RSD",
                                    "RUB",
                                    "RWF",
                                    "SAR",
                                    "SBD",
                                    "SCR",
                                    "SDG",
                                    "SEK",
                                    "SGD",
                                    "SHP",
                                    "SLE",
                                    "SOS",
                                    "SRD",
                                    "SSP",
                                    "STN",
                                    "SVC",
                                    "SYP",
                                    "SZL",
                                    "THB",
                                    "TJS",
                                    "TMT",
                                    "TND",
                                    "TOP",
                                    "TRY",
                                    "TTD",
                                    "TWD",
                                    "TZS",
                                    "UAH",
                                    "UGX",
                                    "USD",
                                    "UYU",
                                    "UZS",
                                    "VES",
                                    "VND",
                                    "VUV",
                                    "WST",
                                    "XAF",
                                    "XCD",
                                    "XOF",
                                    "XPF",
                                    "YER",
                                    "ZAR",
                                    "ZMW",
                                ],
                            )
                        ),
                        name="product_currency_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="product_external_id_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentOnce",
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
                ("key", models.UUIDField(verbose_name="key")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                (
                    "object_id",
                    models.BigIntegerField(blank=True, null=True, verbose_name="row"),
                ),
                ("at", models.DateTimeField(verbose_name="on")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "write sent once",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by", "key"), name="sentonce_by_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.SlugField(
                        blank=True, default="", max_length=40, verbose_name="code"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="crm.channel",
                        verbose_name="channel",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "ordering": ["position", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="source_name_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="source_code_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "open"), ("won", "won"), ("lost", "lost")],
                        default="open",
                        max_length=4,
                        verbose_name="kind",
                    ),
                ),
                (
                    "probability",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="probability, %"
                    ),
                ),
                (
                    "rot_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="stale after (days)"
                    ),
                ),
                (
                    "forecast_category",
                    models.CharField(
                        choices=[
                            ("omitted", "left out"),
                            ("pipeline", "pipeline"),
                            ("best", "best case"),
                            ("commit", "commit"),
                        ],
                        default="pipeline",
                        max_length=10,
                        verbose_name="forecast category",
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
                (
                    "pipeline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="crm.pipeline",
                        verbose_name="pipeline",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage",
                "verbose_name_plural": "stages",
                "ordering": ["pipeline", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("pipeline"),
                        django.db.models.functions.text.Lower("name"),
                        name="stage_name_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["open", "won", "lost"])),
                        name="stage_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("probability__lte", 100),
                            models.Q(
                                models.Q(("kind", "won"), _negated=True),
                                ("probability", 100),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("kind", "lost"), _negated=True),
                                ("probability", 0),
                                _connector="OR",
                            ),
                        ),
                        name="stage_probability",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="stage_external_id_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
                (
                    "managers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="managed_teams",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="managers",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="crm.team",
                        verbose_name="parent team",
                    ),
                ),
            ],
            options={
                "verbose_name": "team",
                "verbose_name_plural": "teams",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="team_name_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="team_not_own_parent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="team_external_id_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitorCount",
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
                ("visitors", models.PositiveIntegerField(verbose_name="visitors")),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitors",
                        to="crm.channel",
                        verbose_name="channel",
                    ),
                ),
            ],
            options={
                "verbose_name": "visitors",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "channel"), name="visitorcount_day_channel"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__isnull", True),
                            models.Q(
                                ("day__gte", datetime.date(1900, 1, 1)),
                                ("day__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="visitorcount_day_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingTime",
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
                ("from_on", models.DateField(verbose_name="from")),
                (
                    "to_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="until before"
                    ),
                ),
                (
                    "weekdays",
                    models.CharField(
                        default="12345",
                        max_length=7,
                        verbose_name="working days, Monday = 1",
                    ),
                ),
                (
                    "share_percent",
                    models.PositiveSmallIntegerField(
                        default=100, verbose_name="share of full time, %"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_times",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "working time",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_percent__gte", 1), ("share_percent__lte", 100)
                        ),
                        name="workingtime_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            ("from_on__lt", models.F("to_on")),
                            _connector="OR",
                        ),
                        name="workingtime_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            models.Q(
                                ("from_on__gte", datetime.date(1900, 1, 1)),
                                ("from_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="workingtime_from_on_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            models.Q(
                                ("to_on__gte", datetime.date(1900, 1, 1)),
                                ("to_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="workingtime_to_on_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("started_on", models.DateField(verbose_name="start")),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="end"),
                ),
                (
                    "audience",
                    models.PositiveIntegerField(
                        default=0, verbose_name="people who received it"
                    ),
                ),
                (
                    "responses",
                    models.PositiveIntegerField(
                        default=0, verbose_name="people who acted on it"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="crm.channel",
                        verbose_name="channel",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="crm.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("responses__lte", models.F("audience"))),
                        name="campaign_responses_within_audience",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="campaign_external_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__isnull", True),
                            models.Q(
                                ("started_on__gte", datetime.date(1900, 1, 1)),
                                ("started_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="campaign_started_on_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(
                                ("ended_on__gte", datetime.date(1900, 1, 1)),
                                ("ended_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="campaign_ended_on_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="from"),
                ),
                (
                    "to_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="until before"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="crm.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "indexes": [
                    models.Index(
                        fields=["team", "from_on"], name="membership_team_from"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            ("from_on__lt", models.F("to_on")),
                            _connector="OR",
                        ),
                        name="membership_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            models.Q(
                                ("from_on__gte", datetime.date(1900, 1, 1)),
                                ("from_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="membership_from_on_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            models.Q(
                                ("to_on__gte", datetime.date(1900, 1, 1)),
                                ("to_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="membership_to_on_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Prospect",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "name_key",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="search key"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "organisation"),
                            ("person", "person"),
                        ],
                        default="organisation",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, default="", max_length=254, verbose_name="email"
                    ),
                ),
                (
                    "email_domain",
                    models.CharField(
                        blank=True, default="", editable=False, max_length=120
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True, default="", max_length=32, verbose_name="phone"
                    ),
                ),
                (
                    "website",
                    models.URLField(blank=True, default="", verbose_name="website"),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="address"
                    ),
                ),
                (
                    "postcode",
                    models.CharField(
                        blank=True, default="", max_length=16, verbose_name="postcode"
                    ),
                ),
                (
                    "city",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="city"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True, default="", max_length=2, verbose_name="country"
                    ),
                ),
                (
                    "next_step",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="next step"
                    ),
                ),
                (
                    "next_step_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="next step on"
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("unknown", "not asked"),
                            ("interest", "legitimate interest"),
                            ("given", "given"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="consent",
                    ),
                ),
                (
                    "data_origin",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="where the data comes from",
                    ),
                ),
                (
                    "objected_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="objected to prospecting"
                    ),
                ),
                ("detected_at", models.DateTimeField(verbose_name="detected")),
                (
                    "contacted_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="first contacted"
                    ),
                ),
                (
                    "mql_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="marketing-qualified"
                    ),
                ),
                (
                    "sql_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="sales-qualified"
                    ),
                ),
                (
                    "trial_started_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="trial started"
                    ),
                ),
                (
                    "converted_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="became a customer"
                    ),
                ),
                (
                    "churned_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="stopped being a customer"
                    ),
                ),
                (
                    "churn_note",
                    models.TextField(blank=True, default="", verbose_name="churn note"),
                ),
                (
                    "disqualified_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="disqualified"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="crm.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "churn_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="crm.churnreason",
                        verbose_name="churn reason",
                    ),
                ),
                (
                    "client_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="crm.clienttype",
                        verbose_name="customer type",
                    ),
                ),
                (
                    "disqualify_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="crm.disqualifyreason",
                        verbose_name="disqualification reason",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subsidiaries",
                        to="crm.prospect",
                        verbose_name="parent company",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="crm.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="crm.sector",
                        verbose_name="industry",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="crm.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "prospect",
                "verbose_name_plural": "prospects",
                "indexes": [
                    models.Index(
                        fields=["owner", "name_key"], name="prospect_owner_name"
                    ),
                    models.Index(fields=["name_key"], name="prospect_name_key"),
                    models.Index(fields=["email_domain"], name="prospect_domain"),
                    models.Index(
                        fields=["-detected_at", "-id"], name="prospect_newest"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="prospect_external_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "consent__in",
                                ["unknown", "interest", "given", "withdrawn"],
                            )
                        ),
                        name="prospect_consent_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("detected_at__isnull", True),
                            models.Q(
                                (
                                    "detected_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "detected_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="prospect_detected_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contacted_at__isnull", True),
                            models.Q(
                                (
                                    "contacted_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "contacted_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="prospect_contacted_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sql_at__isnull", True),
                            models.Q(
                                (
                                    "sql_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "sql_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="prospect_sql_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("converted_at__isnull", True),
                            models.Q(
                                (
                                    "converted_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "converted_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="prospect_converted_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("churned_at__isnull", True),
                            models.Q(
                                (
                                    "churned_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "churned_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="prospect_churned_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_step_on__isnull", True),
                            models.Q(
                                ("next_step_on__gte", datetime.date(1900, 1, 1)),
                                ("next_step_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="prospect_next_step_on_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "job_title",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="job title"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, default="", max_length=254, verbose_name="email"
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True, default="", max_length=32, verbose_name="phone"
                    ),
                ),
                (
                    "mobile",
                    models.CharField(
                        blank=True, default="", max_length=32, verbose_name="mobile"
                    ),
                ),
                (
                    "is_main",
                    models.BooleanField(default=False, verbose_name="main contact"),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="archived"
                    ),
                ),
                (
                    "preferred_method",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="crm.contactmethod",
                        verbose_name="preferred method",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="contact_external_id_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True)),
                        fields=("prospect",),
                        name="contact_one_main",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deal",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="amount (excl. tax)"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR", max_length=3, verbose_name="currency"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=8,
                        max_digits=18,
                        null=True,
                        verbose_name="rate",
                    ),
                ),
                (
                    "base_amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="base amount"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("won", "won"), ("lost", "lost")],
                        default="open",
                        max_length=4,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "new business"),
                            ("upsell", "upsell"),
                            ("cross_sell", "cross-sell"),
                            ("renewal", "renewal"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "amount_is_estimate",
                    models.BooleanField(
                        default=False, verbose_name="estimated from the list price"
                    ),
                ),
                (
                    "recurring_amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="recurring amount"
                    ),
                ),
                (
                    "recurring_interval",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("month", "a month"),
                            ("quarter", "a quarter"),
                            ("year", "a year"),
                        ],
                        default="",
                        max_length=7,
                        verbose_name="billed",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                (
                    "stage_entered_at",
                    models.DateTimeField(verbose_name="entered this stage"),
                ),
                (
                    "expected_close_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="expected close"
                    ),
                ),
                (
                    "won_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="won"),
                ),
                (
                    "lost_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lost"),
                ),
                (
                    "lost_note",
                    models.TextField(
                        blank=True, default="", verbose_name="why it was lost"
                    ),
                ),
                (
                    "forecast_category",
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
                (
                    "promised_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="promised for"
                    ),
                ),
                (
                    "delivered_on",
                    models.DateField(blank=True, null=True, verbose_name="delivered"),
                ),
                (
                    "next_step",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="next step"
                    ),
                ),
                (
                    "next_step_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="next step on"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deals",
                        to="crm.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "competitor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deals",
                        to="crm.competitor",
                        verbose_name="competitor",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "winning_method",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="won_deals",
                        to="crm.contactmethod",
                        verbose_name="winning contact method",
                    ),
                ),
                (
                    "lost_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deals",
                        to="crm.lossreason",
                        verbose_name="lost reason, declared",
                    ),
                ),
                (
                    "lost_reason_confirmed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmed",
                        to="crm.lossreason",
                        verbose_name="lost reason, confirmed",
                    ),
                ),
                (
                    "main_product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="main_deals",
                        to="crm.product",
                        verbose_name="main product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deals",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deals",
                        to="crm.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deals",
                        to="crm.stage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "deal",
                "verbose_name_plural": "deals",
                "indexes": [
                    models.Index(
                        fields=["owner", "state", "stage"],
                        name="deal_owner_state_stage",
                    ),
                    models.Index(
                        fields=["state", "stage", "-id"], name="deal_state_stage"
                    ),
                    models.Index(fields=["-opened_at", "-id"], name="deal_newest"),
                    models.Index(
                        condition=models.Q(("state", "won")),
                        fields=["won_at"],
                        name="deal_won_at",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "won", "lost"])),
                        name="deal_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["new", "upsell", "cross_sell", "renewal"])
                        ),
                        name="deal_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lost_at__isnull", True),
                                ("state", "open"),
                                ("won_at__isnull", True),
                            ),
                            models.Q(
                                ("lost_at__isnull", True),
                                ("state", "won"),
                                ("won_at__isnull", False),
                            ),
                            models.Q(
                                ("lost_at__isnull", False),
                                ("state", "lost"),
                                ("won_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="deal_state_has_its_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "lost"), _negated=True),
                            ("lost_reason__isnull", False),
                            _connector="OR",
                        ),
                        name="deal_lost_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("recurring_amount__isnull", True),
                                ("recurring_interval", ""),
                            ),
                            models.Q(
                                ("recurring_amount__isnull", False),
                                (
                                    "recurring_interval__in",
                                    ["month", "quarter", "year"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="deal_recurring_has_interval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "currency__in",
                                [
                                    "AED",
                                    "AFN",
                                    "ALL",
                                    "AMD",
                                    "ANG",
                                    "AOA",
                                    "ARS",
                                    "AUD",
                                    "AWG",
                                    "AZN",
                                    "BAM",
                                    "BBD",
                                    "BDT",
                                    "BGN",
                                    "BHD",
                                    "BIF",
                                    "BMD",
                                    "BND",
                                    "BOB",
                                    "BRL",
                                    "BSD",
                                    "BTN",
                                    "BWP",
                                    "BYN",
                                    "BZD",
                                    "CAD",
                                    "CDF",
                                    "CHF",
                                    "CLP",
                                    "CNY",
                                    "COP",
                                    "CRC",
                                    "CUP",
                                    "CVE",
                                    "CZK",
                                    "DJF",
                                    "DKK",
                                    "DOP",
                                    "DZD",
                                    "EGP",
                                    "ERN",
                                    "ETB",
                                    "EUR",
                                    "FJD",
                                    "FKP",
                                    "GBP",
                                    "GEL",
                                    "GHS",
                                    "GIP",
                                    "GMD",
                                    "GNF",
                                    "GTQ",
                                    "GYD",
                                    "HKD",
                                    "HNL",
                                    "HTG",
                                    "HUF",
                                    "IDR",
                                    "ILS",
                                    "INR",
                                    "IQD",
                                    "IRR",
                                    "ISK",
                                    "JMD",
                                    "JOD",
                                    "JPY",
                                    "KES",
                                    "KGS",
                                    "KHR",
                                    "KMF",
                                    "KPW",
                                    "KRW",
                                    "KWD",
                                    "KYD",
                                    "KZT",
                                    "LAK",
                                    "LBP",
                                    "LKR",
                                    "LRD",
                                    "LSL",
                                    "LYD",
                                    "MAD",
                                    "MDL",
                                    "MGA",
                                    "MKD",
                                    "MMK",
                                    "MNT",
                                    "MOP",
                                    "MRU",
                                    "MUR",
                                    "MVR",
                                    "MWK",
                                    "MXN",
                                    "MYR",
                                    "MZN",
                                    "NAD",
                                    "NGN",
                                    "NIO",
                                    "NOK",
                                    "NPR",
                                    "NZD",
                                    "OMR",
                                    "PAB",
                                    "PEN",
                                    "PGK",
                                    "PHP",
                                    "PKR",
                                    "PLN",
                                    "PYG",
                                    "QAR",
                                    "RON",
                                    "RSD",
                                    "RUB",
                                    "RWF",
                                    "SAR",
                                    "SBD",
                                    "SCR",
                                    "SDG",
                                    "SEK",
                                    "SGD",
                                    "SHP",
                                    "SLE",
                                    "SOS",
                                    "SRD",
                                    "SSP",
                                    "STN",
                                    "SVC",
                                    "SYP",
                                    "SZL",
                                    "THB",
                                    "TJS",
                                    "TMT",
                                    "TND",
                                    "TOP",
                                    "TRY",
                                    "TTD",
                                    "TWD",
                                    "TZS",
                                    "UAH",
                                    "UGX",
                                    "USD",
                                    "UYU",
                                    "UZS",
                                    "VES",
                                    "VND",
                                    "VUV",
                                    "WST",
                                    "XAF",
                                    "XCD",
                                    "XOF",
                                    "XPF",
                                    "YER",
                                    "ZAR",
                                    "ZMW",
                                ],
                            )
                        ),
                        name="deal_currency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate__isnull", True),
                            models.Q(("rate__gt", 0), ("rate__lt", 1000000000)),
                            _connector="OR",
                        ),
                        name="deal_rate_positive",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="deal_external_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at__isnull", True),
                            models.Q(
                                (
                                    "opened_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "opened_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="deal_opened_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("won_at__isnull", True),
                            models.Q(
                                (
                                    "won_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "won_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="deal_won_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lost_at__isnull", True),
                            models.Q(
                                (
                                    "lost_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "lost_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="deal_lost_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expected_close_on__isnull", True),
                            models.Q(
                                ("expected_close_on__gte", datetime.date(1900, 1, 1)),
                                ("expected_close_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="deal_expected_close_on_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("email", "email"),
                            ("meeting", "meeting"),
                            ("demo", "demo"),
                            ("onboarding", "onboarding meeting"),
                            ("note", "note"),
                            ("task", "task"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("out", "outbound"), ("in", "inbound")],
                        default="out",
                        max_length=3,
                        verbose_name="direction",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("held", "held"),
                            ("no_show", "no-show"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "reached"),
                            ("no_answer", "no answer"),
                            ("voicemail", "left voicemail"),
                            ("call_back", "asked to be called back"),
                            ("not_interested", "not interested"),
                            ("meeting_booked", "meeting booked"),
                            ("positive", "went well"),
                        ],
                        default="",
                        max_length=14,
                        verbose_name="outcome",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "all_day",
                    models.BooleanField(default=False, verbose_name="no hour set"),
                ),
                (
                    "planned_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="planned for"
                    ),
                ),
                (
                    "duration_s",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="duration (seconds)"
                    ),
                ),
                (
                    "target_kind",
                    models.CharField(
                        choices=[("prospect", "prospect"), ("customer", "customer")],
                        default="prospect",
                        max_length=8,
                        verbose_name="target",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="subject"
                    ),
                ),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                (
                    "client_uuid",
                    models.UUIDField(blank=True, null=True, verbose_name="client id"),
                ),
                ("logged_at", models.DateTimeField(verbose_name="logged")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "logged_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="logged by",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="crm.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="crm.contactmethod",
                        verbose_name="contact method",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="crm.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "indexes": [
                    models.Index(fields=["at"], name="activity_at"),
                    models.Index(fields=["rep", "at"], name="activity_rep_at"),
                    models.Index(
                        fields=["prospect", "-at"], name="activity_prospect_at"
                    ),
                    models.Index(
                        condition=models.Q(("status", "planned")),
                        fields=["rep", "at"],
                        name="activity_planned",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "call",
                                    "email",
                                    "meeting",
                                    "demo",
                                    "onboarding",
                                    "note",
                                    "task",
                                ],
                            )
                        ),
                        name="activity_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["out", "in"])),
                        name="activity_direction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["planned", "held", "no_show", "cancelled"])
                        ),
                        name="activity_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "",
                                    "reached",
                                    "no_answer",
                                    "voicemail",
                                    "call_back",
                                    "not_interested",
                                    "meeting_booked",
                                    "positive",
                                ],
                            )
                        ),
                        name="activity_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target_kind__in", ["prospect", "customer"])
                        ),
                        name="activity_target_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("duration_s__isnull", True),
                            ("duration_s__lte", 864000),
                            _connector="OR",
                        ),
                        name="activity_duration",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("client_uuid__isnull", False)),
                        fields=("logged_by", "client_uuid"),
                        name="activity_client_uuid_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="activity_external_id_unique",
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
                        name="activity_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_at__isnull", True),
                            models.Q(
                                (
                                    "planned_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "planned_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="activity_planned_at_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("low", "minor"),
                            ("medium", "serious"),
                            ("high", "critical"),
                        ],
                        default="medium",
                        max_length=6,
                        verbose_name="severity",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "verbatim",
                    models.TextField(
                        blank=True, default="", verbose_name="in the customer's words"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="first answered"
                    ),
                ),
                (
                    "resolved_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="resolved"
                    ),
                ),
                (
                    "resolution",
                    models.TextField(blank=True, default="", verbose_name="resolution"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "owner",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credited_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="crm.complaintreason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
                "indexes": [
                    models.Index(fields=["received_at"], name="complaint_received_at"),
                    models.Index(
                        fields=["rep", "received_at"], name="complaint_rep_received"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["low", "medium", "high"])),
                        name="complaint_severity_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_at__isnull", True),
                            ("resolved_at__gte", models.F("received_at")),
                            _connector="OR",
                        ),
                        name="complaint_resolved_after_receipt",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="complaint_external_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_at__isnull", True),
                            models.Q(
                                (
                                    "received_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "received_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_received_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            models.Q(
                                (
                                    "answered_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "answered_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_answered_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_at__isnull", True),
                            models.Q(
                                (
                                    "resolved_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "resolved_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_resolved_at_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contract",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="amount (excl. tax)"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR", max_length=3, verbose_name="currency"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=8,
                        max_digits=18,
                        null=True,
                        verbose_name="rate",
                    ),
                ),
                (
                    "base_amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="base amount"
                    ),
                ),
                ("signed_at", models.DateTimeField(verbose_name="signed")),
                ("start_on", models.DateField(verbose_name="start")),
                (
                    "end_on",
                    models.DateField(blank=True, null=True, verbose_name="planned end"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ended"),
                ),
                (
                    "end_note",
                    models.TextField(blank=True, default="", verbose_name="note"),
                ),
                (
                    "end_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="crm.churnreason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "ended_rep",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lost_contracts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="in charge when it ended",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_contracts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed by",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
            ],
            options={
                "verbose_name": "contract",
                "verbose_name_plural": "contracts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_rep__isnull", False),
                            _connector="OR",
                        ),
                        name="contract_end_has_a_rep",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "currency__in",
                                [
                                    "AED",
                                    "AFN",
                                    "ALL",
                                    "AMD",
                                    "ANG",
                                    "AOA",
                                    "ARS",
                                    "AUD",
                                    "AWG",
                                    "AZN",
                                    "BAM",
                                    "BBD",
                                    "BDT",
                                    "BGN",
                                    "BHD",
                                    "BIF",
                                    "BMD",
                                    "BND",
                                    "BOB",
                                    "BRL",
                                    "BSD",
                                    "BTN",
                                    "BWP",
                                    "BYN",
                                    "BZD",
                                    "CAD",
                                    "CDF",
                                    "CHF",
                                    "CLP",
                                    "CNY",
                                    "COP",
                                    "CRC",
                                    "CUP",
                                    "CVE",
                                    "CZK",
                                    "DJF",
                                    "DKK",
                                    "DOP",
                                    "DZD",
                                    "EGP",
                                    "ERN",
                                    "ETB",
                                    "EUR",
                                    "FJD",
                                    "FKP",
                                    "GBP",
                                    "GEL",
                                    "GHS",
                                    "GIP",
                                    "GMD",
                                    "GNF",
                                    "GTQ",
                                    "GYD",
                                    "HKD",
                                    "HNL",
                                    "HTG",
                                    "HUF",
                                    "IDR",
                                    "ILS",
                                    "INR",
                                    "IQD",
                                    "IRR",
                                    "ISK",
                                    "JMD",
                                    "JOD",
                                    "JPY",
                                    "KES",
                                    "KGS",
                                    "KHR",
                                    "KMF",
                                    "KPW",
                                    "KRW",
                                    "KWD",
                                    "KYD",
                                    "KZT",
                                    "LAK",
                                    "LBP",
                                    "LKR",
                                    "LRD",
                                    "LSL",
                                    "LYD",
                                    "MAD",
                                    "MDL",
                                    "MGA",
                                    "MKD",
                                    "MMK",
                                    "MNT",
                                    "MOP",
                                    "MRU",
                                    "MUR",
                                    "MVR",
                                    "MWK",
                                    "MXN",
                                    "MYR",
                                    "MZN",
                                    "NAD",
                                    "NGN",
                                    "NIO",
                                    "NOK",
                                    "NPR",
                                    "NZD",
                                    "OMR",
                                    "PAB",
                                    "PEN",
                                    "PGK",
                                    "PHP",
                                    "PKR",
                                    "PLN",
                                    "PYG",
                                    "QAR",
                                    "RON",
                                    "RSD",
                                    "RUB",
                                    "RWF",
                                    "SAR",
                                    "SBD",
                                    "SCR",
                                    "SDG",
                                    "SEK",
                                    "SGD",
                                    "SHP",
                                    "SLE",
                                    "SOS",
                                    "SRD",
                                    "SSP",
                                    "STN",
                                    "SVC",
                                    "SYP",
                                    "SZL",
                                    "THB",
                                    "TJS",
                                    "TMT",
                                    "TND",
                                    "TOP",
                                    "TRY",
                                    "TTD",
                                    "TWD",
                                    "TZS",
                                    "UAH",
                                    "UGX",
                                    "USD",
                                    "UYU",
                                    "UZS",
                                    "VES",
                                    "VND",
                                    "VUV",
                                    "WST",
                                    "XAF",
                                    "XCD",
                                    "XOF",
                                    "XPF",
                                    "YER",
                                    "ZAR",
                                    "ZMW",
                                ],
                            )
                        ),
                        name="contract_currency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate__isnull", True),
                            models.Q(("rate__gt", 0), ("rate__lt", 1000000000)),
                            _connector="OR",
                        ),
                        name="contract_rate_positive",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="contract_external_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at__isnull", True),
                            models.Q(
                                (
                                    "signed_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "signed_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="contract_signed_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_on__isnull", True),
                            models.Q(
                                ("start_on__gte", datetime.date(1900, 1, 1)),
                                ("start_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="contract_start_on_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_on__isnull", True),
                            models.Q(
                                ("end_on__gte", datetime.date(1900, 1, 1)),
                                ("end_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="contract_end_on_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                (
                                    "ended_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "ended_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="contract_ended_at_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostEntry",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="amount (excl. tax)"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR", max_length=3, verbose_name="currency"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=8,
                        max_digits=18,
                        null=True,
                        verbose_name="rate",
                    ),
                ),
                (
                    "base_amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="base amount"
                    ),
                ),
                ("month", models.DateField(verbose_name="month")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("marketing", "marketing"),
                            ("sales", "sales"),
                            ("delivery", "delivery"),
                            ("other", "other"),
                        ],
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="label"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="crm.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="crm.channel",
                        verbose_name="channel",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="crm.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="crm.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "client_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="crm.clienttype",
                        verbose_name="customer type",
                    ),
                ),
            ],
            options={
                "verbose_name": "cost",
                "verbose_name_plural": "costs",
                "indexes": [
                    models.Index(fields=["month", "kind"], name="costentry_month_kind")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["marketing", "sales", "delivery", "other"])
                        ),
                        name="costentry_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)),
                        name="costentry_month_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__isnull", False)),
                        name="costentry_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "currency__in",
                                [
                                    "AED",
                                    "AFN",
                                    "ALL",
                                    "AMD",
                                    "ANG",
                                    "AOA",
                                    "ARS",
                                    "AUD",
                                    "AWG",
                                    "AZN",
                                    "BAM",
                                    "BBD",
                                    "BDT",
                                    "BGN",
                                    "BHD",
                                    "BIF",
                                    "BMD",
                                    "BND",
                                    "BOB",
                                    "BRL",
                                    "BSD",
                                    "BTN",
                                    "BWP",
                                    "BYN",
                                    "BZD",
                                    "CAD",
                                    "CDF",
                                    "CHF",
                                    "CLP",
                                    "CNY",
                                    "COP",
                                    "CRC",
                                    "CUP",
                                    "CVE",
                                    "CZK",
                                    "DJF",
                                    "DKK",
                                    "DOP",
                                    "DZD",
                                    "EGP",
                                    "ERN",
                                    "ETB",
                                    "EUR",
                                    "FJD",
                                    "FKP",
                                    "GBP",
                                    "GEL",
                                    "GHS",
                                    "GIP",
                                    "GMD",
                                    "GNF",
                                    "GTQ",
                                    "GYD",
                                    "HKD",
                                    "HNL",
                                    "HTG",
                                    "HUF",
                                    "IDR",
                                    "ILS",
                                    "INR",
                                    "IQD",
                                    "IRR",
                                    "ISK",
                                    "JMD",
                                    "JOD",
                                    "JPY",
                                    "KES",
                                    "KGS",
                                    "KHR",
                                    "KMF",
                                    "KPW",
                                    "KRW",
                                    "KWD",
                                    "KYD",
                                    "KZT",
                                    "LAK",
                                    "LBP",
                                    "LKR",
                                    "LRD",
                                    "LSL",
                                    "LYD",
                                    "MAD",
                                    "MDL",
                                    "MGA",
                                    "MKD",
                                    "MMK",
                                    "MNT",
                                    "MOP",
                                    "MRU",
                                    "MUR",
                                    "MVR",
                                    "MWK",
                                    "MXN",
                                    "MYR",
                                    "MZN",
                                    "NAD",
                                    "NGN",
                                    "NIO",
                                    "NOK",
                                    "NPR",
                                    "NZD",
                                    "OMR",
                                    "PAB",
                                    "PEN",
                                    "PGK",
                                    "PHP",
                                    "PKR",
                                    "PLN",
                                    "PYG",
                                    "QAR",
                                    "RON",
                                    "RSD",
                                    "RUB",
                                    "RWF",
                                    "SAR",
                                    "SBD",
                                    "SCR",
                                    "SDG",
                                    "SEK",
                                    "SGD",
                                    "SHP",
                                    "SLE",
                                    "SOS",
                                    "SRD",
                                    "SSP",
                                    "STN",
                                    "SVC",
                                    "SYP",
                                    "SZL",
                                    "THB",
                                    "TJS",
                                    "TMT",
                                    "TND",
                                    "TOP",
                                    "TRY",
                                    "TTD",
                                    "TWD",
                                    "TZS",
                                    "UAH",
                                    "UGX",
                                    "USD",
                                    "UYU",
                                    "UZS",
                                    "VES",
                                    "VND",
                                    "VUV",
                                    "WST",
                                    "XAF",
                                    "XCD",
                                    "XOF",
                                    "XPF",
                                    "YER",
                                    "ZAR",
                                    "ZMW",
                                ],
                            )
                        ),
                        name="costentry_currency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate__isnull", True),
                            models.Q(("rate__gt", 0), ("rate__lt", 1000000000)),
                            _connector="OR",
                        ),
                        name="costentry_rate_positive",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="costentry_external_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("month__isnull", True),
                            models.Q(
                                ("month__gte", datetime.date(1900, 1, 1)),
                                ("month__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="costentry_month_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DealLine",
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
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="label"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=3,
                        default=1,
                        max_digits=12,
                        verbose_name="quantity",
                    ),
                ),
                ("unit_price", models.BigIntegerField(verbose_name="unit price")),
                (
                    "list_price",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="list price"
                    ),
                ),
                (
                    "discount_bp",
                    models.PositiveIntegerField(
                        default=0, verbose_name="discount (basis points)"
                    ),
                ),
                (
                    "unit_cost",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="unit cost"
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="line total")),
                (
                    "base_amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="line total, base currency"
                    ),
                ),
                (
                    "base_list",
                    models.BigIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="at list price, base currency",
                    ),
                ),
                (
                    "base_cost",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="cost, base currency"
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="crm.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "vat_rate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deal_lines",
                        to="crm.vatrate",
                        verbose_name="VAT rate",
                    ),
                ),
            ],
            options={
                "verbose_name": "line",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__gt", 0), ("quantity__lt", 1000000000)
                        ),
                        name="dealline_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discount_bp__lte", 10000)),
                        name="dealline_discount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DealMovement",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "opened"),
                            ("stage", "stage changed"),
                            ("amount", "amount changed"),
                            ("owner", "owner changed"),
                            ("expected", "expected close changed"),
                            ("revalued", "probability or rate changed"),
                            ("won", "won"),
                            ("lost", "lost"),
                            ("reopened", "reopened"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="on")),
                (
                    "expected_close_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="expected close"
                    ),
                ),
                ("count", models.SmallIntegerField(default=0, verbose_name="deals")),
                (
                    "amount",
                    models.BigIntegerField(
                        blank=True, default=0, null=True, verbose_name="amount"
                    ),
                ),
                (
                    "weighted",
                    models.BigIntegerField(
                        blank=True, default=0, null=True, verbose_name="weighted amount"
                    ),
                ),
                (
                    "outcome_amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="amount won or lost"
                    ),
                ),
                (
                    "outcome_list",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="at list price"
                    ),
                ),
                (
                    "outcome_cost",
                    models.BigIntegerField(blank=True, null=True, verbose_name="cost"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="withdrawn"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="recorded"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moved by",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="movements",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deal_movements",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="crm.stage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "movement",
                "verbose_name_plural": "movements",
                "indexes": [
                    models.Index(fields=["kind", "at"], name="dealmovement_kind_at"),
                    models.Index(fields=["at"], name="dealmovement_at"),
                    models.Index(fields=["rep", "at"], name="dealmovement_rep_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "opened",
                                    "stage",
                                    "amount",
                                    "owner",
                                    "expected",
                                    "revalued",
                                    "won",
                                    "lost",
                                    "reopened",
                                ],
                            )
                        ),
                        name="dealmovement_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["won", "lost"]),
                            models.Q(
                                ("outcome_amount__isnull", True),
                                ("outcome_cost__isnull", True),
                                ("outcome_list__isnull", True),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="dealmovement_outcome_on_ends",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind__in", ["won", "lost"]),
                            ("withdrawn_at__isnull", True),
                        ),
                        fields=("deal",),
                        name="dealmovement_one_outcome",
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
                        name="dealmovement_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expected_close_on__isnull", True),
                            models.Q(
                                ("expected_close_on__gte", datetime.date(1900, 1, 1)),
                                ("expected_close_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="dealmovement_expected_close_on_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProspectStep",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("detected", "detected"),
                            ("contacted", "contacted"),
                            ("mql", "marketing-qualified"),
                            ("sql", "sales-qualified"),
                            ("trial", "trial started"),
                            ("converted", "converted"),
                            ("churned", "churned"),
                            ("disqualified", "disqualified"),
                        ],
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="on")),
                (
                    "note",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="note"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="withdrawn"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="recorded"),
                ),
                (
                    "churn_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="crm.churnreason",
                        verbose_name="churn reason",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospect_steps",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "disqualify_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="crm.disqualifyreason",
                        verbose_name="disqualification reason",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospect_steps",
                        to="crm.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospect_steps",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "indexes": [
                    models.Index(fields=["step", "at"], name="prospectstep_step_at"),
                    models.Index(fields=["rep", "at"], name="prospectstep_rep_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                [
                                    "detected",
                                    "contacted",
                                    "mql",
                                    "sql",
                                    "trial",
                                    "converted",
                                    "churned",
                                    "disqualified",
                                ],
                            )
                        ),
                        name="prospectstep_step_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("step", "detected"), ("withdrawn_at__isnull", True)
                        ),
                        fields=("prospect",),
                        name="prospectstep_detected_once",
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
                        name="prospectstep_at_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quote",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="amount (excl. tax)"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR", max_length=3, verbose_name="currency"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=8,
                        max_digits=18,
                        null=True,
                        verbose_name="rate",
                    ),
                ),
                (
                    "base_amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="base amount"
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="number")),
                (
                    "version",
                    models.PositiveSmallIntegerField(default=1, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sent"),
                ),
                (
                    "signed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="signed"),
                ),
                (
                    "refused_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="refused"),
                ),
                (
                    "valid_until_on",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
            ],
            options={
                "verbose_name": "quote",
                "verbose_name_plural": "quotes",
                "indexes": [models.Index(fields=["sent_at"], name="quote_sent_at")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number", "version"), name="quote_number_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", False),
                            models.Q(
                                ("refused_at__isnull", True),
                                ("signed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="quote_answer_after_sending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at__isnull", True),
                            ("refused_at__isnull", True),
                            _connector="OR",
                        ),
                        name="quote_one_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "currency__in",
                                [
                                    "AED",
                                    "AFN",
                                    "ALL",
                                    "AMD",
                                    "ANG",
                                    "AOA",
                                    "ARS",
                                    "AUD",
                                    "AWG",
                                    "AZN",
                                    "BAM",
                                    "BBD",
                                    "BDT",
                                    "BGN",
                                    "BHD",
                                    "BIF",
                                    "BMD",
                                    "BND",
                                    "BOB",
                                    "BRL",
                                    "BSD",
                                    "BTN",
                                    "BWP",
                                    "BYN",
                                    "BZD",
                                    "CAD",
                                    "CDF",
                                    "CHF",
                                    "CLP",
                                    "CNY",
                                    "COP",
                                    "CRC",
                                    "CUP",
                                    "CVE",
                                    "CZK",
                                    "DJF",
                                    "DKK",
                                    "DOP",
                                    "DZD",
                                    "EGP",
                                    "ERN",
                                    "ETB",
                                    "EUR",
                                    "FJD",
                                    "FKP",
                                    "GBP",
                                    "GEL",
                                    "GHS",
                                    "GIP",
                                    "GMD",
                                    "GNF",
                                    "GTQ",
                                    "GYD",
                                    "HKD",
                                    "HNL",
                                    "HTG",
                                    "HUF",
                                    "IDR",
                                    "ILS",
                                    "INR",
                                    "IQD",
                                    "IRR",
                                    "ISK",
                                    "JMD",
                                    "JOD",
                                    "JPY",
                                    "KES",
                                    "KGS",
                                    "KHR",
                                    "KMF",
                                    "KPW",
                                    "KRW",
                                    "KWD",
                                    "KYD",
                                    "KZT",
                                    "LAK",
                                    "LBP",
                                    "LKR",
                                    "LRD",
                                    "LSL",
                                    "LYD",
                                    "MAD",
                                    "MDL",
                                    "MGA",
                                    "MKD",
                                    "MMK",
                                    "MNT",
                                    "MOP",
                                    "MRU",
                                    "MUR",
                                    "MVR",
                                    "MWK",
                                    "MXN",
                                    "MYR",
                                    "MZN",
                                    "NAD",
                                    "NGN",
                                    "NIO",
                                    "NOK",
                                    "NPR",
                                    "NZD",
                                    "OMR",
                                    "PAB",
                                    "PEN",
                                    "PGK",
                                    "PHP",
                                    "PKR",
                                    "PLN",
                                    "PYG",
                                    "QAR",
                                    "RON",
                                    "RSD",
                                    "RUB",
                                    "RWF",
                                    "SAR",
                                    "SBD",
                                    "SCR",
                                    "SDG",
                                    "SEK",
                                    "SGD",
                                    "SHP",
                                    "SLE",
                                    "SOS",
                                    "SRD",
                                    "SSP",
                                    "STN",
                                    "SVC",
                                    "SYP",
                                    "SZL",
                                    "THB",
                                    "TJS",
                                    "TMT",
                                    "TND",
                                    "TOP",
                                    "TRY",
                                    "TTD",
                                    "TWD",
                                    "TZS",
                                    "UAH",
                                    "UGX",
                                    "USD",
                                    "UYU",
                                    "UZS",
                                    "VES",
                                    "VND",
                                    "VUV",
                                    "WST",
                                    "XAF",
                                    "XCD",
                                    "XOF",
                                    "XPF",
                                    "YER",
                                    "ZAR",
                                    "ZMW",
                                ],
                            )
                        ),
                        name="quote_currency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate__isnull", True),
                            models.Q(("rate__gt", 0), ("rate__lt", 1000000000)),
                            _connector="OR",
                        ),
                        name="quote_rate_positive",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="quote_external_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            models.Q(
                                (
                                    "sent_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "sent_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="quote_sent_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at__isnull", True),
                            models.Q(
                                (
                                    "signed_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "signed_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="quote_signed_at_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refused_at__isnull", True),
                            models.Q(
                                (
                                    "refused_at__gte",
                                    datetime.datetime(
                                        1900, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                                (
                                    "refused_at__lt",
                                    datetime.datetime(
                                        2200, 1, 1, 0, 0, tzinfo=datetime.UTC
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="quote_refused_at_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("site", models.CharField(max_length=60, verbose_name="site")),
                ("rating", models.SmallIntegerField(verbose_name="stars")),
                ("text", models.TextField(blank=True, default="", verbose_name="text")),
                ("at", models.DateTimeField(verbose_name="published")),
                (
                    "url",
                    models.URLField(blank=True, default="", verbose_name="address"),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="crm.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credited_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "indexes": [models.Index(fields=["at"], name="review_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rating__gte", 1), ("rating__lte", 5)),
                        name="review_rating",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="review_external_id_unique",
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
                        name="review_at_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="amount (excl. tax)"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR", max_length=3, verbose_name="currency"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=8,
                        max_digits=18,
                        null=True,
                        verbose_name="rate",
                    ),
                ),
                (
                    "base_amount",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="base amount"
                    ),
                ),
                ("started_on", models.DateField(verbose_name="started")),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="ended"),
                ),
                (
                    "churn_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="crm.churnreason",
                        verbose_name="churn reason",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="crm.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
            ],
            options={
                "verbose_name": "subscription",
                "verbose_name_plural": "subscriptions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "currency__in",
                                [
                                    "AED",
                                    "AFN",
                                    "ALL",
                                    "AMD",
                                    "ANG",
                                    "AOA",
                                    "ARS",
                                    "AUD",
                                    "AWG",
                                    "AZN",
                                    "BAM",
                                    "BBD",
                                    "BDT",
                                    "BGN",
                                    "BHD",
                                    "BIF",
                                    "BMD",
                                    "BND",
                                    "BOB",
                                    "BRL",
                                    "BSD",
                                    "BTN",
                                    "BWP",
                                    "BYN",
                                    "BZD",
                                    "CAD",
                                    "CDF",
                                    "CHF",
                                    "CLP",
                                    "CNY",
                                    "COP",
                                    "CRC",
                                    "CUP",
                                    "CVE",
                                    "CZK",
                                    "DJF",
                                    "DKK",
                                    "DOP",
                                    "DZD",
                                    "EGP",
                                    "ERN",
                                    "ETB",
                                    "EUR",
                                    "FJD",
                                    "FKP",
                                    "GBP",
                                    "GEL",
                                    "GHS",
                                    "GIP",
                                    "GMD",
                                    "GNF",
                                    "GTQ",
                                    "GYD",
                                    "HKD",
                                    "HNL",
                                    "HTG",
                                    "HUF",
                                    "IDR",
                                    "ILS",
                                    "INR",
                                    "IQD",
                                    "IRR",
                                    "ISK",
                                    "JMD",
                                    "JOD",
                                    "JPY",
                                    "KES",
                                    "KGS",
                                    "KHR",
                                    "KMF",
                                    "KPW",
                                    "KRW",
                                    "KWD",
                                    "KYD",
                                    "KZT",
                                    "LAK",
                                    "LBP",
                                    "LKR",
                                    "LRD",
                                    "LSL",
                                    "LYD",
                                    "MAD",
                                    "MDL",
                                    "MGA",
                                    "MKD",
                                    "MMK",
                                    "MNT",
                                    "MOP",
                                    "MRU",
                                    "MUR",
                                    "MVR",
                                    "MWK",
                                    "MXN",
                                    "MYR",
                                    "MZN",
                                    "NAD",
                                    "NGN",
                                    "NIO",
                                    "NOK",
                                    "NPR",
                                    "NZD",
                                    "OMR",
                                    "PAB",
                                    "PEN",
                                    "PGK",
                                    "PHP",
                                    "PKR",
                                    "PLN",
                                    "PYG",
                                    "QAR",
                                    "RON",
                                    "RSD",
                                    "RUB",
                                    "RWF",
                                    "SAR",
                                    "SBD",
                                    "SCR",
                                    "SDG",
                                    "SEK",
                                    "SGD",
                                    "SHP",
                                    "SLE",
                                    "SOS",
                                    "SRD",
                                    "SSP",
                                    "STN",
                                    "SVC",
                                    "SYP",
                                    "SZL",
                                    "THB",
                                    "TJS",
                                    "TMT",
                                    "TND",
                                    "TOP",
                                    "TRY",
                                    "TTD",
                                    "TWD",
                                    "TZS",
                                    "UAH",
                                    "UGX",
                                    "USD",
                                    "UYU",
                                    "UZS",
                                    "VES",
                                    "VND",
                                    "VUV",
                                    "WST",
                                    "XAF",
                                    "XCD",
                                    "XOF",
                                    "XPF",
                                    "YER",
                                    "ZAR",
                                    "ZMW",
                                ],
                            )
                        ),
                        name="subscription_currency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate__isnull", True),
                            models.Q(("rate__gt", 0), ("rate__lt", 1000000000)),
                            _connector="OR",
                        ),
                        name="subscription_rate_positive",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="subscription_external_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("started_on__lte", models.F("ended_on")),
                            _connector="OR",
                        ),
                        name="subscription_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__isnull", True),
                            models.Q(
                                ("started_on__gte", datetime.date(1900, 1, 1)),
                                ("started_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="subscription_started_on_finite",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(
                                ("ended_on__gte", datetime.date(1900, 1, 1)),
                                ("ended_on__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="subscription_ended_on_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                (
                    "survey",
                    models.CharField(
                        choices=[("nps", "NPS"), ("csat", "CSAT")],
                        max_length=4,
                        verbose_name="survey",
                    ),
                ),
                ("score", models.SmallIntegerField(verbose_name="score")),
                (
                    "comment",
                    models.TextField(blank=True, default="", verbose_name="comment"),
                ),
                ("at", models.DateTimeField(verbose_name="answered")),
                (
                    "respondent",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="respondent",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credited_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
            ],
            options={
                "verbose_name": "survey answer",
                "verbose_name_plural": "survey answers",
                "indexes": [
                    models.Index(fields=["survey", "at"], name="surveyanswer_survey_at")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("score__gte", 0), ("score__lte", 10), ("survey", "nps")
                            ),
                            models.Q(
                                ("score__gte", 1), ("score__lte", 5), ("survey", "csat")
                            ),
                            _connector="OR",
                        ),
                        name="surveyanswer_score",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="surveyanswer_external_id_unique",
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
                        name="surveyanswer_at_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeEntry",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("minutes", models.PositiveIntegerField(verbose_name="minutes")),
                (
                    "hourly_cost",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="hourly cost"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="note"
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="time_entries",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="time_entries",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "time entry",
                "verbose_name_plural": "time entries",
                "indexes": [models.Index(fields=["day"], name="timeentry_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                        name="timeentry_minutes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="timeentry_external_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__isnull", True),
                            models.Q(
                                ("day__gte", datetime.date(1900, 1, 1)),
                                ("day__lt", datetime.date(2200, 1, 1)),
                            ),
                            _connector="OR",
                        ),
                        name="timeentry_day_finite",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MrrMovement",
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
                    "amount",
                    models.BigIntegerField(null=True, verbose_name="amount a month"),
                ),
                (
                    "original_amount",
                    models.BigIntegerField(verbose_name="amount a month, own currency"),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="recorded"),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mrr_movements",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mrr_movements",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="movements",
                        to="crm.subscription",
                        verbose_name="subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "MRR movement",
                "indexes": [
                    models.Index(fields=["at"], name="mrrmovement_at"),
                    models.Index(fields=["rep", "at"], name="mrrmovement_rep_at"),
                ],
                "constraints": [
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
                        name="mrrmovement_at_finite",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteLine",
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
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="label"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=3,
                        default=1,
                        max_digits=12,
                        verbose_name="quantity",
                    ),
                ),
                ("unit_price", models.BigIntegerField(verbose_name="unit price")),
                (
                    "discount_bp",
                    models.PositiveIntegerField(
                        default=0, verbose_name="discount (basis points)"
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="line total")),
                (
                    "vat_rate_bp",
                    models.PositiveIntegerField(
                        default=0, verbose_name="VAT rate (basis points)"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quote_lines",
                        to="crm.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="crm.quote",
                        verbose_name="quote",
                    ),
                ),
            ],
            options={
                "verbose_name": "quote line",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__gt", 0), ("quantity__lt", 1000000000)
                        ),
                        name="quoteline_quantity",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Verbatim",
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
                    "external_id",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("complaint", "complaint"),
                            ("refund", "refund request"),
                            ("dissatisfaction", "dissatisfaction"),
                            ("compliment", "compliment"),
                            ("question", "question"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(verbose_name="in the customer's words")),
                ("at", models.DateTimeField(verbose_name="on")),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=60,
                        verbose_name="where it was said",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="verbatims",
                        to="crm.complaint",
                        verbose_name="complaint",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.deal",
                        verbose_name="deal",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="crm.prospect",
                        verbose_name="prospect",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        default=0,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credited_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sales rep",
                    ),
                ),
            ],
            options={
                "verbose_name": "verbatim",
                "verbose_name_plural": "verbatims",
                "indexes": [models.Index(fields=["at"], name="verbatim_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "complaint",
                                    "refund",
                                    "dissatisfaction",
                                    "compliment",
                                    "question",
                                ],
                            )
                        ),
                        name="verbatim_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="verbatim_external_id_unique",
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
                        name="verbatim_at_finite",
                    ),
                ],
            },
        ),
    ]
