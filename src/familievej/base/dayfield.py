# SPDX-License-Identifier: EUPL-1.2
"""Form fields that take what people type."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base.dates import Lean, NotADayError, parse_day


class DayInput(forms.TextInput):
    """A text field for a day.

    Shows 3/5-2026, which reads the same in both languages and can be typed on any keyboard.
    """

    def format_value(self, value: Any) -> str | None:
        """The day as 3/5-2026; text that was no day comes back as it was typed."""
        if isinstance(value, dt.date):
            return f"{value.day}/{value.month}-{value.year}"
        return str(value) if value else None


class DanishDateField(forms.Field):
    """A day in any of the ways of ``base.dates.parse_day``; cleans to ``datetime.date`` or None.

    ``lean`` says which year is meant when none is typed: "past" for what has happened, "future" for what is agreed.
    """

    widget = DayInput
    default_error_messages = {"required": _("Write the day, for example 3/5.")}

    def __init__(self, *, lean: Lean = "nearest", **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 3/5 or 3/5-2026."))
        super().__init__(**kwargs)
        self.lean: Lean = lean

    def to_python(self, value: Any) -> dt.date | None:
        """The typed text as a day. Raises ValidationError with the sentence that says what to mend."""
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_day(text, timezone.localdate(), self.lean)
        except NotADayError as fault:
            raise ValidationError(str(fault), code="invalid") from fault

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The same day written another way is no change."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
