"""Forms about a customer: who, then which of their people and deals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from crm.models import Contact, Deal, Prospect, User

#: How many prospects are offered before a letter is typed; the others are found by typing.
OFFERED = 50
#: Choosing another customer asks for the form again: its people and deals are others.
AGAIN = {
    "hx-target": "#sheet-content",
    "hx-include": "closest form",
    "hx-params": "not csrfmiddlewaretoken",
}


def offer_few(field: Any, rows: QuerySet[Prospect], chosen: Prospect | None) -> None:
    """The newest of the rows and the chosen one; the field takes them all, found by typing."""
    field.queryset = rows
    newest = rows.order_by("-detected_at", "-id").values_list("pk", "name")
    few = list(newest[:OFFERED])
    if chosen and (chosen.pk, chosen.name) not in few:
        few.insert(0, (chosen.pk, chosen.name))
    field.widget.choices = [("", ""), *few]
    url = reverse_lazy("crm:prospect-find")
    field.widget.attrs |= {"data-picker": "", "data-picker-url": url}


def one_of(rows: QuerySet[Prospect], value: Any) -> Prospect | None:
    """The row this value of a form names, if it names one of them."""
    pk = str(value or "")
    known = pk.isascii() and pk.isdecimal() and len(pk) < 19
    return rows.filter(pk=int(pk)).first() if known else None


class AboutCustomer(forms.Form):
    prospect = forms.ModelChoiceField(
        Prospect.objects.none(), label=_("Customer"), required=False
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(), label=_("Contact"), required=False
    )
    deal = forms.ModelChoiceField(Deal.objects.none(), label=_("Deal"), required=False)

    def __init__(self, *args: Any, user: User, again: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Prospect.objects.changeable_by(user).current()
        chosen = self._chosen(mine)
        who = self.fields["prospect"]
        offer_few(who, mine, chosen)
        who.widget.attrs |= AGAIN | ({"hx-get": again} if again else {})
        self._inside(chosen)

    def _chosen(self, mine: QuerySet[Prospect]) -> Prospect | None:
        value = self.data.get("prospect") if self.is_bound else None
        return one_of(mine, value or self.initial.get("prospect"))

    def _inside(self, prospect: Prospect | None) -> None:
        """Contacts and deals are those of the customer; without one there are none."""
        if prospect is None:
            del self.fields["contact"], self.fields["deal"]
            return
        people = prospect.contacts.filter(archived_at__isnull=True).order_by("name")
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]
        self.fields["deal"].queryset = self.deals_of(prospect)  # type: ignore[attr-defined]

    def deals_of(self, prospect: Prospect) -> QuerySet[Deal]:
        """What can be talked about: what was sold."""
        return prospect.deals.won().order_by("-won_at")

    def about(self) -> dict[str, Any]:
        """The customer with what was chosen of theirs."""
        names = ("prospect", "contact", "deal")
        return {name: self.cleaned_data.get(name) for name in names}
