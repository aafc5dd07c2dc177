from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0009_coaching"),
        ("crm", "0014_forecast_calls"),
    ]
    operations: ClassVar = []
