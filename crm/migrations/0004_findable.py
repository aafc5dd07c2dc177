"""What rows are found by, filled for those already there; on PostgreSQL, the index that serves it.

Without the right to add the extension, the search works and is slower: a warning says so.
"""

import warnings

from django.db import DatabaseError, migrations, transaction

from crm import findable

PORTION = 1_000
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX prospect_search_trigrams ON crm_prospect USING gin (search_text gin_trgm_ops)",
    "CREATE INDEX deal_name_trigrams ON crm_deal USING gin (name_key gin_trgm_ops)",
)


def fill(apps, schema_editor):
    home = _home(apps)
    contacts = apps.get_model("crm", "Contact")
    inside = {}
    countries = dict(
        apps.get_model("crm", "Prospect").objects.values_list("pk", "country")
    )
    for portion in _portions(contacts.objects.order_by("-is_main", "id")):
        for contact in portion:
            country = countries[contact.prospect_id] or home
            findable.settle_contact(contact, country)
            if contact.archived_at is None:
                inside.setdefault(contact.prospect_id, []).append(contact)
        contacts.objects.bulk_update(portion, findable.CONTACT_COLUMNS, 200)
    prospects = apps.get_model("crm", "Prospect")
    for portion in _portions(prospects.objects.order_by("id")):
        for prospect in portion:
            findable.settle_prospect(prospect, inside.get(prospect.pk, ()), home=home)
        prospects.objects.bulk_update(portion, ["phone_e164", "search_text"], 200)
    deals = apps.get_model("crm", "Deal")
    for portion in _portions(deals.objects.order_by("id")):
        for deal in portion:
            deal.name_key = findable.deal_key(deal.name)
        deals.objects.bulk_update(portion, ["name_key"], 200)


def _home(apps):
    organisation = apps.get_model("crm", "Organisation").objects.first()
    return organisation.country if organisation else "FR"


def _portions(rows):
    kept = []
    for row in rows.iterator(chunk_size=PORTION):
        kept.append(row)
        if len(kept) == PORTION:
            yield kept
            kept = []
    if kept:
        yield kept


def index(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(schema_editor.connection.alias):
            for statement in TRIGRAMS:
                schema_editor.connection.cursor().execute(statement)
    except DatabaseError as refused:
        warnings.warn(
            f"search works without its index, more slowly: {refused}", stacklevel=1
        )


def unindex(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS prospect_search_trigrams")
        schema_editor.execute("DROP INDEX IF EXISTS deal_name_trigrams")


class Migration(migrations.Migration):
    dependencies = [("crm", "0003_desk")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index, unindex),
    ]
