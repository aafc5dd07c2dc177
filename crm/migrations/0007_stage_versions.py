"""Two admins who edit one stage or pipeline: the second is told, as with deals."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0006_distinct"),
    ]

    operations = [
        migrations.AddField(
            model_name="pipeline",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="stage",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
