# SPDX-License-Identifier: EUPL-1.2
"""A paper beside a note or a contact."""

from __future__ import annotations

import uuid

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familievej.base.uploads import is_too_large


class PaperForm(forms.Form):
    """``attachment_id`` makes a double click harmless."""

    attachment_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        label=gettext_lazy("The paper"),
        help_text=gettext_lazy("PDF, or a picture as PNG or JPEG."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty. Choose another."),
        },
    )


def sent(request: HttpRequest) -> PaperForm:
    """What was sent; a file that was too large to be received at all says so, and not that it is missing."""
    form = PaperForm(request.POST, request.FILES)
    if is_too_large(request):
        form.errors.pop("file", None)
        form.add_error(
            "file",
            _("The file is too large. The most is %(most)d MB.")
            % {"most": settings.FAMILIEVEJ_ATTACHMENT_MB},
        )
    return form
