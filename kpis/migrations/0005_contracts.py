from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kpis", "0003_recurring"), ("kpis", "0004_dashboards")]

    operations = [
        migrations.AddField(
            model_name="dailysnapshot",
            name="contracts_lost",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="dailysnapshot",
            name="contracts_signed",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
    ]
