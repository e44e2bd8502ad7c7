# SPDX-License-Identifier: EUPL-1.2
"""The fixed cast of every test: two families, and everybody who may or may not see them.

Maria lives with her son Anton (10) and her daughter Sofie (16). Anton's father Jens has custody of Anton together
with Maria and lives elsewhere. Karin coordinates. Bo coordinates another family in another area. Ole works for the
municipality and knows neither. Lene leads Karin's unit.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, fields
from typing import Any

import pytest
from django.utils import timezone

from familievej.access import actions as access
from familievej.course import actions as course
from familievej.course.models import Course
from familievej.followup import actions as followup
from familievej.followup.models import Contact, Note
from familievej.gate.actor import Actor, actor_for, system
from familievej.gate.models import Area, Unit, User
from familievej.people import actions as people
from familievej.people.models import Family, Person
from familievej.plan import actions as plan
from familievej.plan.models import FamilyPlan, Goal

SYSTEM = system("the world of a test")
LONG_AGO = dt.date(2025, 1, 6)
PASSWORD = "en-lang-sti-gennem-skoven"
ROLES = (
    "coordinator", "colleague", "outsider", "parent", "other_parent", "young_person", "leader", "analyst",
    "data_protection_officer", "administrator",
)  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """Users by what they are; the records are Maria's family's unless they say otherwise."""

    coordinator: User
    colleague: User
    outsider: User
    parent: User
    other_parent: User
    young_person: User
    leader: User
    analyst: User
    data_protection_officer: User
    administrator: User
    area: Area
    unit: Unit
    other_unit: Unit
    family: Family
    other_family: Family
    mother: Person
    father: Person
    child: Person
    youth: Person
    stranger: Person
    course: Course
    other_course: Course
    plan: FamilyPlan
    shared_goal: Goal
    child_goal: Goal
    mother_goal: Goal
    meeting: Contact
    note: Note

    def actor(self, role: str) -> Actor:
        """The snapshot of one of :data:`ROLES`, today."""
        return actor_for(getattr(self, role))

    def users(self) -> dict[str, User]:
        """All of :data:`ROLES`."""
        return {role: getattr(self, role) for role in ROLES}


@pytest.fixture
def cast(db: None) -> Cast:
    """The whole world, made through the actions of the rooms."""
    return build()


def build() -> Cast:
    """Make the world in the present database."""
    made: dict[str, Any] = {}
    _organisation(made)
    _staff(made)
    _families(made)
    _accounts(made)
    _plan(made)
    return Cast(**{field.name: made[field.name] for field in fields(Cast)})


def _organisation(made: dict[str, Any]) -> None:
    made["area"] = access.area_create(
        actor=SYSTEM, code="child-and-family", name="Børn og familie", category="child_wellbeing"
    )
    other = access.area_create(actor=SYSTEM, code="employment", name="Beskæftigelse", category="employment")
    made["unit"] = access.unit_create(
        actor=SYSTEM, code="family-team", name="Familieteamet", area=made["area"]
    )
    made["other_unit"] = access.unit_create(actor=SYSTEM, code="job-centre", name="Jobcentret", area=other)


def _staff(made: dict[str, Any]) -> None:
    posts = {
        "coordinator": ("Karin Koordinator", "unit", "coordinator"),
        "colleague": ("Bo Beskæftigelse", "other_unit", "coordinator"),
        "outsider": ("Ole Udenfor", "other_unit", "caseworker"),
        "leader": ("Lene Leder", "unit", "leader"),
        "analyst": ("Anna Analytiker", "unit", "analyst"),
        "data_protection_officer": ("Dan Databeskytter", "unit", "data_protection_officer"),
        "administrator": ("Ada Administrator", "unit", "administrator"),
    }
    for key, (name, unit, role) in posts.items():
        user = access.account_create(actor=SYSTEM, email=f"{key}@example.com", name=name, password=PASSWORD)
        access.role_give(actor=SYSTEM, user=user, unit=made[unit], role=role, starts=LONG_AGO)
        made[key] = user


def _person(given: str, last: str, sex: str, born: dt.date) -> Person:
    return people.person_create(actor=SYSTEM, given_name=given, family_name=last, sex=sex, birth_date=born)


def _years_ago(years: int) -> dt.date:
    today = timezone.localdate()
    return dt.date(today.year - years, 1, 2)


def _families(made: dict[str, Any]) -> None:
    family = people.family_create(actor=SYSTEM, name="Maria og børnene")
    mother = _person("Maria", "Thygesen", "F", dt.date(1988, 5, 3))
    father = _person("Jens", "Åkjær", "M", dt.date(1986, 2, 1))
    child = _person("Anton", "Thygesen", "M", _years_ago(10))
    youth = _person("Sofie", "Thygesen", "F", _years_ago(16))
    for person, role in ((mother, "parent"), (child, "child"), (youth, "child")):
        people.member_add(
            actor=SYSTEM,
            family=family,
            person=person,
            role=role,
            starts=LONG_AGO,
            index_child=person is child,
        )
    for one, kind, other in ((mother, "parent", child), (mother, "parent", youth), (father, "parent", child)):
        people.relation_add(actor=SYSTEM, from_person=one, kind=kind, to_person=other, starts=LONG_AGO)
    for holder, of, kind in ((mother, child, "joint"), (father, child, "joint"), (mother, youth, "sole")):
        people.custody_set(actor=SYSTEM, child=of, holder=holder, kind=kind, starts=LONG_AGO)
    made.update(family=family, mother=mother, father=father, child=child, youth=youth)
    made["course"] = _course(family, made["unit"], made["coordinator"])
    other_family = people.family_create(actor=SYSTEM, name="Familien Sørensen")
    stranger = _person("Søren", "Sørensen", "M", dt.date(1980, 1, 1))
    people.member_add(actor=SYSTEM, family=other_family, person=stranger, role="parent", starts=LONG_AGO)
    made.update(other_family=other_family, stranger=stranger)
    made["other_course"] = _course(other_family, made["other_unit"], made["colleague"])


def _course(family: Family, unit: Unit, coordinator: User) -> Course:
    return course.course_start(
        actor=SYSTEM,
        family=family,
        unit=unit,
        programme="Helhedsorienteret indsats",
        starts=LONG_AGO,
        coordinator=coordinator,
        reason="Kender familien",
    )


def _accounts(made: dict[str, Any]) -> None:
    for key, person in (("parent", "mother"), ("other_parent", "father"), ("young_person", "youth")):
        who: Person = made[person]
        made[key] = access.account_create(
            actor=SYSTEM, email=f"{key}@example.com", name=who.full_name, password=PASSWORD, person=who
        )


def _plan(made: dict[str, Any]) -> None:
    family: Family = made["family"]
    the_plan = plan.plan_start(
        actor=SYSTEM, course=made["course"], title="Vores vej", purpose="Ro om morgenen og skole hver dag"
    )
    step = plan.StepInput

    today = timezone.localdate()
    made["plan"] = the_plan
    made["shared_goal"] = plan.goal_add(
        actor=SYSTEM,
        plan=the_plan,
        words="Vi vil spise sammen hver aften",
        focus_area="family_life",
        steps=[step(uuid.uuid4(), "Lave madplan om søndagen", "Maria", today + dt.timedelta(days=3))],
    )
    made["child_goal"] = plan.goal_add(
        actor=SYSTEM,
        plan=the_plan,
        words="Jeg vil i skole to dage om ugen",
        person=made["child"],
        shared=False,
    )
    made["mother_goal"] = plan.goal_add(
        actor=SYSTEM, plan=the_plan, words="Jeg vil sove om natten", person=made["mother"], shared=False
    )
    now = timezone.now()
    made["meeting"] = followup.contact_add(
        actor=SYSTEM, family=family, kind="meeting", planned_at=now + dt.timedelta(days=2), place="Skolen"
    )
    made["note"] = followup.note_add(
        actor=SYSTEM, family=family, person=made["child"], text="Anton sagde, at han er bange for skolegården"
    )
