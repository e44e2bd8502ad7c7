# SPDX-License-Identifier: EUPL-1.2
"""The definition of an evaluation as a form: the choices that steer figures, with what they mean."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.base.dayfield import DanishDateField
from familievej.gate.models import Unit
from familievej.insight import queries
from familievej.insight.reach import sees_all

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

NOTHING = (("self_supporting", _("counts as self-supporting")), ("left_out", _("is left out")))
DOUBLE = (("self_supporting", _("counts as self-supporting")), ("supported", _("counts as supported")))


class DefinitionForm(forms.Form):
    """What is asked, whom one compares with, and the rules; ``rules`` gives those that differ from the
    usual."""

    question = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("Write it before you look at the figures. It is dated and stays."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    comparison = forms.CharField(
        label=_("Whom can you compare with?"),
        help_text=_("Leave it empty if there is nobody. Then the report says what happened, not why."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )
    started_before = DanishDateField(
        label=_("Before and after: only families that started before"),
        help_text=_("Leave it empty to take those who can be followed 24 months."),
        required=False,
        lean="past",
    )
    nothing_registered = forms.ChoiceField(label=_("A month with nothing registered"), choices=NOTHING)
    double_registration = forms.ChoiceField(label=_("A month registered both ways"), choices=DOUBLE)

    @property
    def rules(self) -> dict[str, Any]:
        """The rules as they are kept."""
        found = {name: self.cleaned_data[name] for name in ("nothing_registered", "double_registration")}
        if day := self.cleaned_data["started_before"]:
            found["started_before"] = day.isoformat()
        return found


class EvaluationForm(DefinitionForm):
    """A new evaluation: its name and whose families, then the definition."""

    evaluation_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What is it called?"), max_length=160)
    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), label=_("Whose families?"), required=False)
    field_order = ["evaluation_id", "title", "unit"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evaluation_id"].initial = uuid.uuid4
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101  for the types alone
        unit.queryset = queries.units(actor)
        unit.empty_label = str(_("All families of the municipality")) if sees_all(actor) else None
        unit.required = not sees_all(actor)
