# SPDX-License-Identifier: EUPL-1.2
"""What a leader or analyst asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.analysis.targetgroup.calculator import EXAMPLE
from familievej.insight.targetgroup.counting import Question, Spent

YEAR, BASE_YEAR = 2022, 2018
THRESHOLDS = [(1, _("At least one")), (2, _("At least two")), (3, _("At least three"))]


class RulesForm(forms.Form):
    """The choices that the report itself leaves open."""

    at_least = forms.TypedChoiceField(
        label=_("Challenges of a parent"), coerce=int, choices=THRESHOLDS, initial=1
    )
    parents = forms.ChoiceField(
        label=_("Who is a parent"),
        choices=[("legal", _("By law")), ("household", _("Parents and step-parents at home"))],
        initial="legal",
    )
    youth_support = forms.BooleanField(label=_("Youth support counts, too"), required=False)


class SpentForm(RulesForm):
    """Whose costs are compared, and for how many parents it is reckoned."""

    base_year = forms.IntegerField(
        label=_("The target group of"), min_value=1968, max_value=2200, initial=BASE_YEAR
    )
    parents_reckoned = forms.IntegerField(
        label=_("Reckon for how many parents?"), min_value=1, max_value=1_000_000, initial=EXAMPLE
    )

    def asked(self) -> Spent:
        """What was asked; the first question of a page is the report's own."""
        return Spent(**self.cleaned_data) if self.is_bound else Spent(BASE_YEAR)


class QuestionForm(RulesForm):
    """The choices, the year and the place."""

    year = forms.IntegerField(label=_("Year"), min_value=1968, max_value=2200, initial=YEAR)
    municipality = forms.TypedChoiceField(
        label=_("Where"), required=False, coerce=int, empty_value=None, choices=[("", _("Everywhere"))]
    )
    other_at_least = forms.TypedChoiceField(
        label=_("Compare with"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Nothing")), *((number, words) for number, words in THRESHOLDS)],
    )

    def __init__(self, *args: Any, places: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells mypy what stands above
        field.choices = [("", _("Everywhere")), *((str(place), str(place)) for place in places)]

    def question(self) -> Question:
        """What was asked; the first question of a page is the report's own."""
        if not self.is_bound:
            return Question(YEAR)
        return Question(**{**self.cleaned_data, "other_at_least": self.cleaned_data["other_at_least"] or 0})
