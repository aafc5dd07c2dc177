"""Lists an admin keeps: no two values read the same, and merging can be undone to the row."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import translation

from crm.models import (
    AuditEntry,
    Channel,
    ContactMethod,
    LossReason,
    Source,
    Tag,
    User,
    VisitorCount,
)
from crm.services import list_merging, lists, way_back
from tests import factories
from tests.factories import NOW


def _add(model: Any, name: str, admin: User, **extra: Any) -> Any:
    return lists.add_value(model=model, name=name, by=admin, now=NOW, **extra)


def _merge(model: Any, value: Any, into: Any, admin: User) -> Any:
    return list_merging.merge_values(
        model=model, value_id=value.pk, into_id=into.pk, by=admin, now=NOW
    )


def _tables() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of facts, what only tells of writes left out."""
    told = {"auditentry", "wayback"}
    return {
        model._meta.model_name: sorted(model._base_manager.values_list(), key=repr)
        for model in apps.get_app_config("crm").get_models(include_auto_created=True)
        if model._meta.model_name not in told
    }


def test_no_two_values_read_the_same(admin: User) -> None:
    _add(Source, "Trade shows", admin)
    with pytest.raises(ValidationError):
        _add(Source, "TRADE  shows", admin)
    with translation.override("fr"), pytest.raises(ValidationError):
        _add(Source, "salons", admin)
    other = _add(Source, "Fairs", admin)
    with pytest.raises(ValidationError):
        lists.edit_value(
            model=Source, value_id=other.pk, name="trade shows", by=admin, now=NOW
        )
    assert (other.position, other.name) == (2, "Fairs")


def test_a_shipped_name_left_as_it_reads_is_not_renamed(admin: User) -> None:
    price = _add(LossReason, "Price", admin)
    with translation.override("fr"):
        lists.edit_value(
            model=LossReason,
            value_id=price.pk,
            name="Prix",
            needs_competitor=True,
            by=admin,
            now=NOW,
        )
    price.refresh_from_db()
    assert (price.name, price.needs_competitor) == ("Price", True)


def test_put_in_order_retired_and_restored(admin: User) -> None:
    one, two, three = (_add(Tag, name, admin) for name in ("One", "Two", "Three"))
    act = {"model": Tag, "by": admin, "now": NOW}
    lists.move_value(value_id=three.pk, step=-1, **act)
    assert [str(tag) for tag in Tag.objects.all()] == ["One", "Three", "Two"]
    lists.move_value(value_id=one.pk, step=-1, **act)
    lists.retire_value(value_id=two.pk, retired=True, **act)
    assert list(Tag.objects.current()) == [one, three]
    with pytest.raises(ValidationError):
        lists.move_value(value_id=two.pk, step=1, **act)
    with pytest.raises(ValidationError, match="restore it"):
        _add(Tag, "two", admin)
    lists.retire_value(value_id=two.pk, retired=False, **act)
    assert Tag.objects.current().count() == 3


def test_what_is_used_or_relied_on_is_not_deleted(admin: User, rep: User) -> None:
    used, idle = _add(Source, "Used", admin), _add(Source, "Idle", admin)
    factories.prospect(owner=rep, source=used)
    call = ContactMethod.objects.exclude(code="").first()
    assert call is not None
    for model, row in ((Source, used), (ContactMethod, call)):
        with pytest.raises(ValidationError):
            lists.delete_value(model=model, value_id=row.pk, by=admin, now=NOW)
    back = lists.delete_value(model=Source, value_id=idle.pk, by=admin, now=NOW)
    assert list(Source.objects.all()) == [used]
    way_back.undo(way_back_id=back.pk, by=admin, now=NOW)
    assert Source.objects.count() == 2
    with pytest.raises(ValidationError):
        _merge(ContactMethod, call, ContactMethod.objects.exclude(pk=call.pk)[0], admin)


def test_merging_moves_every_row_and_undo_restores_them(admin: User, rep: User) -> None:
    old, new = _add(Source, "Fair", admin), _add(Source, "Trade fair", admin)
    tags = [_add(Tag, name, admin) for name in ("VIP", "Key account")]
    both = factories.prospect(owner=rep, source=old)
    one = factories.prospect(owner=rep, source=new)
    both.tags.set(tags)
    one.tags.set(tags[:1])
    deal = factories.deal(owner=rep, prospect=both, source=old)
    before = _tables()

    sources = _merge(Source, old, new, admin)
    words = _merge(Tag, tags[0], tags[1], admin)

    for row in (both, deal):
        row.refresh_from_db()
        assert row.source == new
    assert list(both.tags.all()) == list(one.tags.all()) == [tags[1]]
    assert not Source.objects.filter(pk=old.pk).exists()
    merged = AuditEntry.objects.filter(action="merged").first()
    assert merged is not None
    assert merged.changes["rows"] == [None, 2]

    for back in (words, sources):
        way_back.undo(way_back_id=back.pk, by=admin, now=NOW)
    after = _tables()
    # Undoing goes on with the versions: a form that saw the row before must not overwrite it.
    for name in ("prospect", "deal"):
        assert len(after.pop(name)) == len(before.pop(name))
    assert after == before
    both.refresh_from_db()
    deal.refresh_from_db()
    assert both.source == deal.source == old


def test_many_rows_move_in_one_statement_a_table(
    admin: User, rep: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_merging, "MOST_UNDONE", 1)
    old, new = _add(Source, "Fair", admin), _add(Source, "Trade fair", admin)
    for _ in range(3):
        factories.prospect(owner=rep, source=old)
    assert _merge(Source, old, new, admin) is None
    assert new.prospects.count() == 3


def test_what_cannot_be_added_up_is_not_merged(admin: User) -> None:
    ads, web = _add(Channel, "Ads", admin), _add(Channel, "Web", admin)
    for channel in (ads, web):
        VisitorCount.objects.create(day=NOW.date(), channel=channel, visitors=5)
    with pytest.raises(ValidationError, match="Both have"):
        _merge(Channel, ads, web, admin)
    assert VisitorCount.objects.count() == Channel.objects.count() == 2
