from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0012_rhythm"),
        ("crm", "0016_customer_lists"),
    ]
    operations: ClassVar = []
