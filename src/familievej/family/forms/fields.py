# SPDX-License-Identifier: EUPL-1.2
"""Fields that several forms share."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base import cpr
from familievej.base.dayfield import DanishDateField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from familievej.people.models import Person

NEW = "new"
_PHONE = re.compile(r"\+?[\d\s()\-]{6,24}")


class NewIdField(forms.UUIDField):
    """The id of the record that the form makes: the same form sent twice makes it once."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid.uuid4)


class PastDayField(DanishDateField):
    """A day up to today: what has begun or ended."""

    size = "short"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(lean="past", **kwargs)

    def validate(self, value: dt.date | None) -> None:
        """Refuse a day that has not come."""
        super().validate(value)
        if value is not None and value > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Write a day up to today."))


class BornField(DanishDateField):
    """A day that may lie far back, or ahead."""

    size = "short"


class CprField(forms.CharField):
    """A CPR number as people write it; cleans to ten digits."""

    size = "short"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("CPR number"))
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(widget=widget, max_length=16, **kwargs)

    def clean(self, value: Any) -> str:
        """Raises ValidationError that never repeats the number."""
        text: str = super().clean(value)
        return cpr.clean(text) if text else ""


class PersonField(forms.ChoiceField):
    """One of the ``persons`` that the reader may see, shown by what they are called; cleans to a Person.

    With the words ``new`` one can also choose somebody who is not there yet; that cleans to None.
    """

    def __init__(self, *, new: str | _StrPromise = "", **kwargs: Any) -> None:
        self._new = new
        kwargs.setdefault("error_messages", {"required": _("Choose a person.")})
        super().__init__(**kwargs)
        self.persons = ()

    @property
    def persons(self) -> Sequence[Person]:
        """Whom one can choose."""
        return tuple(self._by_key.values())

    @persons.setter
    def persons(self, persons: Iterable[Person]) -> None:
        self._by_key: dict[str, Person] = {str(person.pk): person for person in persons}
        known = [(key, named(person)) for key, person in self._by_key.items()]
        self.choices = [("", _("Choose a person")), *known, *([(NEW, self._new)] if self._new else [])]

    def clean(self, value: Any) -> Person | None:
        """Raises ValidationError for somebody who is not among the persons."""
        return self._by_key.get(super().clean(value))


class PersonsField(forms.MultipleChoiceField):
    """Several of ``persons``; cleans to a list of Person."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.persons = ()

    @property
    def persons(self) -> Sequence[Person]:
        """Whom one can choose."""
        return tuple(self._by_key.values())

    @persons.setter
    def persons(self, persons: Iterable[Person]) -> None:
        self._by_key: dict[str, Person] = {str(person.pk): person for person in persons}
        self.choices = [(key, named(person)) for key, person in self._by_key.items()]

    def clean(self, value: Any) -> list[Person]:
        """Raises ValidationError for somebody who is not among the persons."""
        return [self._by_key[key] for key in super().clean(value)]


class LinesField(forms.CharField):
    """One value a line; cleans to a list. The message names the line."""

    def __init__(self, *, email: bool = False, **kwargs: Any) -> None:
        self._email = email
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Raises ValidationError."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        for line in lines:
            self._check(line)
        return lines

    def _check(self, line: str) -> None:
        if not self._email:
            if not _PHONE.fullmatch(line):
                raise ValidationError(
                    _("“%(line)s” is no telephone number. Write one number a line."), params={"line": line}
                )
            return
        try:
            validate_email(line)
        except ValidationError as fault:
            raise ValidationError(
                _("“%(line)s” is no e-mail address. Write one address a line."), params={"line": line}
            ) from fault


def named(person: Person) -> str:
    """ "Anton (Anton Lund Mikkelsen)": what the person is called, and the full name where it says more."""
    short, full = person.short_name, person.full_name
    return short if full in (short, "") else f"{short} ({full})"
