# SPDX-License-Identifier: EUPL-1.2
"""Gives the families of the register extract what a register does not hold: a home, a coordinator, perhaps a plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from familievej.course import actions as course
from familievej.demo.cast import cast
from familievej.demo.load.family import fixed_id
from familievej.demo.load.organisation import SYSTEM, Organisation
from familievej.demo.plain import Plain, PlainGoal, plain
from familievej.demo.story import stories
from familievej.followup import actions as followup
from familievej.people import actions as people
from familievej.plan import actions as plan

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.demo.load.calendar import Calendar
    from familievej.gate.actor import Actor
    from familievej.people.models import Family, Person
    from familievej.plan.models import FamilyPlan

MOST_FAMILIES = 10
"""A coordinator has at most ten families (report 004, line 1023)."""
WITH_PLAN = 0.75
"""The share of running courses with a plan: some families work without one, urgent problems first (line 1985)."""
CLOCKS = ("08:30", "10:00", "11:15", "13:00", "14:30", "16:00")


@dataclass(frozen=True)
class PlainFamily:
    """One family of the register: its running course, its mother and its index child."""

    family: Family
    course: Course
    mother: Person
    child: Person

    def filled(self, text: str) -> str:
        """``text`` with the family's own names."""
        return text.format(mor=self.mother.short_name, barn=self.child.short_name)


def deal_coordinators(rng: Random, count: int) -> list[str]:
    """Coordinators for ``count`` families, none above ten families, spread as evenly as the stories allow."""
    load = dict.fromkeys(cast().coordinators, 0)
    for story in stories():
        load[story.course.coordinators[-1].staff] += 1
    dealt: list[str] = []
    for _ in range(count):
        least = min(load, key=lambda staff: load[staff])
        if load[least] >= MOST_FAMILIES:
            raise ValueError(f"there are too few coordinators for {count} families more")
        load[least] += 1
        dealt.append(least)
    rng.shuffle(dealt)
    return dealt


class PlainLife:
    """Makes the present of one family of the register."""

    def __init__(self, rng: Random, organisation: Organisation, home: PlainFamily, staff: str) -> None:
        self._rng, self._organisation, self._home, self._staff = rng, organisation, home, staff
        self._calendar: Calendar = organisation.calendar
        self._texts: Plain = plain()
        self._actor: Actor = organisation.actor(staff)
        self._began = -rng.randint(70, 320)

    def make(self) -> None:
        """Coordinator, contacts, and for most families a plan."""
        self._coordinator()
        if self._rng.random() < WITH_PLAN:
            self._plan()
        self._contacts()

    def _coordinator(self) -> None:
        course.coordinator_change(
            actor=SYSTEM,
            course=self._home.course,
            coordinator=self._organisation.users[self._staff],
            reason=self._home.filled(self._rng.choice(self._texts.reasons)),
            day=self._calendar.workday(self._began),
        )

    def _plan(self) -> None:
        made = plan.plan_start(
            actor=self._actor,
            course=self._home.course,
            title=self._home.filled(self._rng.choice(self._texts.titles)),
            purpose=self._home.filled(self._rng.choice(self._texts.purposes)),
        )
        chosen = self._rng.sample(self._texts.goals, self._rng.randint(2, 4))
        for place, goal in enumerate(chosen, start=1):
            self._goal(made, goal, place)
        saved = self._calendar.moment(self._began + self._rng.randint(14, 40), "14:20")
        made.versions.update(saved_at=saved)
        for kept in made.goals.all():
            kept.versions.update(saved_at=saved)

    def _goal(self, made: FamilyPlan, goal: PlainGoal, place: int) -> None:
        own = self._home
        person = {"child": own.child, "mother": own.mother, "family": None}[goal.about]
        plan.goal_add(
            actor=self._actor,
            plan=made,
            goal_id=fixed_id(own.family.external_id, "goal", place),
            person=person,
            words=own.filled(goal.text),
            focus_area=goal.focus,
            term="long" if goal.focus == "work" else "short",
            status="reached" if self._rng.random() < 0.15 else "open",
            position=place,
            steps=[self._step(goal, place, number) for number in range(len(goal.steps))],
        )

    def _step(self, goal: PlainGoal, place: int, number: int) -> plan.StepInput:
        offset = self._rng.choice((-45, -30, -16, 6, 12, 20, 33)) + self._rng.randint(-3, 3)
        due = self._calendar.workday(offset)
        return plan.StepInput(
            id=fixed_id(self._home.family.external_id, "goal", place, "step", number),
            text=self._home.filled(goal.steps[number]),
            who=self._home.mother.short_name,
            due=due,
            # Most of what was due is done; what is left is what a coordinator must not forget.
            done_on=due if offset < -18 or (offset < 0 and self._rng.random() < 0.6) else None,
        )

    def _contacts(self) -> None:
        # Met every week, as the method says, but for one family in six.
        days = self._rng.randint(2, 26)
        day = -(2 + days % 5) if days < 23 else 12 - days
        for number in range(self._rng.randint(2, 5)):
            if day > self._began:
                self._held(number, day)
            day -= self._rng.randint(12, 40)
        if self._rng.random() < 0.8:
            followup.contact_add(
                actor=self._actor,
                family=self._home.family,
                kind="home_visit",
                planned_at=self._calendar.moment(self._rng.randint(1, 21), self._rng.choice(CLOCKS)),
                met=self._home.mother.short_name,
                contact_id=fixed_id(self._home.family.external_id, "next"),
            )

    def _held(self, number: int, day: int) -> None:
        told = self._rng.choice(self._texts.contacts)
        moment: dt.datetime = self._calendar.moment(day, self._rng.choice(CLOCKS))
        contact = followup.contact_add(
            actor=self._actor,
            family=self._home.family,
            kind=told.kind,
            held_at=moment,
            place=told.place,
            met=self._home.mother.short_name,
            contact_id=fixed_id(self._home.family.external_id, "contact", number),
        )
        followup.note_add(
            actor=self._actor,
            family=self._home.family,
            contact=contact,
            text=self._home.filled(told.note),
            written_at=moment,
            note_id=fixed_id(self._home.family.external_id, "contact", number, "note"),
        )


def give_home(rng: Random, home: PlainFamily, persons: list[Person]) -> None:
    """One address for ``persons``, from the start of the course, and the mother's telephone."""
    town = cast().municipality
    household = people.household_create(
        actor=SYSTEM,
        street=f"{rng.choice(plain().roads)} {rng.randint(1, 88)}",
        postcode=town.postcode,
        town=town.town,
    )
    for person in persons:
        people.residence_add(
            actor=SYSTEM,
            person=person,
            household=household,
            starts=max(home.course.starts, person.birth_date or home.course.starts),
        )
    number = " ".join(f"{rng.randint(10, 99)}" for _ in range(3))
    people.contact_points_set(actor=SYSTEM, person=home.mother, points=[("phone", f"07 {number}")])
