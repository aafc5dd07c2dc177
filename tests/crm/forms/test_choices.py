"""What a list of choices says, and the week as boxes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.test import Client
from django.urls import reverse

from crm.forms.choices import as_on_a_page
from crm.forms.customers import OFFERED
from crm.forms.week import WeekField
from crm.models import User
from tests import factories


class Asked(forms.Form):
    kind = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("own", "own records")])
    grouped = forms.ChoiceField(choices=[("More", [("a", "one")])])


def test_choices_begin_with_a_capital_and_nothing_is_a_dash() -> None:
    form = Asked()
    as_on_a_page(form)
    assert form.fields["kind"].choices == [("", "–"), ("own", "Own records")]
    assert form.fields["grouped"].choices == [("More", [("a", "one")])]


@pytest.mark.parametrize("sent", [["3", "1", "1"], ["31"]])
def test_a_week_is_kept_as_digits_in_order(sent: list[str]) -> None:
    field = WeekField()
    assert field.clean(sent) == "13"
    assert field.prepare_value("13") == ["1", "3"]


@pytest.mark.parametrize("sent", [[], ["8"], ["1\0"], ["x" * 5000]])
def test_a_week_has_a_day_and_no_other_than_seven(sent: list[str]) -> None:
    with pytest.raises(ValidationError):
        WeekField().clean(sent)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["complaint-new", "review-new", "deal-new"])
def test_a_list_to_type_into_writes_out_few_of_many(
    page: str, rep: User, client_of: Callable[[User], Client]
) -> None:
    many = [factories.prospect(owner=rep, name=f"Firm {n:02}") for n in range(55)]
    oldest = {"prospect": many[0].pk}
    shown = client_of(rep).get(reverse(f"crm:{page}"), oldest).content.decode()
    assert shown.count(">Firm ") == OFFERED + 1
    assert f'<option value="{many[0].pk}" selected>' in shown
    assert '<option value="">Type a name</option>' in shown
    assert "---------" not in shown
