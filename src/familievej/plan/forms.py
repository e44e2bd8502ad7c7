# SPDX-License-Identifier: EUPL-1.2
"""The forms of the plan: its words, a goal with its steps, and why a goal is taken out.

Each carries in hidden fields the edition that was on the screen and the sheet (``was``) that stood there, so that two
people's changes can be told apart (``plan.merge``).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from familievej.base.dayfield import DanishDateField, DayInput
from familievej.people.models import Person
from familievej.plan.actions import StepInput
from familievej.plan.models import FocusArea, Status, Term

if TYPE_CHECKING:
    from familievej.plan.merge import Sheet
    from familievej.plan.models import FamilyPlan, Goal

YES, NO = "yes", "no"
WHOLE_FAMILY = "all"


class Shown(forms.Form):
    """What was on the screen when the writer began."""

    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_was(self) -> Sheet:
        """The sheet that stood there; an empty one when it cannot be read: then every difference is asked about."""
        try:
            found = json.loads(self.cleaned_data["was"] or "{}")
        except ValueError:
            return {}
        return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


class WordsForm(Shown):
    """The family's own title and purpose."""

    title = forms.CharField(
        label=_("What the family calls the plan"),
        max_length=120,
        required=False,
        help_text=_("For example “Our road” or “More calm at home”."),
    )
    purpose = forms.CharField(
        label=_("What we want together"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In the family’s own words. What do they wish for, what stands in the way, what helps?"),
    )


class GoalForm(Shown):
    """One goal. ``people`` are those whom it can belong to, by id; ``steps`` are its lines."""

    goal_id = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.ChoiceField(label=_("Whose goal is it?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In their own words"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "class": "fv-own"}),
        help_text=_("Write what was said, as it was said: “I want to …”"),
        error_messages={"required": _("Write the goal as it was said, for example “I want to …”.")},
    )
    term = forms.ChoiceField(label=_("When?"), choices=Term.choices, widget=forms.RadioSelect)
    focus_area = forms.ChoiceField(label=_("What is it about?"), choices=FocusArea.choices)
    shared = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=[
            (YES, _("Everyone in the family")),
            (NO, _("Only the person it belongs to")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Whoever has custody of a child under 18 sees the child’s goals too, and so do the coordinator and her "
            "leader. A goal for one person is never printed for the fridge."
        ),
    )
    status = forms.ChoiceField(label=_("How does it go?"), choices=Status.choices)
    professional_note = forms.CharField(
        label=_("The professional’s addition"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands beside the family’s words and never in their place. The family reads it too."),
    )

    def __init__(
        self, *args: Any, people: Mapping[uuid.UUID, str], lines: Iterable[StepForm], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (WHOLE_FAMILY, _("The whole family")),
            *((str(pk), name) for pk, name in people.items()),
        ]
        self.steps = list(lines)

    def is_valid(self) -> bool:
        """The goal and each of its lines."""
        lines = [line.is_valid() for line in self.steps]
        return super().is_valid() and all(lines)

    def clean(self) -> dict[str, Any]:
        """A goal that not everyone may see belongs to somebody."""
        found = self.cleaned_data
        if found.get("shared") == NO and found.get("person") == WHOLE_FAMILY:
            self.add_error("person", _("Choose whose goal it is, or let everyone in the family see it."))
        return found

    def fields_of_goal(self) -> dict[str, Any]:
        """What ``plan.actions`` takes."""
        found = self.cleaned_data
        whose = found["person"]
        person = None if whose == WHOLE_FAMILY else Person(pk=uuid.UUID(whose))
        names = ("words", "professional_note", "term", "focus_area", "status")
        return {"person": person, "shared": found["shared"] == YES, **{name: found[name] for name in names}}

    def step_inputs(self) -> list[StepInput]:
        """The lines that stand: neither empty nor taken out."""
        return [line.step_input() for line in self.steps if line.stands]


class StepForm(forms.Form):
    """One line: what, who, when. A line left empty is no line."""

    text = forms.CharField(label=_("What"), max_length=300, required=False)
    who = forms.CharField(label=_("Who"), max_length=120, required=False)
    due = DanishDateField(label=_("When"), required=False, lean="future")
    gone = forms.BooleanField(label=_("Take this step out"), required=False)

    def __init__(
        self,
        step_id: uuid.UUID,
        data: Any = None,
        *,
        initial: Any = None,
        is_new: bool = False,
        done: bool = False,
    ) -> None:
        super().__init__(data, initial=initial, prefix=f"step-{step_id}")
        self.step_id, self.is_new, self.done = step_id, is_new, done
        self.fields["who"].widget.attrs["list"] = "plan-who"

    @property
    def is_empty(self) -> bool:
        """A new line in which nothing stands, on a form that is only shown."""
        return self.is_new and not any(self.initial.values())

    @property
    def stands(self) -> bool:
        """Whether the line holds a step."""
        found = self.cleaned_data
        return not found.get("gone") and any(found.get(name) for name in ("text", "who", "due"))

    def clean(self) -> dict[str, Any]:
        """A step is what and who; when may be agreed later."""
        found = self.cleaned_data
        if found.get("gone") or not any(found.get(name) for name in ("text", "who", "due")):
            return found
        if not found.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what is to be done."))
        if not found.get("who") and "who" not in self.errors:
            self.add_error("who", _("Write who does it."))
        return found

    def step_input(self) -> StepInput:
        """What ``plan.actions`` takes."""
        found = self.cleaned_data
        return StepInput(self.step_id, found["text"], found["who"], found["due"])


class RemoveForm(forms.Form):
    """Why a goal is taken out."""

    reason = forms.CharField(
        label=_("Why is it taken out?"),
        max_length=300,
        error_messages={"required": _("Write why the goal is taken out.")},
    )


def words_sheet(plan: FamilyPlan) -> Sheet:
    """What stands in ``WordsForm`` for ``plan``."""
    return {"title": plan.title, "purpose": _lines(plan.purpose)}


def goal_sheet(goal: Goal, steps: Sequence[StepInput]) -> Sheet:
    """What stands in ``GoalForm`` for ``goal``."""
    fields = {
        "person": str(goal.person_id) if goal.person_id else WHOLE_FAMILY,
        "words": _lines(goal.words),
        "term": goal.term,
        "focus_area": goal.focus_area,
        "shared": YES if goal.shared else NO,
        "status": goal.status,
        "professional_note": _lines(goal.professional_note),
    }
    return {**fields, **steps_sheet(steps)}


def written_sheet(form: WordsForm | GoalForm) -> Sheet:
    """What was written in a valid form, in the same shape."""
    hidden = {"edition", "was", "goal_id"}
    fields = {name: _lines(str(form.cleaned_data[name])) for name in form.fields if name not in hidden}
    return {**fields, **steps_sheet(form.step_inputs())} if isinstance(form, GoalForm) else fields


def steps_sheet(steps: Sequence[StepInput]) -> Sheet:
    """The lines of ``steps``, with days as the form shows them."""
    sheet = {}
    for step in steps:
        for name, text in (
            ("text", step.text),
            ("who", step.who),
            ("due", DayInput().format_value(step.due) or ""),
        ):
            sheet[f"step-{step.id}-{name}"] = text
    return sheet


def lines_in(data: QueryDict) -> list[uuid.UUID]:
    """The ids of the lines that were sent, in their order; what is no id is left out."""
    found: dict[uuid.UUID, None] = {}
    for text in data.getlist("step"):
        try:
            found[uuid.UUID(text)] = None
        except ValueError:
            continue
    return list(found)


def _lines(text: str) -> str:
    # Browsers send line breaks their own way; the same text must be the same.
    return text.replace("\r\n", "\n").strip()
