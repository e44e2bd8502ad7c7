# SPDX-License-Identifier: EUPL-1.2
"""More of everything: Maria's family and Karin's desk, as full as wanted."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone
from tests.cast import LONG_AGO, SYSTEM, Cast
from tests.guards import forms

from familievej.course import actions as course
from familievej.followup import actions as followup
from familievej.people import actions as people
from familievej.plan import actions as plan


def grow(cast: Cast, numbers: range) -> None:
    """One more of each for every number: families, members, homes, friends, units, goals, contacts, notes."""
    forms.open_filling(cast)
    for number in numbers:
        _family(cast, number)
        _member(cast, number)
        _goal(cast, number)
        _contacts(cast, number)


def _family(cast: Cast, number: int) -> None:
    family = people.family_create(actor=SYSTEM, name=f"Maria {number}")
    parent = people.person_create(actor=SYSTEM, given_name=f"Mor{number}", family_name="Holm", sex="F")
    people.member_add(actor=SYSTEM, family=family, person=parent, role="parent", starts=LONG_AGO)
    started = course.course_start(
        actor=SYSTEM,
        family=family,
        unit=cast.unit,
        programme="Helhedsorienteret indsats",
        starts=LONG_AGO,
        coordinator=cast.coordinator,
        reason="Kender familien",
    )
    made = plan.plan_start(actor=SYSTEM, course=started, title=f"Vej {number}")
    plan.goal_add(actor=SYSTEM, plan=made, words=f"Mål {number}")


def _member(cast: Cast, number: int) -> None:
    child = people.person_create(
        actor=SYSTEM,
        given_name=f"Barn{number}",
        family_name="Holm",
        sex="M",
        birth_date=dt.date(2015, 1, 1 + number),
    )
    people.member_add(actor=SYSTEM, family=cast.family, person=child, role="child", starts=LONG_AGO)
    people.relation_add(
        actor=SYSTEM, from_person=cast.mother, kind="parent", to_person=child, starts=LONG_AGO
    )
    people.custody_set(actor=SYSTEM, child=child, holder=cast.mother, kind="sole", starts=LONG_AGO)
    home = people.household_create(actor=SYSTEM, street=f"Stien {number}", postcode="8000", town="Aarhus C")
    people.residence_add(actor=SYSTEM, person=child, household=home, starts=LONG_AGO)
    people.network_person_add(
        actor=SYSTEM, family=cast.family, name=f"Ven {number}", role="ven", starts=LONG_AGO
    )
    people.involvement_add(
        actor=SYSTEM, person=child, unit=cast.unit, starts=LONG_AGO, contact_name=f"Lærer {number}"
    )


def _goal(cast: Cast, number: int) -> None:
    day = timezone.localdate() + dt.timedelta(days=number)
    steps = [plan.StepInput(uuid.uuid4(), f"Skridt {number}", "Maria", day)]
    goal = plan.goal_add(actor=SYSTEM, plan=cast.plan, words=f"Vi vil {number}", steps=steps)
    plan.goal_save(actor=SYSTEM, goal=goal, edition=goal.edition, words=f"Vi vil gerne {number}")


def _contacts(cast: Cast, number: int) -> None:
    when = timezone.now() - dt.timedelta(days=number + 1)
    held = followup.contact_add(actor=SYSTEM, family=cast.family, kind="home_visit", held_at=when)
    followup.note_add(actor=SYSTEM, family=cast.family, contact=held, text=f"Vi talte om {number}")
    followup.contact_add(
        actor=SYSTEM,
        family=cast.family,
        kind="meeting",
        planned_at=timezone.now() + dt.timedelta(days=number + 3),
    )
