# SPDX-License-Identifier: EUPL-1.2
"""Small forms: finish, deal with what could not wait, examine, ask for a statement."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.base.dayfield import DanishDateField
from familievej.forms.models import MOST_TEXT, Verdict
from familievej.gate.categories import Category
from familievej.people.models import Person

if TYPE_CHECKING:
    from familievej.access.models import Consent, LegalBasis
    from familievej.forms.slots import Who

    # By the value in the form: what it says, and the record.
    Bases = Mapping[str, tuple[str, Consent | LegalBasis]]


def _words(
    label: Any, *, rows: int = 3, most: int = 2000, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=box, help_text=help_text)


class FinishForm(forms.Form):
    """Why something is left out, when something is."""

    left_out = _words(_("Why is it left out?"), most=600, required=False)

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["left_out"]


class SeenToForm(forms.Form):
    """What was done about what could not wait."""

    day = DanishDateField(label=_("When was it done?"), lean="past")
    done = _words(_("What was done?"), most=600, help_text=_("For example “The rent is paid until March”."))


class AboutForm(forms.Form):
    """About the family or one member. ``new_id`` makes a double click harmless."""

    new_id = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.ChoiceField(label=_("About whom?"), required=False)

    def __init__(
        self, data: Any = None, *, people: Sequence[Who], initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"new_id": uuid.uuid4(), **(initial or {})})
        choices = [("", _("the whole family")), *((str(who.id), who.name) for who in people)]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]

    def person(self) -> Person | None:
        """Whom it is about; None for the whole family."""
        about = self.cleaned_data.get("about")
        return Person(pk=uuid.UUID(about)) if about else None


class ClaimForm(AboutForm):
    """What must be examined."""

    said = _words(
        _("What does the family say?"), most=MOST_TEXT, required=False, help_text=_("In their own words.")
    )
    supposed = _words(
        _("What do we suppose?"), most=MOST_TEXT, required=False,
        help_text=_("A supposition, not a finding. It stays open until somebody has examined it."),
    )  # fmt: skip
    field_order = ("about", "said", "supposed")

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        found = self.cleaned_data
        if not (found.get("said") or found.get("supposed")) and not self.errors:
            self.add_error("said", _("Write what the family says, or what you suppose."))
        return found


class ExamineForm(forms.Form):
    """What was found."""

    verdict = forms.ChoiceField(
        label=_("What did it show?"), choices=[(v.value, v.label) for v in Verdict if v != Verdict.OPEN],
        widget=forms.RadioSelect,
    )  # fmt: skip
    day = DanishDateField(label=_("When was it examined?"), lean="past")
    found = _words(_("What was found, and how?"))


class StatementForm(AboutForm):
    """Ask somebody for a statement."""

    partner = forms.CharField(
        label=_("Who is asked?"), max_length=200, help_text=_("For example the class teacher.")
    )
    question = _words(_("What about?"))
    category = forms.ChoiceField(
        label=_("What kind of knowledge is it?"), choices=[("", _("Choose")), *Category.choices],
        help_text=_("Only those who may know it about the person can read the statement."),
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=_("On what basis do you ask?"),
        help_text=_(
            "To ask is to tell that you work with the family. A consent must be about the same person and open for"
            " this; otherwise a paragraph of the law."
        ),
    )
    asked_on = DanishDateField(label=_("Asked on"), lean="past")
    due_on = DanishDateField(label=_("Wanted by"), lean="future")
    field_order = ("about", "partner", "question", "category", "basis", "asked_on", "due_on")

    def __init__(self, data: Any = None, *, bases: Bases, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._bases = bases
        self.fields["basis"].choices = [("", _("Choose")), *((k, label) for k, (label, _b) in bases.items())]  # type: ignore[attr-defined]

    def chosen(self) -> Consent | LegalBasis:
        """What it rests on."""
        return self._bases[self.cleaned_data["basis"]][1]


class ReceiveForm(forms.Form):
    """What they said."""

    day = DanishDateField(label=_("When did it come?"), lean="past")
    answer = _words(_("What did they say?"), rows=6, most=MOST_TEXT)
