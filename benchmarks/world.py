# SPDX-License-Identifier: EUPL-1.2
"""A municipality of 10,000 families, written in bulk: for measuring, never for showing.

A thousand coordinators have ten families each; one leader leads the unit of them all. A family is a mother, a father
and two children, a home, a course, a plan with four goals of two steps each, six contacts and sixty notes.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from familievej.course.models import Coordination, Course
from familievej.followup.models import Contact, ContactKind, Note
from familievej.gate.member import member_subject
from familievej.gate.models import Area, StaffRole, Unit, User
from familievej.people.models import (
    ContactPoint,
    Custody,
    Family,
    Household,
    Membership,
    Person,
    Relation,
    Residence,
)
from familievej.plan.models import FamilyPlan, FocusArea, Goal, Step

PER_COORDINATOR = 10
NOTES = 60  # of a family
BATCH = 250  # families that are written together
LONG_AGO = dt.date(2025, 1, 6)
# Joined by chance.
# fmt: off
WOMEN = ["Maria", "Fatma", "Louise", "Åse", "Zeynep", "Katrine", "Lærke", "Mette", "Aviâja", "Cecilie", "Nanna"]
MEN = ["Jens", "Mehmet", "Søren", "Åge", "Kasper", "Ali", "Mikkel", "René", "Bjørn", "Tomasz", "Brian", "Hassan"]
CHILDREN = ["Anton", "Freja", "Yusuf", "Emma", "Storm", "Luna", "Villads", "Ida", "Noah", "Karla", "Ömer", "Alma"]
LAST = ["Thygesen", "Sørensen", "Åkjær", "Yilmaz", "Østergaard", "Nielsen", "Kowalski", "Bech", "Delić", "Holm"]
# fmt: on
WORDS = "Vi vil spise sammen hver aften og lægge telefonerne væk, når vi sidder ved bordet"


@dataclass(frozen=True)
class World:
    """Whom the measurements log in as, and a family of each."""

    coordinator: User
    leader: User
    family: Family


def build(families: int, seed: int = 7) -> World:
    """Write everything on the owner's connection and fold the grants once."""
    rng = random.Random(seed)
    with transaction.atomic():
        unit = _unit()
        leader = _staff(unit, "leader", 1)[0]
        coordinators = _staff(unit, "coordinator", max(1, families // PER_COORDINATOR))
        made = Writer(rng, unit, coordinators)
        for first in range(0, families, BATCH):
            made.write(range(first, min(first + BATCH, families)))
    return World(coordinators[0], leader, Family.objects.order_by("external_id")[0])


def fold() -> None:
    """Fold every grant: what follows a migration, and the end of a load in bulk."""
    with connection.cursor() as cursor:
        cursor.execute("select gate_refold_all(true)")


def analyze() -> None:
    """What autovacuum does within a minute; the measurements do not wait for it."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _unit() -> Unit:
    area = Area.objects.create(code="child-and-family", name="Børn og familie", category="child_wellbeing")
    return Unit.objects.create(code="family-team", name="Familieteamet", area=area)


def _staff(unit: Unit, role: str, number: int) -> list[User]:
    users = [
        User(email=f"{role}-{n}@example.com", name=f"{role.title()} {n}", password=UNUSABLE_PASSWORD_PREFIX)
        for n in range(number)
    ]
    User.objects.bulk_create(users)
    StaffRole.objects.bulk_create(
        StaffRole(user=user, unit=unit, role=role, starts=LONG_AGO) for user in users
    )
    return users


class Writer:
    """Makes the rows of many families and writes them table by table."""

    def __init__(self, rng: random.Random, unit: Unit, coordinators: list[User]) -> None:
        self.rng, self.unit, self.coordinators = rng, unit, coordinators
        self.now = timezone.now()

    def write(self, numbers: range) -> None:
        """The families with these numbers. Tables come in the order in which their rows are first made."""
        rows: dict[type[Model], list[Any]] = defaultdict(list)
        for number in numbers:
            for row in self._family(number):
                rows[type(row)].append(row)
        for model, made in rows.items():
            model._default_manager.bulk_create(made)

    def _family(self, number: int) -> Iterator[Model]:
        pick = self.rng.choice
        last = pick(LAST)
        mother = self._person(pick(WOMEN), last, "F", 1980 + number % 20)
        father = self._person(pick(MEN), pick(LAST), "M", 1975 + number % 20)
        children = [
            self._person(pick(CHILDREN), last, pick("FM"), 2010 + (number + n) % 15) for n in range(2)
        ]
        family = Family(
            name=f"{mother.given_name} og {children[0].given_name} {last}",
            external_id=f"F{number:05}",
            created_at=self.now,
        )
        family.set_keys()
        yield family
        yield from (mother, father, *children)
        yield from self._ties(family, mother, father, children)
        yield from self._work(family, mother, children, self.coordinators[number // PER_COORDINATOR])

    def _person(self, given: str, last: str, sex: str, year: int) -> Person:
        born = dt.date(year, self.rng.randint(1, 12), self.rng.randint(1, 28))
        person = Person(given_name=given, family_name=last, sex=sex, birth_date=born)
        person.set_keys()
        return person

    def _ties(
        self, family: Family, mother: Person, father: Person, children: list[Person]
    ) -> Iterator[Model]:
        for person in (mother, father, *children):
            role = "child" if person in children else "parent"
            index = person is children[0]
            yield Membership(family=family, person=person, role=role, index_child=index, starts=LONG_AGO)
        for child in children:
            for parent in (mother, father):
                yield Relation(from_person=parent, to_person=child, kind="parent", starts=LONG_AGO)
                yield Custody(child=child, holder=parent, kind="joint", starts=LONG_AGO)
        home = Household(street=f"Stien {self.rng.randint(1, 400)}", postcode="8000", town="Aarhus C")
        yield home
        for person in (mother, *children):
            yield Residence(person=person, household=home, starts=LONG_AGO)
        yield ContactPoint(person=mother, kind="phone", value="20 00 00 00")

    def _work(self, family: Family, mother: Person, children: list[Person], user: User) -> Iterator[Model]:
        course = Course(family=family, unit=self.unit, programme="Helhedsorienteret indsats", starts=LONG_AGO)
        yield course
        yield Coordination(course=course, family=family, user=user, reason="Kender familien", starts=LONG_AGO)
        plan = FamilyPlan(course=course, family=family, title="Vores vej", purpose=WORDS, version=4)
        yield plan
        whose: list[Person | None] = [None, None, mother, children[0]]
        for place, person in enumerate(whose):
            yield from self._goal(plan, person, place)
        for ago in range(6):
            when = self.now - dt.timedelta(days=14 * ago + 1)
            yield Contact(
                family=family,
                kind=self.rng.choice(ContactKind.values),
                held_at=when,
                place="Hjemme",
                user=user,
            )
        yield Contact(
            family=family,
            kind="meeting",
            planned_at=self.now + dt.timedelta(days=3),
            place="Skolen",
            user=user,
        )
        about = (None, None, mother, children[0])
        for ago in range(NOTES):
            person = about[ago % len(about)]
            yield Note(
                family=family,
                person=person,
                subject_id=_subject(family, person),
                text=f"{WORDS}. " * 3,
                written_by=user,
                written_at=self.now - dt.timedelta(days=7 * ago),
            )

    def _goal(self, plan: FamilyPlan, person: Person | None, place: int) -> Iterator[Model]:
        subject = _subject(plan.family, person)
        area = self.rng.choice(FocusArea.values)
        goal = Goal(
            plan=plan,
            person=person,
            shared=person is None,
            subject_id=subject,
            words=WORDS,
            focus_area=area,
            position=place,
        )
        yield goal
        for step in range(2):
            due = self.now.date() + dt.timedelta(days=self.rng.randint(-5, 30))
            yield Step(
                goal=goal,
                subject_id=subject,
                text="Lave madplan om søndagen",
                who="Mor",
                due=due,
                position=step,
            )


def _subject(family: Family, person: Person | None) -> uuid.UUID:
    return member_subject(family.pk, person.pk) if person else family.pk
