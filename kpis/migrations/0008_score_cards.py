from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("kpis", "0007_targets"),
    ]
    operations: ClassVar = []
