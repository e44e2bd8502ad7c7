# SPDX-License-Identifier: EUPL-1.2
"""One goal with its steps: written with the family, changed later."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familievej.gate import rules
from familievej.gate.categories import Verb
from familievej.people.models import Membership
from familievej.people.queries import names_of
from familievej.plan import actions
from familievej.plan.actions.step import present_steps
from familievej.plan.forms import WHOLE_FAMILY, YES, GoalForm, StepForm, goal_sheet, lines_in
from familievej.plan.models import FocusArea, Goal, GoalVersion, Status, Term
from familievej.plan.views.editing import Editing, Saved
from familievej.plan.views.opened import Opened, opened_to_write


class EditGoal(Editing):
    """The form of a goal; of a new one when ``goal`` is None."""

    template = "plan/goal.html"

    def __init__(self, opened: Opened, goal: Goal | None) -> None:
        super().__init__(opened)
        self.goal = goal
        self._steps = present_steps(goal) if goal else []
        self._people = self._whose()

    @property
    def title(self) -> str:  # type: ignore[override]
        """What the page is called."""
        return _("The goal") if self.goal else _("A new goal")

    @property
    def done(self) -> str:  # type: ignore[override]
        """What is said afterwards."""
        return _("The goal is saved.")

    @property
    def key(self) -> str:
        """One draft for each goal, and one for a new goal of each plan."""
        return f"plan.goal:{self.goal.pk}" if self.goal else f"plan.goal_new:{self.opened.the_plan.pk}"

    @property
    def here(self) -> str:
        """The address of the form."""
        return self._address("plan:goal", "plan:goal_new")

    @property
    def draft_url(self) -> str:
        """Where its draft is kept."""
        return self._address("plan:goal_draft", "plan:goal_new_draft")

    @property
    def back(self) -> str:
        """The goal in the plan."""
        return f"{self.opened.back}#goal-{self.goal.pk}" if self.goal else self.opened.back

    def _address(self, known: str, new: str) -> str:
        family = self.opened.family_id
        return reverse(known, args=[family, self.goal.pk]) if self.goal else reverse(new, args=[family])

    def _whose(self) -> dict[uuid.UUID, str]:
        """Present members by name, and whose goal it is now, who may have left."""
        members = Membership.objects.visible_to(self.opened.actor).filter(family=self.opened.family_id)
        ids = set(members.as_of(self.opened.day).values_list("person_id", flat=True))
        if self.goal and self.goal.person_id:
            ids.add(self.goal.person_id)
        return names_of(self.opened.actor, ids)

    # -- The form -----------------------------------------------------------------------------------------------

    def form(self, data: QueryDict | None, *, sent: bool, more: bool = False) -> GoalForm:
        """With what is saved, or with ``data``; ``more`` gives one empty line more."""
        if data is not None and sent:
            return GoalForm(data, people=self._people, lines=self._lines(data, sent=True))
        lines = self._lines(data, sent=False) if data is not None else self._saved_lines()
        # A draft holds the lines that were left empty too: one is enough, unless more are asked for.
        lines = [line for line in lines if more or not line.is_empty]
        lines.append(StepForm(uuid.uuid4(), is_new=True))
        initial = {**self._shown(), **(data.dict() if data else {})}
        return GoalForm(initial=initial, people=self._people, lines=lines)

    def _shown(self) -> dict[str, Any]:
        goal = self.goal
        if goal is None:
            fresh = {"term": Term.SHORT, "shared": YES, "status": Status.OPEN, "focus_area": FocusArea.OTHER}
            return {**fresh, "person": WHOLE_FAMILY, "goal_id": uuid.uuid4(), "edition": 0, "was": "{}"}
        sheet = goal_sheet(goal, self._steps)
        return {**sheet, "goal_id": goal.pk, "edition": goal.edition, "was": json.dumps(sheet)}

    def _saved_lines(self) -> list[StepForm]:
        return [
            StepForm(
                step.id,
                initial={"text": step.text, "who": step.who, "due": step.due},
                done=bool(step.done_on),
            )
            for step in self._steps
        ]

    def _lines(self, data: QueryDict, *, sent: bool) -> list[StepForm]:
        known = {step.id: step for step in self._steps}
        lines = []
        for step_id in lines_in(data):
            kinds = {
                "is_new": step_id not in known,
                "done": step_id in known and bool(known[step_id].done_on),
            }
            names = ("text", "who", "due", "gone")
            typed = {name: data.get(f"step-{step_id}-{name}", "") for name in names}
            lines.append(
                StepForm(step_id, data, **kinds) if sent else StepForm(step_id, initial=typed, **kinds)
            )
        return lines

    def context(self, form: Any) -> dict[str, Any]:
        """Names to choose from for who does a step, and whether the goal was taken out."""
        return {"goal": self.goal, "names": sorted(self._people.values())}

    # -- Saving -------------------------------------------------------------------------------------------------

    def saved(self, data: QueryDict) -> Saved:
        """The goal as it stands now, and who wrote it."""
        actor = self.opened.actor
        goal = self.goal or self._already(data)
        goal = Goal.objects.visible_to(actor).get(pk=goal.pk)
        last = GoalVersion.objects.visible_to(actor).filter(goal=goal).order_by("-number").first()
        self._steps = present_steps(goal)
        sheet = goal_sheet(goal, self._steps)
        return Saved(goal.edition, sheet, last.saved_by if last else "", last.saved_at if last else None)

    def _already(self, data: QueryDict) -> Goal:
        """A new goal that was saved before under the id in its form."""
        try:
            goal_id = uuid.UUID(data.get("goal_id", ""))
        except ValueError:
            raise Http404 from None
        goals = Goal.objects.visible_to(self.opened.actor, Verb.WRITE)
        found = goals.filter(pk=goal_id, plan=self.opened.the_plan).first()
        if found is None:
            raise Http404
        return found

    def save(self, form: Any, edition: int) -> None:
        """Raises StaleEdit, ValidationError."""
        actor, fields, steps = self.opened.actor, form.fields_of_goal(), form.step_inputs()
        for name in ("words", "professional_note"):
            fields[name] = fields[name].replace("\r\n", "\n")
        if self.goal is None and edition == 0:
            goal_id = form.cleaned_data["goal_id"]
            actions.goal_add(actor=actor, plan=self.opened.the_plan, goal_id=goal_id, steps=steps, **fields)
            return
        goal = self.goal or self._already(form.data)
        actions.goal_save(actor=actor, goal=goal, edition=edition, steps=steps, **fields)


def one_goal(opened: Opened, goal_id: uuid.UUID) -> Goal:
    """The goal, if the actor may write in it. Raises Http404."""
    goals = Goal.objects.visible_to(opened.actor, Verb.WRITE)
    found: Goal | None = goals.filter(pk=goal_id, plan=opened.the_plan).first()
    if found is None:
        raise Http404
    return found


def _editing(request: HttpRequest, family_id: uuid.UUID, goal_id: uuid.UUID | None) -> EditGoal:
    found = opened_to_write(request, family_id)
    return EditGoal(found, one_goal(found, goal_id) if goal_id else None)


@rules.staff
@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: HttpRequest, family_id: uuid.UUID, goal_id: uuid.UUID | None = None) -> HttpResponse:
    """A goal, or a new one."""
    return _editing(request, family_id, goal_id).respond(request)


@rules.staff
@require_POST
def goal_draft(request: HttpRequest, family_id: uuid.UUID, goal_id: uuid.UUID | None = None) -> HttpResponse:
    """The draft of a goal."""
    return _editing(request, family_id, goal_id).keep_draft(request)


@rules.staff
@require_GET
def step_row(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """One more empty line, for the page that is open. It says nothing about anybody."""
    opened_to_write(request, family_id)
    line = StepForm(uuid.uuid4(), is_new=True)
    line.fields["text"].widget.attrs["data-focus"] = ""
    return render(request, "plan/step_row.html", {"line": line})
