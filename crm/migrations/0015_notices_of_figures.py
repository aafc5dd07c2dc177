from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("crm", "0014_forecast_calls"),
    ]
    operations: ClassVar = []
