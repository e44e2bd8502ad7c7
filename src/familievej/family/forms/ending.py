# SPDX-License-Identifier: EUPL-1.2
"""When something ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.family.forms.fields import PastDayField


class EndForm(forms.Form):
    """The first day on which it no longer holds."""

    day = PastDayField(label=_("From which day does it no longer hold?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate
