from typing import ClassVar

from django.db import migrations, models

PAGES = ["prospects", "deals", "activities", "voice", "customers"]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("crm", "0015_notices_of_figures"),
    ]
    operations: ClassVar = [
        migrations.RemoveConstraint(
            model_name="savedview", name="savedview_page_known"
        ),
        migrations.AlterField(
            model_name="savedview",
            name="page",
            field=models.CharField(
                choices=[
                    ("prospects", "prospects"),
                    ("deals", "deals"),
                    ("activities", "activities"),
                    ("voice", "voice of the customer"),
                    ("customers", "customers by their figures"),
                ],
                max_length=10,
                verbose_name="list",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(("page__in", PAGES)), name="savedview_page_known"
            ),
        ),
    ]
