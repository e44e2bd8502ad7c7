# SPDX-License-Identifier: EUPL-1.2
"""Why what has been kept long enough is deleted."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.access.models import RetentionRun


class CountForm(forms.Form):
    """``run_id`` makes a double click harmless."""

    run_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class DeleteForm(CountForm):
    """Who decided it, and why."""

    reason = forms.CharField(
        label=_("Who decided it, and why?"),
        help_text=_("It is written in the log together with your name. Name nobody of a family."),
        max_length=RetentionRun._meta.get_field("reason").max_length,
        error_messages={"required": _("Write who decided it and why. It is written in the log.")},
    )
