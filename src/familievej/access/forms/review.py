# SPDX-License-Identifier: EUPL-1.2
"""The signature under the list of who has access."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.access.models import AccessReview


class SignForm(forms.Form):
    """``seen`` is the fingerprint of the list that stood on the page."""

    review_id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    read = forms.BooleanField(
        label=_("I have read the list, and everybody on it needs the access that they have"),
        error_messages={"required": _("Tick that you have read the list. Mend first what is not right.")},
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=AccessReview._meta.get_field("comment").max_length,
        widget=forms.Textarea,
    )
