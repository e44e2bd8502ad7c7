# SPDX-License-Identifier: EUPL-1.2
"""The forms of emergency access and of its review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from familievej.access.models import EmergencyAccess
from familievej.base import cpr

NOW, LATER = "now", "later"
_REASON = EmergencyAccess._meta.get_field("reason").max_length
_KEPT = EmergencyAccess._meta.get_field("kept_from_family").max_length
_REVIEW = EmergencyAccess._meta.get_field("review").max_length


class _ToldOrKept(forms.Form):
    """Whether the family is told, and if not, why not. A reason that goes with "told" is not kept."""

    def why_not(self) -> str:
        """The reason why not, empty when they are told."""
        return str(self.cleaned_data["kept"]) if self.cleaned_data["tell"] == LATER else ""

    def clean(self) -> dict[str, Any]:
        """Not to tell needs a reason."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("tell") == LATER and not data.get("kept"):
            self.add_error("kept", _("Write why the family is not told yet."))
        return data


class BeginForm(_ToldOrKept):
    """Whom it is about, what happened, and whether the family is told."""

    number = forms.CharField(
        label=_("CPR number of a member of the family"),
        help_text=_("It is not kept, and it is not shown on the next page."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    reference = forms.CharField(
        label=_("or the number of the family"),
        help_text=_("As it stands in the municipality’s register."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("What has happened, and why can it not wait?"),
        help_text=_(
            "The leader reads it today. The family reads it too, unless you keep it from them below."
        ),
        max_length=_REASON,
        widget=forms.Textarea,
        error_messages={"required": _("Write what has happened.")},
    )
    tell = forms.ChoiceField(
        label=_("Is the family told?"),
        choices=[
            (NOW, _("Yes, on their own page, now")),
            (LATER, _("Not yet: it could put somebody in danger")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the family is told.")},
    )
    kept = forms.CharField(
        label=_("If not yet: why?"), required=False, max_length=_KEPT, widget=forms.Textarea
    )

    def clean_number(self) -> str:
        """Ten digits, or nothing."""
        typed = str(self.cleaned_data["number"])
        return cpr.clean(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        """One of the two ways to a family."""
        data = super().clean()
        if "number" in data and not data["number"] and not data.get("reference"):
            raise ValidationError(_("Write a CPR number or the number of a family."))
        return data


class ReviewForm(_ToldOrKept):
    """What the review found. Asks whether the family is told when they were not."""

    review = forms.CharField(
        label=_("What did you find?"),
        help_text=_("Was it needed? Was more looked at than was needed? What happens now?"),
        max_length=_REVIEW,
        widget=forms.Textarea,
        error_messages={"required": _("Write what you found.")},
    )
    tell = forms.ChoiceField(
        label=_("Is the family told now?"),
        choices=[(NOW, _("Yes, on their own page, now")), (LATER, _("Still not"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the family is told.")},
    )
    kept = forms.CharField(
        label=_("If still not: why?"), required=False, max_length=_KEPT, widget=forms.Textarea
    )

    def __init__(self, *args: Any, was_told: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_told:
            del self.fields["tell"], self.fields["kept"]

    def why_not(self) -> str:
        """The reason why the family is still not told, empty when they are or were."""
        return super().why_not() if "tell" in self.fields else ""
