# SPDX-License-Identifier: EUPL-1.2
"""What happened in a story's course, told in order: whoever coordinated that day writes it, through the gate."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from familievej.course import actions as course
from familievej.demo.cast import cast
from familievej.demo.load.family import FamilyMaker, fixed_id
from familievej.demo.load.organisation import SYSTEM, Organisation
from familievej.followup import actions as followup
from familievej.plan import actions as plan

if TYPE_CHECKING:
    import datetime as dt

    from familievej.course.models import Course
    from familievej.demo.load.calendar import Calendar
    from familievej.demo.story import Story, StoryContact, StoryGoal, StoryNote, StoryStep
    from familievej.gate.actor import Actor
    from familievej.plan.models import FamilyPlan, Goal

COORDINATORS = "familiekoordinatorer"
PROGRAMME = "Helhedsorienteret familieindsats"
Event = tuple[int, int, Callable[[], None]]
FIRST, TICK, SAVE, TALK = range(4)
"""The order of what happens on one day."""


class Timeline:
    """Tells one story. ``course`` is there once it has begun."""

    def __init__(self, story: Story, made: FamilyMaker, organisation: Organisation) -> None:
        self._story, self._made, self._organisation = story, made, organisation
        self._calendar: Calendar = organisation.calendar
        self._course: Course
        self._plan: FamilyPlan
        self._goals: dict[int, Goal] = {}
        self._told = 0

    def tell(self) -> None:
        """Everything, oldest first."""
        self._begin()
        for _day, _order, happen in sorted(self._events(), key=lambda event: event[:2]):
            happen()

    def _events(self) -> list[Event]:
        told = self._story
        events: list[Event] = [
            (p.since, FIRST, _later(self._hand_over, p.since)) for p in told.course.coordinators[1:]
        ]
        events += [(day, SAVE, _later(self._save, day)) for day in told.plan.saves]
        for number, goal in enumerate(told.plan.goals):
            events += [
                (step.done, TICK, _later(self._tick, number, place, step.done))
                for place, step in enumerate(goal.steps)
                if step.done is not None and step.done > step.since
            ]
        events += [(c.day, TALK, _later(self._meet, number, c)) for number, c in enumerate(told.contacts)]
        events += [(n.day, TALK, _later(self._write, number, n)) for number, n in enumerate(told.notes)]
        return events

    def _actor(self, day: int) -> Actor:
        return self._organisation.actor(self._story.course.coordinator_on(day).staff)

    def _begin(self) -> None:
        told = self._story.course
        first = told.coordinators[0]
        self._course = course.course_start(
            actor=SYSTEM,
            family=self._made.family,
            unit=self._organisation.units[COORDINATORS],
            programme=PROGRAMME,
            starts=self._calendar.workday(told.start),
            coordinator=self._organisation.users[first.staff],
            reason=first.reason,
        )
        self._note("begin", told.start, "11:00", told.reason)

    def _hand_over(self, day: int) -> None:
        following = self._story.course.coordinator_on(day)
        course.coordinator_change(
            actor=SYSTEM,
            course=self._course,
            coordinator=self._organisation.users[following.staff],
            reason=following.reason,
            day=self._calendar.workday(day),
        )

    def _save(self, day: int) -> None:
        actor, told = self._actor(day), self._story.plan
        if day == told.saves[0]:
            self._plan = plan.plan_start(
                actor=actor, course=self._course, title=told.title, purpose=told.purpose
            )
        for number, goal in enumerate(told.goals):
            if goal.since == day:
                self._add(actor, number, goal, day)
            elif goal.since < day:
                self._change(actor, number, goal, day)
        self._backdate(self._calendar.moment(day, "15:40"))

    def _add(self, actor: Actor, number: int, goal: StoryGoal, day: int) -> None:
        self._goals[number] = plan.goal_add(
            actor=actor,
            plan=self._plan,
            goal_id=fixed_id(self._story.id, "goal", number),
            steps=self._steps(number, goal, day),
            person=self._made.persons[goal.of] if goal.of else None,
            shared=goal.shared,
            words=goal.words_on(day),
            term=goal.term,
            focus_area=goal.focus,
            status=goal.status_on(day),
            position=goal.priority,
        )

    def _change(self, actor: Actor, number: int, goal: StoryGoal, day: int) -> None:
        present = self._goals[number]
        self._goals[number] = plan.goal_save(
            actor=actor,
            goal=present,
            edition=present.edition,
            steps=self._steps(number, goal, day),
            words=goal.words_on(day),
            status=goal.status_on(day),
        )

    def _steps(self, number: int, goal: StoryGoal, day: int) -> list[plan.StepInput]:
        return [
            plan.StepInput(
                id=fixed_id(self._story.id, "goal", number, "step", place),
                text=step.text,
                who=self._who(step),
                due=self._calendar.workday(step.due),
                done_on=None if step.done is None or step.done > day else self._calendar.workday(step.done),
            )
            for place, step in enumerate(goal.steps)
            if step.since <= day
        ]

    def _who(self, step: StoryStep) -> str:
        if step.who:
            return self._story.person(step.who).short_name
        staff = cast().staff[step.staff]
        return f"{staff.name}, {staff.title.lower()}"

    def _tick(self, number: int, place: int, day: int) -> None:
        step = self._goals[number].steps.get(pk=fixed_id(self._story.id, "goal", number, "step", place))
        plan.step_done(actor=self._actor(day), step=step, day=self._calendar.workday(day))
        self._backdate(self._calendar.moment(day, "17:05"))

    def _backdate(self, moment: dt.datetime) -> None:
        """Versions carry the day on which they were saved in the story; the audit trail keeps the true time."""
        for versions in (self._plan.versions, *(goal.versions for goal in self._goals.values())):
            versions.filter(number__gt=self._told).update(saved_at=moment)
        self._told = max(self._plan.versions.values_list("number", flat=True))

    def _meet(self, number: int, told: StoryContact) -> None:
        moment = self._calendar.moment(told.day, told.time)
        happened = {
            "held": {"held_at": moment, "met": self._names(told.with_)},
            "planned": {"planned_at": moment, "met": self._names(told.with_)},
            "cancelled": {"planned_at": moment, "cancelled_reason": told.note},
            "not_met": {"planned_at": moment, "cancelled_reason": told.note},
        }[told.state]
        actor = self._actor(told.day)
        contact = followup.contact_add(
            actor=actor,
            family=self._made.family,
            kind=told.kind,
            contact_id=fixed_id(self._story.id, "contact", number),
            place=told.place,
            **happened,  # type: ignore[arg-type]
        )
        if told.note and told.state in ("held", "planned"):
            written = min(moment, self._calendar.moment(-1, "15:20"))
            followup.note_add(
                actor=actor,
                family=self._made.family,
                contact=contact,
                text=told.note,
                written_at=written,
                note_id=fixed_id(self._story.id, "contact", number, "note"),
            )

    def _write(self, number: int, told: StoryNote) -> None:
        person = told.about[0] if len(told.about) == 1 else ""
        self._note(str(number), told.day, "16:10", told.text, person=person, category=told.category)

    def _note(
        self, key: str, day: int, clock: str, text: str, *, person: str = "", category: str = "notes"
    ) -> None:
        followup.note_add(
            actor=self._actor(day),
            family=self._made.family,
            person=self._made.persons[person] if person else None,
            text=text,
            about=category,
            written_at=self._calendar.moment(day, clock),
            note_id=fixed_id(self._story.id, "note", key),
        )

    def _names(self, keys: tuple[str, ...]) -> str:
        names = [self._story.person(key).short_name for key in keys]
        return " og ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _later(act: Callable[..., None], *values: object) -> Callable[[], None]:
    def happen() -> None:
        act(*values)

    return happen
