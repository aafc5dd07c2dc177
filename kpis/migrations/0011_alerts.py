from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0010_forecasts"),
        ("crm", "0015_notices_of_figures"),
    ]
    operations: ClassVar = []
