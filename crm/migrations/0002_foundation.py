"""The first rows, and the rule that one person's memberships never overlap.

PostgreSQL has exclusion constraints for it. SQLite has not: two triggers do the same there. A later
migration that rebuilds ``crm_membership`` on SQLite drops its triggers and must call ``no_overlap``
again; ``tests/crm/models/test_people.py`` fails when that is forgotten.
"""

from django.db import migrations

from crm.foundation import lay_foundation

EXCLUSION = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE crm_membership ADD CONSTRAINT membership_no_overlap
EXCLUDE USING gist (user_id WITH =, daterange(from_on, to_on, '[)') WITH &&);
"""
TRIGGER = """
CREATE TRIGGER membership_no_overlap_{event} BEFORE {event} ON crm_membership
WHEN EXISTS (
    SELECT 1 FROM crm_membership AS other
    WHERE other.user_id = NEW.user_id AND other.id IS NOT NEW.id
    AND (other.from_on IS NULL OR NEW.to_on IS NULL OR other.from_on < NEW.to_on)
    AND (other.to_on IS NULL OR NEW.from_on IS NULL OR NEW.from_on < other.to_on)
)
BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: membership_no_overlap'); END
"""


def no_overlap(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(EXCLUSION)
    else:
        for event in ("insert", "update"):
            schema_editor.execute(TRIGGER.format(event=event))


def overlap(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE crm_membership DROP CONSTRAINT membership_no_overlap"
        )
    else:
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER membership_no_overlap_{event}")


def first_rows(apps, schema_editor):
    lay_foundation(apps)


class Migration(migrations.Migration):
    dependencies = [("crm", "0001_initial")]
    operations = [
        migrations.RunPython(first_rows, migrations.RunPython.noop),
        migrations.RunPython(no_overlap, overlap),
    ]
