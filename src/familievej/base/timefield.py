# SPDX-License-Identifier: EUPL-1.2
"""Times of day as people write them, and the form field that takes them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familievej.base.dates import say_time

_TIME = re.compile(
    r"(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:\s*[.:]\s*(?P<minute>\d{2})|(?P<joined>\d{2}))?", re.ASCII
)


class NotATimeError(ValueError):
    """The text is no time of day; ``str()`` says in the active language what to write instead."""


def parse_time(text: str) -> dt.time:
    """The time that ``text`` names: 14.30, 14:30, 1430, 14, "kl. 14.30". Raises NotATimeError."""
    found = _TIME.fullmatch(" ".join(text.casefold().split()))
    if not found:
        raise NotATimeError(_("Write the time as 14.30."))
    hour, minute = int(found["hour"]), int(found["minute"] or found["joined"] or 0)
    try:
        return dt.time(hour, minute)
    except ValueError:
        raise NotATimeError(
            _("There is no time %(hour)s.%(minute)s. Hours go to 23 and minutes to 59.")
            % {"hour": hour, "minute": f"{minute:02}"}
        ) from None


class TimeInput(forms.TextInput):
    """A text field for a time of day."""

    def format_value(self, value: Any) -> str | None:
        """The time as the active language writes it; text that was no time comes back as it was typed."""
        if isinstance(value, dt.time):
            return say_time(value)
        return str(value) if value else None


class DanishTimeField(forms.Field):
    """A time of day in any of the ways of :func:`parse_time`; cleans to ``datetime.time`` or None."""

    widget = TimeInput
    default_error_messages = {"required": gettext_lazy("Write the time, for example 14.30.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("For example 14.30."))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.time | None:
        """The typed text as a time. Raises ValidationError with the sentence that says what to mend."""
        if isinstance(value, dt.time):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_time(text)
        except NotATimeError as fault:
            raise ValidationError(str(fault), code="invalid") from fault
