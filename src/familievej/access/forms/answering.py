# SPDX-License-Identifier: EUPL-1.2
"""Whose data are asked for, by whom, and in which case."""

from __future__ import annotations

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from familievej.access.forms.trail import PURPOSE_LENGTH
from familievej.base import cpr

_NUMBER = {"autocomplete": "off", "inputmode": "numeric"}


class AnswerForm(forms.Form):
    """CPR numbers are sent in the body only: they never stand in an address."""

    answer_id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("CPR number of the person"),
        max_length=20,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": _("Write the CPR number.")},
    )
    receiver = forms.CharField(
        label=_("CPR number of whoever asks"),
        help_text=_("Only when somebody with custody asks on behalf of a child."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    purpose = forms.CharField(
        label=_("Which case is it for?"),
        help_text=_(
            "For example the number of the request. It is written in the log together with your name."
        ),
        max_length=PURPOSE_LENGTH,
        error_messages={"required": _("Write which case it is for.")},
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=settings.LANGUAGES)

    def clean_number(self) -> str:
        """Ten digits."""
        return cpr.clean(str(self.cleaned_data["number"]))

    def clean_receiver(self) -> str:
        """Ten digits, or nothing."""
        number = str(self.cleaned_data["receiver"]).strip()
        return cpr.clean(number) if number else ""
