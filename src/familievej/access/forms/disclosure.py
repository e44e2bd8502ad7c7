# SPDX-License-Identifier: EUPL-1.2
"""The forms of what is shared without consent, and of the paragraphs that it rests on."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.actions.consent import To
from familievej.access.forms.consent import FAMILY
from familievej.access.models import LegalBasis
from familievej.access.shareable import SHAREABLE
from familievej.base.dayfield import DanishDateField
from familievej.gate.models import Unit

if TYPE_CHECKING:
    from familievej.people.models import Person


class SharingForm(forms.Form):
    """What the two kinds have in common."""

    disclosure_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    about = forms.ChoiceField(label=_("Who is it about?"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        label=_("Which place?"), queryset=Unit.objects.all(), required=False, empty_label=_("none of these")
    )
    purpose = forms.CharField(
        label=_("Why is it necessary?"),
        widget=forms.Textarea,
        max_length=400,
        help_text=_("The family reads this."),
        error_messages={"required": _("Write why it is necessary.")},
    )

    def __init__(self, *args: Any, members: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = {str(person.pk): person for person in members}
        field = self.fields["about"]
        if isinstance(field, forms.ChoiceField):
            named = [(pk, person.short_name) for pk, person in self._members.items()]
            field.choices = [(FAMILY, _("what the family has together")), *named]

    @property
    def person(self) -> Person | None:
        """Whom it is about; None for what the family has together."""
        return self._members.get(self.cleaned_data["about"])


class StatuteForm(SharingForm):
    """Share for a time on a paragraph of the law."""

    legal_basis = forms.ModelChoiceField(
        label=_("Law and paragraph"),
        queryset=LegalBasis.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the paragraph that it rests on.")},
    )
    categories = forms.MultipleChoiceField(
        label=_("What may they know?"),
        choices=[(c.value, c.label) for c in SHAREABLE],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that may be known.")},
    )
    until = DanishDateField(label=_("Until"), lean="future")
    field_order = ("disclosure_id", "about", "legal_basis", "categories", "unit", "until", "purpose")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].required = True
        bases = self.fields["legal_basis"]
        if isinstance(bases, forms.ModelChoiceField):
            bases.queryset = LegalBasis.objects.as_of(timezone.localdate()).order_by("paragraph")

    def clean_until(self) -> dt.date | None:
        """A day to come."""
        until: dt.date | None = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a day to come."))
        return until

    def terms(self) -> dict[str, Any]:
        """The arguments of the action."""
        data = self.cleaned_data
        return {
            "person": self.person,
            "to": To(unit=data["unit"]),
            "purpose": data["purpose"],
            "categories": data["categories"],
            "legal_basis": data["legal_basis"],
            "ends_at": timezone.make_aware(dt.datetime.combine(data["until"], dt.time())),
            "disclosure_id": data["disclosure_id"],
        }


class OnceForm(SharingForm):
    """Write down what was shared on one occasion."""

    what = forms.CharField(
        label=_("What was shared?"),
        widget=forms.Textarea,
        max_length=600,
        error_messages={"required": _("Write what was shared.")},
    )
    outside = forms.CharField(label=_("Or somebody else, by name"), required=False, max_length=160)
    day = DanishDateField(label=_("When?"), lean="past")
    field_order = ("disclosure_id", "about", "what", "unit", "outside", "day", "purpose")

    def clean_day(self) -> dt.date | None:
        """A day that has been."""
        day: dt.date | None = self.cleaned_data["day"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Write down what has been shared."))
        return day

    def clean(self) -> dict[str, Any]:
        """To one place or one name."""
        data = super().clean() or self.cleaned_data
        if bool(data.get("unit")) == bool(data.get("outside")):
            self.add_error("unit", _("Choose a place, or write a name: one of the two."))
        return data

    def terms(self) -> dict[str, Any]:
        """The arguments of the action."""
        data = self.cleaned_data
        at = timezone.make_aware(dt.datetime.combine(data["day"], dt.time(12)))
        at = min(at, timezone.now())
        return {
            "person": self.person,
            "to": To(unit=data["unit"], outside=data["outside"]),
            "purpose": data["purpose"],
            "once": True,
            "what": data["what"],
            "starts_at": at,
            "ends_at": at,
            "disclosure_id": data["disclosure_id"],
        }


class BasisForm(forms.Form):
    """A paragraph that can be chosen from a day on."""

    paragraph = forms.CharField(label=_("Law and paragraph"), max_length=160)
    scope = forms.CharField(label=_("What it covers"), widget=forms.Textarea, max_length=400)
    note = forms.CharField(label=_("Note"), required=False, max_length=400)
    confirmed_by = forms.CharField(
        label=_("Confirmed by"), required=False, max_length=160, help_text=_("The lawyer’s name.")
    )
    starts = DanishDateField(label=_("From"))


class ConfirmForm(forms.Form):
    """Who stands by a paragraph."""

    confirmed_by = forms.CharField(label=_("Confirmed by"), max_length=160, help_text=_("The lawyer’s name."))
