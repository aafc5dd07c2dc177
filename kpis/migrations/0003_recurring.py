from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kpis", "0002_wider_catalogue")]

    operations = [
        migrations.RemoveField(model_name="dailysnapshot", name="won_from_customers"),
        migrations.AddField(
            model_name="dailysnapshot",
            name="mrr",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
    ]
