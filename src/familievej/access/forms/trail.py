# SPDX-License-Identifier: EUPL-1.2
"""The officer's search of the trail, and the purpose of every deeper look."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.access.queries.trail import Wanted
from familievej.base import cpr
from familievej.base.dayfield import DanishDateField
from familievej.gate.models import AuditRow

if TYPE_CHECKING:
    from uuid import UUID

PURPOSE_LENGTH = 250


class SearchForm(forms.Form):
    """Everything may be left empty. ``person`` is set by the search for a CPR number, never typed."""

    who = forms.CharField(label=_("Who (part of the name)"), required=False, max_length=100)
    verb = forms.ChoiceField(label=_("What kind"), required=False)
    action = forms.CharField(
        label=_("Which action"),
        help_text=_("The beginning of its name, for example family.page"),
        required=False,
        max_length=80,
    )
    since = DanishDateField(label=_("From"), required=False, lean="past")
    until = DanishDateField(label=_("To and with"), required=False, lean="past")
    family = forms.CharField(label=_("Number of a family"), required=False, max_length=60)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["verb"].choices = [("", _("everything")), *AuditRow.Verb.choices]  # type: ignore[attr-defined]

    def wanted(self, whom: tuple[UUID, ...] | None) -> Wanted:
        """What is asked for; a field with a fault asks for nothing, and says so beside itself."""
        data = self.cleaned_data
        until = data.get("until")
        return Wanted(
            who=data.get("who", ""),
            action=data.get("action", ""),
            verb=data.get("verb", ""),
            since=data.get("since"),
            until=until + dt.timedelta(days=1) if until else None,
            whom=whom,
        )


class NumberForm(forms.Form):
    """A CPR number: sent apart, so that it never stands in an address."""

    number = forms.CharField(
        label=_("CPR number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Write the CPR number.")},
    )

    def clean_number(self) -> str:
        """Ten digits."""
        return cpr.clean(str(self.cleaned_data["number"]))


class PurposeForm(forms.Form):
    """Why the officer looks further. It goes into the trail."""

    purpose = forms.CharField(
        label=_("What do you need it for?"),
        help_text=_("It is written in the log together with your name."),
        max_length=PURPOSE_LENGTH,
        error_messages={"required": _("Write what you need it for.")},
    )
