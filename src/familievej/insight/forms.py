# SPDX-License-Identifier: EUPL-1.2
"""The definition of an evaluation as a form: the choices that steer figures, with what they mean."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from familievej.analysis.handwritten import decoded
from familievej.analysis.words import Refused, say
from familievej.base.dayfield import DanishDateField
from familievej.gate.models import Unit
from familievej.insight import queries
from familievej.insight.reach import sees_all
from familievej.insight.wanted import LARGEST, Wanted, calculation_from, language

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.insight.models import Definition

NOTHING = (("self_supporting", _("counts as self-supporting")), ("left_out", _("is left out")))
DESIGNS = (
    ("difference_in_differences", _("around each start, before and after")),
    ("staggered", _("by calendar half-year, each start against those who have not begun")),
)
OUTCOMES = (
    ("self_supporting", _("months of self-support")),
    ("supported", _("months of income support")),
    ("activated", _("months of activation")),
)
DOUBLE = (("self_supporting", _("counts as self-supporting")), ("supported", _("counts as supported")))


class DefinitionForm(forms.Form):
    """What is asked, whom one compares with, the rules, and what is set for the long run."""

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
    compared_unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label=_("Compare with the families of another unit"),
        help_text=_(
            "Only when they could have been in the programme. Write above why the two can be compared."
        ),
        empty_label=_("nobody"),
        required=False,
    )
    design = forms.ChoiceField(
        label=_("How are they held against each other?"), choices=DESIGNS, required=False
    )
    outcome = forms.ChoiceField(label=_("What is compared?"), choices=OUTCOMES, required=False)
    weighted = forms.BooleanField(
        label=_("Also with the others weighted to be alike"), required=False, initial=True
    )
    calculation = forms.FileField(
        label=_("A calculation for the long run"),
        help_text=_(
            "A YAML file with what is set: costs, prices, years, and who set it. Without it nothing is calculated."
        ),
        required=False,
    )
    prices = forms.FileField(
        label=_("Its price catalogue"),
        help_text=_("CSV or YAML, when the calculation names one in “prices”."),
        required=False,
    )
    no_calculation = forms.BooleanField(label=_("Leave the calculation out"), required=False)
    places = forms.IntegerField(
        label=_("How many families have a place at a time?"),
        help_text=_("Gives the cost of a place and year. Leave it empty if you do not know."),
        min_value=1,
        max_value=100_000,
        required=False,
    )

    field_order = [
        "question", "comparison", "compared_unit", "design", "outcome", "weighted", "started_before",
    ]  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, latest: Definition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._latest = latest
        self.fields["compared_unit"].queryset = queries.units(actor)  # type: ignore[attr-defined]  # a choice
        if latest is None or not latest.calculation:
            del self.fields["no_calculation"]
        else:
            name = latest.calculation["name"]
            self.fields["calculation"].help_text = _("%(name)s stays unless you choose another file.") % {
                "name": name
            }

    def clean(self) -> dict[str, Any]:
        """The files are read, and told with line and field when something in them cannot be."""
        data: dict[str, Any] = super().clean() or {}
        texts = {name: self._text(name) for name in ("calculation", "prices")}
        kept = dict(self._latest.calculation) if self._latest else {}
        if texts["calculation"]:
            kept = {"name": texts["calculation"][0], "text": texts["calculation"][1]}
        if data.get("no_calculation"):
            kept = {}
        elif texts["prices"] and not kept:
            self.add_error("prices", _("A price catalogue belongs to a calculation. Choose that file too."))
        elif texts["prices"]:
            kept |= {"prices_name": texts["prices"][0], "prices": texts["prices"][1]}
        if kept and not self.errors:
            try:
                calculation_from(kept)
            except Refused as refused:
                for line in say(refused.text, language()).split("\n"):
                    self.add_error("calculation", line)
        data["kept"] = kept
        return data

    def _text(self, name: str) -> tuple[str, str] | None:
        """The name and text of a file that was sent; what cannot be read is an error of the field."""
        file = self.cleaned_data.get(name)
        if not file:
            return None
        if file.size > LARGEST:
            self.add_error(name, _("The file is too large: at most 200 KB."))
            return None
        try:
            return Path(file.name).name, decoded(file.read(), file.name)
        except Refused as refused:
            self.add_error(name, say(refused.text, language()))
            return None

    @property
    def wanted(self) -> Wanted:
        """What the definition is to hold."""
        data = self.cleaned_data
        rules = {name: data[name] for name in ("nothing_registered", "double_registration")}
        if day := data["started_before"]:
            rules["started_before"] = day.isoformat()
        return Wanted(
            question=data["question"],
            comparison=data["comparison"],
            rules=rules,
            compared_unit=data["compared_unit"],
            design={
                "design": data["design"] or DESIGNS[0][0],
                "outcome": data["outcome"] or OUTCOMES[0][0],
                "weighted": data["weighted"],
            },
            calculation=data["kept"],
            places=data["places"],
        )

    def refuse(self, fault: ValidationError) -> None:
        """Says what a rule refused, at its field."""
        for name, told in (
            fault.message_dict if hasattr(fault, "error_dict") else {"": fault.messages}
        ).items():
            for message in told:
                self.add_error(name if name in self.fields else None, message)


class EvaluationForm(DefinitionForm):
    """A new evaluation: its name and whose families, then the definition."""

    evaluation_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What is it called?"), max_length=160)
    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), label=_("Whose families?"), required=False)
    field_order = ["evaluation_id", "title", "unit", *DefinitionForm.field_order]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["evaluation_id"].initial = uuid.uuid4
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101  for the types alone
        unit.queryset = queries.units(actor)
        unit.empty_label = str(_("All families of the municipality")) if sees_all(actor) else None
        unit.required = not sees_all(actor)
