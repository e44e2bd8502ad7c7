# SPDX-License-Identifier: EUPL-1.2
"""Hide a record from somebody, and look at it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base.dayfield import DanishDateField
from familievej.gate.models import Restriction

PERSON, USER = "person", "user"
HALF_A_YEAR = dt.timedelta(days=182)


def in_half_a_year() -> dt.date:
    """When it is looked at again unless somebody chooses another day."""
    return timezone.localdate() + HALF_A_YEAR


class WhyForm(forms.Form):
    """Why, and until when."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("For example “The child has said it in confidence” or “It could bring her in danger”."),
        max_length=Restriction._meta.get_field("reason").max_length,
        error_messages={"required": _("Write why it is hidden. Who looks at it again must understand it.")},
    )
    review_on = DanishDateField(
        label=_("Look at it again on"),
        help_text=_("On that day it stands on “Today”. It stays hidden until somebody shows it again."),
        lean="future",
        initial=in_half_a_year,
    )


class HideForm(WhyForm):
    """From whom, why, until when. ``persons`` are (id, name) of the family, ``staff`` (id, name, title)."""

    whom = forms.MultipleChoiceField(
        label=_("From whom?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose whom it is hidden from.")},
    )
    field_order = ("whom", "reason", "review_on")

    def __init__(
        self,
        *args: Any,
        persons: Sequence[tuple[UUID, str]],
        staff: Sequence[tuple[UUID, str, str | None]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        family = [(f"{PERSON}:{pk}", name) for pk, name in persons]
        work = [(f"{USER}:{pk}", f"{name}, {title}" if title else name) for pk, name, title in staff]
        self.fields["whom"].choices = [*family, *work]  # type: ignore[attr-defined]

    def chosen(self, kind: str) -> list[UUID]:
        """The ids of the persons, or of the users, that were ticked."""
        return [
            UUID(value.partition(":")[2]) for value in self.cleaned_data["whom"] if value.startswith(kind)
        ]
