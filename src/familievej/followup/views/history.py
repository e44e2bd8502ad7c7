# SPDX-License-Identifier: EUPL-1.2
"""All contacts and notes of a family, newest first."""

from __future__ import annotations

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from familievej.followup.models import ContactKind
from familievej.followup.queries import Wanted, agreed_ahead, history
from familievej.followup.queries.history import CONTACTS, NOTES
from familievej.followup.views.opened import Opened, opened
from familievej.gate import audit, rules


class WantedForm(forms.Form):
    """What the reader looks for; it stands in the address."""

    what = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Contacts and notes")),
            (CONTACTS, _("Contacts only")),
            (NOTES, _("Notes only")),
            *ContactKind.choices,
        ],
    )
    person = forms.TypedChoiceField(
        label=_("Notes about"), required=False, coerce=uuid.UUID, empty_value=None
    )
    text = forms.CharField(label=_("With the words"), required=False, max_length=200)

    def __init__(self, *args: object, people: dict[uuid.UUID, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        whom = [(str(pk), name) for pk, name in people.items()]
        self.fields["person"].choices = [("", _("Everybody")), *whom]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What could be understood; the rest is said at its field and left out."""
        self.is_valid()
        found = self.cleaned_data
        return Wanted(found.get("what") or "", found.get("person"), found.get("text") or "")


@rules.staff
@require_GET
def contacts(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """What is agreed ahead on top, then what happened; filtered by the address."""
    found = opened(request, family_id)
    form = WantedForm(request.GET, people=found.people())
    wanted = form.wanted()
    page, entries = history(
        found.actor, family_id, wanted, until=found.moment, number=request.GET.get("page", 1)
    )
    first = wanted.is_everything and page.number == 1
    ahead = agreed_ahead(found.actor, family_id, found.moment) if first else []
    _log(found, {subject for entry in (*ahead, *entries) for subject in entry.subjects})
    context = {
        "opened": found,
        "form": form,
        "wanted": wanted,
        "page": page,
        "entries": entries,
        "ahead": ahead,
        "now": found.moment,
        "crumbs": found.crumbs(),
    }
    return render(request, "followup/contacts.html", context)


def _log(found: Opened, subjects: set[uuid.UUID]) -> None:
    audit.read(found.actor, "followup.contacts", subjects={found.family.pk, *subjects}, basis=found.basis)
