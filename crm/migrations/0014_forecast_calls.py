from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("crm", "0013_revenue_basis"),
    ]
    operations: ClassVar = []
