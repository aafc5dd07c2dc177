"""docs/import.md, written from the kinds themselves so that it is never out of date."""

from __future__ import annotations

from crm.importing.fields import Field
from crm.importing.kind import Kind
from crm.importing.registry import kinds

#: Kinds that ``crm`` itself brings; what others register is listed by ``--fields``.
HERE = "crm."

START = """\
# Importing

    manage.py import_data KIND FILE [--mapping M.json] [--dry-run] [--on-match update|skip|fail]
    manage.py import_data --fields KIND

FILE is CSV with any delimiter and encoding, or an .xlsx workbook (first sheet). The first line names
the columns. Encoding, delimiter, decimal sign and the order of day and month are detected over the
whole file; when a value could be read two ways, the file is refused and the mapping must say.

The answer is JSON: `read` = `created` + `updated` + `skipped` + `rejected`, always. Each rejected
line is in `errors` with its line, column, value and reason; the other lines are imported. Everything
is one transaction: an accident half-way leaves nothing. `--dry-run` reports exactly and writes
nothing. Exit 0 when every row is accounted for, 2 when the file cannot be read (nothing was written).

## Rules

- A row already there is found as each kind says below. `--on-match update` (the default) changes it,
  `skip` leaves it, `fail` rejects the line. In an update an empty cell changes nothing, and what
  changes goes through the same journal as on a page. `unchanged` counts the updated rows that already
  said the same.
- A line repeated in the file counts as skipped; the same row with other values is rejected.
- Related rows are found by external id, then email, then name, without case or accents. A suffix
  decides: `owner.email`, `prospect.external_id`, `product.name`.
- Missing values of lists (source, channel, region, industry, reasons, methods...) and missing teams
  are created and named in `created_values`. A missing person, prospect, product or campaign is an
  error.
- A date without an hour is noon in the organisation's time zone, so that no change of zone moves its
  day; today without an hour is noon, or now if noon is still to come.
- Amounts are without tax. A cell may hold spaces, apostrophes and a currency sign. One sign before
  exactly three digits (1,234) groups thousands unless the file shows that it is the decimal sign.
- A closed deal is written as opened in the first stage of its pipeline and closed from there; an open
  deal as opened in its stage. A deal without `opened_at` is opened now (a closed one: on its closing
  day) and counted in `missing_opened_at`. An unknown open stage is created before the won stage, with
  probability 0 until an administrator says otherwise. Won without amount takes the list price too,
  marked as an estimate.
- `filled` counts, by field, what a rule filled because the file left it out. `ignored_columns` are
  columns that nothing asked for. `warnings` are lines that were imported without one of their values.
- A subscription writes the journal of recurring revenue: its amount a month from its first day on,
  taken out again the day it ends. At 0 it is a trial and writes none. Who pays for what no deal sold is
  a customer from the first payment on, so subscriptions come before departures. A changed amount is
  dated today, an end on its own day; whose it is, since when and in which currency stay.
- A deal won with a recurring amount starts the subscription of its customer on the day of the win, as
  one won by hand does; a renewal takes the place of what ran. `subscriptions_started` counts them. Who
  imports subscriptions from a file of their own leaves the deals' recurring amount out.
- A customer leaves once: of several departures in a file the first line counts. Who was not a customer
  that day cannot leave. A departure ends no subscription.
- Absences, rates, campaigns, costs and visitors are written as on their set-up pages, with a line of
  the audit each. What waited for a rate is priced after the last line of the file, on its own day;
  what has a price keeps it. A rate like 1.068 is refused while nothing in its file shows the decimal
  sign: it could be a thousand times too large.
- Passwords are never imported.

## Mapping

Without a mapping, columns are matched to fields by name, in English or French.

    {
      "columns":   {"File header": "field.path"},
      "constants": {"role": "manager"},
      "defaults":  {"owner": "camille@example.com"},
      "templates": {"email": "{name|slug}@example.com"},
      "values":    {"product": {"GTXPro": "GTX Pro"}},
      "encoding": "cp1252", "delimiter": ";", "decimal": ",", "date_format": "dmy"
    }

`columns` lists the columns to read and ignores the others. `defaults` apply to empty cells only.
A template's holes are fields that a column gives, or columns; filters are `slug`, `lower`, `upper`.
`values` renames what a field's cells say. The last four override what is detected; `date_format` is
`dmy`, `mdy`, `ymd` or a strptime format.

## Fields

A star marks a required field.
"""


def text() -> str:
    """The whole page."""
    own = [kind for kind in kinds().values() if kind.__module__.startswith(HERE)]
    return START + "".join(_section(kind) for kind in own)


def field_list(kind: type[Kind]) -> str:
    """One field a line: path, star when required, meaning."""
    width = max(len(field.path) for field in kind.fields)
    return "\n".join(
        f"{field.path:{width}} {'*' if field.required else ' '} {_meaning(field)}"
        for field in kind.fields
    )


def _section(kind: type[Kind]) -> str:
    rows = "".join(
        f"| `{field.path}`{' *' if field.required else ''} | {_meaning(field)} |\n"
        for field in kind.fields
    )
    return (
        f"\n### {kind.name}\n\nFound by {kind.matched_by}.\n\n"
        f"| field | meaning |\n|---|---|\n{rows}"
    )


def _meaning(field: Field) -> str:
    parts = [str(field.label)]
    if field.words:
        parts.append("one of " + ", ".join(dict.fromkeys(field.words.values())))
    if field.makes:
        parts.append("created when missing")
    if field.note:
        parts.append(field.note)
    return "; ".join(dict.fromkeys(parts))
