from django.db import migrations, models


class Migration(migrations.Migration):
    # The index of the key alone stays: taking it away on PostgreSQL takes the unique index of the
    # standing outcome with it, which stands on the same column.
    dependencies = [("crm", "0010_departures")]

    operations = [
        migrations.AddIndex(
            model_name="dealmovement",
            index=models.Index(
                fields=["deal", "stage"], name="dealmovement_deal_stage"
            ),
        ),
    ]
