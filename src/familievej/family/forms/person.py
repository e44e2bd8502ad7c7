# SPDX-License-Identifier: EUPL-1.2
"""A person: registered, corrected, reached, numbered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base import cpr
from familievej.family.forms.fields import BornField, CprField, LinesField, NewIdField, PastDayField
from familievej.people.models import MemberRole, Sex

PERSON_FIELDS = (
    "given_name", "family_name", "called_name", "sex", "birth_date", "due_date", "language", "interpreter",
)  # fmt: skip


class PersonFields(forms.Form):
    """What is asked about every person; a name that they are called by is enough."""

    given_name = forms.CharField(label=_("First names"), max_length=120, required=False)
    family_name = forms.CharField(label=_("Last name"), max_length=120, required=False)
    called_name = forms.CharField(
        label=_("Called"),
        max_length=80,
        required=False,
        help_text=_("What the family says, if it is another name."),
    )
    sex = forms.ChoiceField(
        label=_("Sex"), choices=Sex.choices, initial=Sex.OTHER, widget=forms.RadioSelect, required=False
    )
    birth_date = BornField(label=_("Born"), required=False, lean="past")
    due_date = BornField(
        label=_("Expected"), required=False, lean="future", help_text=_("For a child who is not born yet.")
    )
    language = forms.CharField(
        label=_("Language"), max_length=40, required=False, help_text=_("If it is another than Danish.")
    )
    interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)

    def clean_sex(self) -> str:
        """Not saying is also an answer."""
        return str(self.cleaned_data["sex"] or Sex.OTHER)

    def clean(self) -> dict[str, Any]:
        """Names and days that fit together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not (data.get("given_name") or data.get("called_name")) and not self._named_elsewhere():
            self.add_error("given_name", _("Write a first name, or what the person is called."))
        self._days(data)
        return data

    def _named_elsewhere(self) -> bool:
        return False

    def _days(self, data: dict[str, Any]) -> None:
        born, due = data.get("birth_date"), data.get("due_date")
        if born and born > timezone.localdate():
            self.add_error("birth_date", _("This day has not come yet. Write it under “Expected”."))
        if born and due:
            self.add_error("due_date", _("The child is born. Take this day away, or the birthday."))

    def person_fields(self) -> dict[str, Any]:
        """The cleaned fields of the person."""
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}


class NewPersonFields(PersonFields):
    """A person who is not here yet, with what one then also knows."""

    person_id = NewIdField()
    cpr = CprField(required=False, help_text=_("Kept encrypted, and hidden until somebody asks for it."))
    phone = LinesField(label=_("Telephone"), help_text=_("One number a line."))

    def _days(self, data: dict[str, Any]) -> None:
        number = data.get("cpr")
        if number:
            told = cpr.birth_date(number)
            if data.get("birth_date") is None and not self.errors.get("birth_date"):
                data["birth_date"] = told
            elif data.get("birth_date") not in (None, told):
                self.add_error("cpr", _("The number and the birthday do not fit. Correct one of the two."))
        super()._days(data)


class MemberFields(forms.Form):
    """What somebody is in the family, and since when."""

    role = forms.ChoiceField(
        label=_("In the family as"), choices=MemberRole.choices, widget=forms.RadioSelect
    )
    starts = PastDayField(
        label=_("In the family since"), help_text=_("For a child often the birthday. For example 3/5-2026.")
    )
    index_child = forms.BooleanField(
        label=_("The child in the middle"),
        required=False,
        help_text=_("The child whom the effort began with. Only one at a time."),
    )

    def clean(self) -> dict[str, Any]:
        """Only a child is the child in the middle."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("index_child") and data.get("role") not in (None, MemberRole.CHILD):
            self.add_error("index_child", _("Only somebody who is in the family as a child."))
        return data


class NewMemberForm(NewPersonFields, MemberFields):
    """Somebody who is not here yet joins the family."""

    sections = (
        (_("Who is it?"), "", ("given_name", "family_name", "called_name", "birth_date", "due_date", "sex")),
        (_("In the family"), "", ("role", "starts", "index_child")),
        (_("Also good to know"), "", ("language", "interpreter", "phone", "cpr")),
    )

    def clean(self) -> dict[str, Any]:
        """Nobody joins before they are born."""
        data = super().clean()
        born, starts = data.get("birth_date"), data.get("starts")
        if born and starts and starts < born:
            self.add_error("starts", _("That is before the birthday. Correct one of the two days."))
        return data


class KnownMemberForm(MemberFields):
    """Somebody who is here already joins the family."""


class PersonForm(PersonFields):
    """Correct what stands about a person. ``edition`` is what the writer saw."""

    deceased_on = PastDayField(label=_("Died"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput)
    sections = (
        (_("Name"), "", ("given_name", "family_name", "called_name")),
        (_("Born"), "", ("birth_date", "due_date", "sex", "deceased_on")),
        (_("Language"), "", ("language", "interpreter")),
    )

    def __init__(self, *args: Any, from_register: bool = False, **kwargs: Any) -> None:
        self._from_register = from_register
        super().__init__(*args, **kwargs)

    def _named_elsewhere(self) -> bool:
        return self._from_register

    def person_fields(self) -> dict[str, Any]:
        """The cleaned fields of the person."""
        return {**super().person_fields(), "deceased_on": self.cleaned_data["deceased_on"]}


class ReachForm(forms.Form):
    """All telephone numbers and e-mail addresses of a person, so that none is lost by showing only the first."""

    phones = LinesField(label=_("Telephone"), help_text=_("One number a line."))
    emails = LinesField(label=_("E-mail"), email=True, help_text=_("One address a line."))


class CprForm(forms.Form):
    """Write a CPR number, or correct it."""

    cpr = CprField(help_text=_("Six digits and four. Kept encrypted."))

    def __init__(self, *args: Any, born: Any = None, **kwargs: Any) -> None:
        self._born = born
        super().__init__(*args, **kwargs)

    def clean_cpr(self) -> str:
        """The number begins with the birthday, where that is known."""
        number: str = self.cleaned_data["cpr"]
        if self._born is not None and cpr.birth_date(number) != self._born:
            raise ValidationError(_("The number and the birthday do not fit. Correct one of the two."))
        return number


class FindByCprForm(forms.Form):
    """Find somebody by CPR number: sent in the body, never in the address."""

    cpr = CprField()
