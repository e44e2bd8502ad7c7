# SPDX-License-Identifier: EUPL-1.2
"""Where people live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.family.forms.fields import NewIdField, PastDayField, PersonsField
from familievej.people.models import Household, Person, ResidenceKind

NEW = "new"


class HomeForm(forms.Form):
    """Persons move into a home that is known, or a new one."""

    persons = PersonsField(
        label=_("Who lives there?"), error_messages={"required": _("Tick at least one person.")}
    )
    kind = forms.ChoiceField(
        label=_("How"),
        choices=ResidenceKind.choices,
        initial=ResidenceKind.REGISTERED,
        widget=forms.RadioSelect,
    )
    starts = PastDayField(label=_("Since"))
    home = forms.ChoiceField(label=_("Which home?"), widget=forms.RadioSelect, initial=NEW)
    street = forms.CharField(label=_("Street and number"), max_length=160, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    name = forms.CharField(
        label=_("What the home is called"),
        max_length=80,
        required=False,
        help_text=_("For example “at mum’s”. Shown in the picture of the family."),
    )
    protected = forms.BooleanField(
        label=_("Protected address"),
        required=False,
        help_text=_("Then only the coordinator and those who live there can see it."),
    )
    new_id = NewIdField()
    sections = (
        ("", "", ("persons", "home")),
        (_("A new address"), "", ("street", "postcode", "town", "name", "protected")),
        ("", "", ("kind", "starts")),
    )

    def __init__(
        self, *args: Any, persons: Sequence[Person], households: Sequence[Household], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].persons = persons  # type: ignore[attr-defined]
        self.households = {str(household.pk): household for household in households}
        known = [(key, said(household)) for key, household in self.households.items()]
        self.fields["home"].choices = [*known, (NEW, _("A new address"))]  # type: ignore[attr-defined]
        if not known:
            self.fields["home"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A new home has a street."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("home") == NEW and not data.get("street"):
            self.add_error("street", _("Write the street and number."))
        return data


def said(household: Household) -> str:
    """ "At mum’s, Birkevej 4, 2860 Søborg"."""
    return ", ".join(part for part in (household.name, household.address) if part)
