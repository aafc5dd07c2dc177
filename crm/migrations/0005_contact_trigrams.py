"""On PostgreSQL, the index by which a search finds contacts: without it each search reads them all."""

import warnings

from django.db import DatabaseError, migrations, transaction

TRIGRAMS = "CREATE INDEX contact_name_trigrams ON crm_contact USING gin (name_key gin_trgm_ops)"


def index(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(schema_editor.connection.alias):
            schema_editor.connection.cursor().execute(TRIGRAMS)
    except DatabaseError as refused:
        warnings.warn(
            f"search works without its index, more slowly: {refused}", stacklevel=1
        )


def unindex(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS contact_name_trigrams")


class Migration(migrations.Migration):
    dependencies = [("crm", "0004_findable")]
    operations = [migrations.RunPython(index, unindex)]
