# SPDX-License-Identifier: EUPL-1.2
"""The form that takes an extract in."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from familievej.extract.faults import harmless
from familievej.extract.storage import stored_name
from familievej.extract.target import candidates
from familievej.gate.models import Unit


class ManyFiles(forms.ClearableFileInput):
    """A control that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleans to a list."""

    widget = ManyFiles(attrs={"accept": ".csv,.zip,.xlsx,.parquet"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each file by the rules of one."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class DeliveryForm(forms.Form):
    """``too_large`` says that the request was larger than the limit and its files were not taken in."""

    run_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    delivery = FilesField(
        label=_("Files"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the files of the extract.")},
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.fields["delivery"].help_text = _(
            "The nine CSV or Parquet files together, or one ZIP or XLSX file with all nine. At most %(limit)s MB."
        ) % {"limit": settings.FAMILIEVEJ_UPLOAD_MB}
        self._units = candidates()
        if len(self._units) > 1:
            self.fields["unit"] = forms.ModelChoiceField(
                Unit.objects.filter(pk__in=[unit.pk for unit in self._units]),
                label=_("Unit that new families belong to"),
                empty_label=_("Choose a unit"),
                error_messages={
                    "required": _("Choose the unit that works with the families of this extract.")
                },
            )

    @property
    def unit(self) -> Unit | None:
        """The chosen unit, or the only one; None while there is none at all."""
        chosen = self.cleaned_data.get("unit")
        return chosen or (self._units[0] if len(self._units) == 1 else None)

    def clean_delivery(self) -> list[UploadedFile]:
        """Only what can be part of an extract, and each table once."""
        files: list[UploadedFile] = self.cleaned_data["delivery"]
        if self.too_large:
            raise forms.ValidationError(
                _("The files are larger than %(limit)s MB in all. Send fewer years, or use the command line.")
                % {"limit": settings.FAMILIEVEJ_UPLOAD_MB}
            )
        names = [stored_name(file.name or "") for file in files]
        for file, name in zip(files, names, strict=True):
            if name is None:
                raise forms.ValidationError(
                    _(
                        "“%(name)s” is not part of an extract. Its files are called after their tables, as ratings.csv."
                    )
                    % {"name": harmless(file.name or "")}
                )
            if names.count(name) > 1:
                raise forms.ValidationError(_("“%(name)s” was chosen twice.") % {"name": name})
        if len(files) > 1 and any(str(name).endswith((".zip", ".xlsx")) for name in names):
            raise forms.ValidationError(_("Send a ZIP or XLSX file alone, without other files."))
        return files
