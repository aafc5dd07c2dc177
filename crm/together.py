"""Several small tables in one query: the rows that hang on one record, whatever their kinds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Expression, JSONField, Model, QuerySet, Value
from django.db.models.functions import JSONObject


def together(**branches: QuerySet[Any]) -> dict[str, list[Any]]:
    """{name: rows} of every queryset, read by one UNION; what they were annotated with comes along.

    Each branch keeps its own order. Rows are loaded whole and unrelated: a foreign key is its id,
    and a name wanted of a related row is annotated (``rep_name=F("rep__full_name")``).
    """
    found: dict[str, list[Any]] = {name: [] for name in branches}
    parts = [_branch(name, rows) for name, rows in branches.items()]
    for name, body, beside in parts[0].union(*parts[1:], all=True):
        found[name].append(_row(branches[name], body, beside or {}))
    for name, rows in branches.items():
        _sort(found[name], rows)
    return found


def _branch(name: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    along = {column: column for column in rows.query.annotations}
    whole: QuerySet[Any] = rows.order_by().annotate(
        which=Value(name),
        body=_WholeRow(rows.model),
        beside=JSONObject(**along) if along else Value(None, JSONField()),
    )
    found: QuerySet[Any, Any] = whole.values_list("which", "body", "beside")
    return found


class _WholeRow(Expression):
    """Every column of the row as one JSON object.

    As ``JSONObject`` writes it; resolving forty columns one by one takes longer than the query.
    """

    output_field = JSONField()

    def __init__(self, model: type[Model], alias: str = "") -> None:
        super().__init__()
        self.model, self.alias = model, alias

    def resolve_expression(self, query: Any = None, *_args: Any, **_more: Any) -> Any:
        return _WholeRow(self.model, query.get_initial_alias())

    def relabeled_clone(self, change_map: Mapping[str, str]) -> _WholeRow:
        return _WholeRow(self.model, change_map.get(self.alias, self.alias))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        table, said = compiler.quote_name_unless_alias(self.alias), connection.ops
        columns = ", ".join(
            f"'{field.attname}', {table}.{said.quote_name(field.column)}"
            for field in self.model._meta.concrete_fields
        )
        made = (
            "JSONB_BUILD_OBJECT" if connection.vendor == "postgresql" else "JSON_OBJECT"
        )
        return f"{made}({columns})", ()


def _fields(rows: QuerySet[Any]) -> dict[str, Any]:
    return {field.attname: field for field in rows.model._meta.concrete_fields}


def _row(rows: QuerySet[Any], body: dict[str, Any], beside: dict[str, Any]) -> Model:
    fields = _fields(rows)
    values = {name: _value(field, body[name]) for name, field in fields.items()}
    row: Model = rows.model(**values)
    row._state.adding = False
    for name, value in beside.items():
        setattr(row, name, value)
    return row


def _value(field: Any, value: Any) -> Any:
    found = field.to_python(value)
    if isinstance(found, datetime) and found.tzinfo is None:
        return found.replace(tzinfo=UTC)  # as SQLite keeps it
    return found


def _sort(found: list[Any], rows: QuerySet[Any]) -> None:
    """By the queryset's plain order: names of columns, a minus for descending."""
    asked = rows.query.order_by or (
        rows.model._meta.ordering if rows.query.default_ordering else ()
    )
    for name in reversed([str(part) for part in asked]):
        column = name.lstrip("-")
        found.sort(
            key=lambda row, column=column: _key(getattr(row, column)),  # type: ignore[misc]
            reverse=name.startswith("-"),
        )


def _key(value: Any) -> tuple[bool, Any]:
    return (value is None, value if value is not None else 0)
