# SPDX-License-Identifier: EUPL-1.2
"""Around the family: its network, and the units that are involved."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.family.forms.fields import NewIdField, PastDayField, PersonsField
from familievej.gate.models import Unit
from familievej.people.models import Person

NETWORK_FIELDS = ("name", "role", "resource", "phone", "may_be_contacted")


class NetworkForm(forms.Form):
    """Somebody whom the family can lean on."""

    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.CharField(
        label=_("Who they are to the family"),
        max_length=120,
        help_text=_("For example grandmother, trainer, neighbour."),
    )
    resource = forms.CharField(
        label=_("What they can help with"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    may_be_contacted = forms.BooleanField(
        label=_("The family says that they may be contacted"), required=False
    )
    starts = PastDayField(label=_("Since"))
    new_id = NewIdField()


class InvolvementForm(forms.Form):
    """A unit is involved with members of the family."""

    persons = PersonsField(
        label=_("About whom?"), error_messages={"required": _("Tick at least one person.")}
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.select_related("area"), empty_label=_("Choose a unit")
    )
    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    contact_role = forms.CharField(
        label=_("As"), max_length=120, required=False, help_text=_("For example class teacher, adviser.")
    )
    contact_phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    meeting_place = forms.CharField(label=_("Where they meet"), max_length=160, required=False)
    plan_name = forms.CharField(
        label=_("Plan in force"),
        max_length=160,
        required=False,
        help_text=_("It stays in force where it is."),
    )
    starts = PastDayField(label=_("Since"))
    new_id = NewIdField()

    def __init__(self, *args: Any, persons: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].persons = persons  # type: ignore[attr-defined]
        unit: forms.ModelChoiceField[Unit] = self.fields["unit"]  # type: ignore[assignment]
        units = Unit.objects.select_related("area").order_by("area__name", "name")
        grouped = [
            (area, [(str(one.pk), one.name) for one in there])
            for area, there in groupby(units, key=lambda one: one.area.name)
        ]
        unit.widget.choices = [("", _("Choose a unit")), *grouped]

    def facts(self) -> dict[str, Any]:
        """The cleaned fields of an involvement."""
        names = ("contact_name", "contact_role", "contact_phone", "meeting_place", "plan_name", "starts")
        return {name: self.cleaned_data[name] for name in names}
