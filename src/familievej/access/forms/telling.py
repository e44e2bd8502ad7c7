# SPDX-License-Identifier: EUPL-1.2
"""The forms of openness: what was shared without the family, and that they have been told."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.models import Telling
from familievej.base.dayfield import DanishDateField
from familievej.people.models import Person

_FIELDS = ("what", "with_whom", "why_without", "told_how")
# The model's own limits, so that the two never disagree.
_LENGTHS: dict[str, int | None] = {
    field.name: field.max_length for field in Telling._meta.fields if field.name in _FIELDS
}


def _past(day: dt.date | None) -> dt.date | None:
    if day is not None and day > timezone.localdate():
        raise ValidationError(_("This day has not come yet. Write a day up to today."))
    return day


class TellingForm(forms.Form):
    """About whom, what, with whom, when, and why the family was not there."""

    telling_id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    about = forms.ChoiceField(label=_("About whom?"), required=False)
    what = forms.CharField(
        label=_("What was shared?"),
        max_length=_LENGTHS["what"],
        widget=forms.Textarea,
        error_messages={"required": _("Write what was shared.")},
    )
    with_whom = forms.CharField(
        label=_("With whom?"),
        help_text=_("Name and workplace, for example “Lise Holm, class teacher, Skovskolen”."),
        max_length=_LENGTHS["with_whom"],
        error_messages={"required": _("Write with whom.")},
    )
    happened_on = DanishDateField(label=_("On which day?"), lean="past")
    why_without = forms.CharField(
        label=_("Why was the family not there?"),
        help_text=_("The family reads this when they have been told."),
        max_length=_LENGTHS["why_without"],
        widget=forms.Textarea,
        error_messages={"required": _("Write why it was without the family.")},
    )

    def __init__(self, *args: Any, members: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(person.pk): person for person in members}
        names = [(pk, person.short_name) for pk, person in self.members.items()]
        self.fields["about"].choices = [("", _("the whole family")), *names]  # type: ignore[attr-defined]
        self.fields["happened_on"].initial = timezone.localdate

    def clean_happened_on(self) -> dt.date | None:
        """Not a day to come."""
        return _past(self.cleaned_data["happened_on"])

    def person(self) -> Person | None:
        """Whom it is about; None for the whole family."""
        return self.members.get(self.cleaned_data["about"])


class ToldForm(forms.Form):
    """When and how they were told."""

    told_on = DanishDateField(label=_("On which day were they told?"), lean="past")
    told_how = forms.CharField(
        label=_("How?"),
        help_text=_("For example “at the meeting at school” or “by telephone to Maria”."),
        required=False,
        max_length=_LENGTHS["told_how"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].initial = timezone.localdate

    def clean_told_on(self) -> dt.date | None:
        """Not a day to come."""
        return _past(self.cleaned_data["told_on"])
