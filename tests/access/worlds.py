# SPDX-License-Identifier: EUPL-1.2
"""Random small worlds: people, families, courses, custody, consents and restrictions, past, present and to come.

Rows are written straight into the tables, also such as no action would write: the gate must agree with itself whatever
stands there.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone
from hypothesis import strategies as st

from familievej.access.models import (
    Consent,
    Disclosure,
    EmergencyAccess,
    LegalBasis,
    Receiver,
    Signature,
    Withdrawal,
)
from familievej.course.models import Coordination, Course
from familievej.followup.models import Note
from familievej.gate.categories import Category
from familievej.gate.member import member_subject
from familievej.gate.models import Area, Restriction, StaffRole, Unit, User
from familievej.people.models import Custody, Family, Household, Membership, Person, Relation, Residence
from familievej.people.subjects import subject_in
from familievej.plan.models import FamilyPlan, Goal

PERSONS, FAMILIES, STAFF, UNITS = 5, 2, 3, 2
person, family, staff, unit = (st.integers(0, n - 1) for n in (PERSONS, FAMILIES, STAFF, UNITS))
# Periods as days from today: over, running, ending today, beginning today, to come.
period = st.tuples(st.sampled_from([-900, -30, -1, 0, 1]), st.sampled_from([None, 0, 1, 29, 31, 900, 1800]))
age = st.sampled_from([None, 3, 14, 15, 17, 18, 40])
birthday = st.sampled_from([-1, 0, 1])
shareable = st.sampled_from([Category.PLAN, Category.NOTES, Category.FAMILY_RELATIONS, Category.CONTACT])
some = st.lists(shareable, min_size=1, max_size=3, unique=True)


@dataclass(frozen=True)
class Plan:
    """What a world is made of; numbers point at persons, families, staff and units."""

    ages: list[tuple[int | None, int]]
    accounts: list[bool]
    members: list[tuple[int, int, tuple[int, int | None]]]
    custody: list[tuple[int, int, tuple[int, int | None]]]
    relations: list[tuple[int, int, tuple[int, int | None]]]
    coordinators: list[tuple[int, tuple[int, int | None]]]
    posts: list[tuple[int, int, str, tuple[int, int | None]]]
    homes: list[tuple[int, bool]]
    goals: list[tuple[int, int | None]]
    consents: list[
        tuple[
            int,
            int | None,
            list[Category],
            int,
            tuple[int, int | None],
            list[tuple[int, str]],
            list[Category],
        ]
    ]
    disclosures: list[tuple[int, list[Category], int, tuple[int, int | None]]]
    emergencies: list[tuple[int, int, tuple[int, int | None]]]
    hidden: list[tuple[int, int]]


def _few(element: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(element, max_size=most)


plans = st.builds(
    Plan,
    ages=st.lists(st.tuples(age, birthday), min_size=PERSONS, max_size=PERSONS),
    accounts=st.lists(st.booleans(), min_size=PERSONS, max_size=PERSONS),
    members=_few(st.tuples(family, person, period), 5),
    custody=_few(st.tuples(person, person, period)),
    relations=_few(st.tuples(person, person, period)),
    coordinators=_few(st.tuples(staff, period), FAMILIES),
    posts=_few(st.tuples(staff, unit, st.sampled_from(["coordinator", "caseworker", "leader"]), period)),
    homes=_few(st.tuples(person, st.booleans())),
    goals=_few(st.tuples(family, st.one_of(st.none(), person)), 4),
    consents=_few(
        st.tuples(
            family, st.one_of(st.none(), person), some, unit, period,
            _few(st.tuples(person, st.sampled_from(["yes", "yes", "no"])), 4), _few(shareable, 1),
        ),
        2,
    ),
    disclosures=_few(st.tuples(person, some, staff, period), 2),
    emergencies=_few(st.tuples(family, staff, period), 1),
    hidden=_few(st.tuples(st.integers(0, 7), person), 2),
)  # fmt: skip


@dataclass
class World:
    """The rows of a world, by kind."""

    persons: list[Person] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    records: list[Any] = field(default_factory=list)


def _span(days: tuple[int, int | None]) -> dict[str, Any]:
    today = timezone.localdate()
    starts, length = days
    begin = today + dt.timedelta(days=starts)
    return {"starts": begin, "ends": None if length is None else begin + dt.timedelta(days=length)}


def _born(years: int | None, shift: int) -> dt.date | None:
    if years is None:
        return None
    today = timezone.localdate() + dt.timedelta(days=shift)
    return today.replace(year=today.year - years, day=min(today.day, 28)) + dt.timedelta(days=shift)


def build(plan: Plan) -> World:
    """Write the rows of ``plan`` and fold every grant."""
    world = World()
    _people(world, plan)
    _homes(world, plan)
    _staff(world, plan)
    _records(world, plan)
    _consents(world, plan)
    with connection.cursor() as cursor:
        cursor.execute("select gate_refold_all(true)")
    return world


def _keep(world: World, row: Any) -> Any:
    row.save(force_insert=True)
    world.records.append(row)
    return row


def _people(world: World, plan: Plan) -> None:
    for number, (years, shift) in enumerate(plan.ages):
        world.persons.append(_keep(world, Person(given_name=f"P{number}", birth_date=_born(years, shift))))
    world.families.extend(_keep(world, Family(name=f"F{number}")) for number in range(FAMILIES))
    seen: set[tuple[int, int]] = set()
    for of, who, days in plan.members:
        if (of, who) not in seen:
            seen.add((of, who))
            _keep(
                world,
                Membership(
                    family=world.families[of], person=world.persons[who], role="parent", **_span(days)
                ),
            )
    for kind, rows in (("custody", plan.custody), ("relation", plan.relations)):
        pairs: set[tuple[int, int]] = set()
        for one, other, days in rows:
            if one == other or (one, other) in pairs:
                continue
            pairs.add((one, other))
            child, holder = world.persons[one], world.persons[other]
            if kind == "custody":
                _keep(world, Custody(child=child, holder=holder, kind="joint", **_span(days)))
            else:
                _keep(world, Relation(from_person=child, to_person=holder, kind="parent", **_span(days)))


def _homes(world: World, plan: Plan) -> None:
    for who, protected in dict(plan.homes).items():
        home = _keep(world, Household(street="Vej", protected=protected))
        category = Category.PROTECTED_ADDRESS if protected else Category.CONTACT
        _keep(
            world,
            Residence(
                person=world.persons[who], household=home, starts=dt.date(2020, 1, 1), category=category
            ),
        )


def _user(world: World, **fields: Any) -> User:
    user = User(email=f"{uuid.uuid4()}@example.com", password="!", **fields)
    user.save(force_insert=True)
    world.users.append(user)
    return user


def _staff(world: World, plan: Plan) -> None:
    area = Area.objects.create(code="a", name="A", category=Category.EMPLOYMENT)
    world.units.extend(Unit.objects.create(code=f"u{n}", name=f"U{n}", area=area) for n in range(UNITS))
    staff_users = [_user(world, name=f"S{n}") for n in range(STAFF)]
    for who, has_account in enumerate(plan.accounts):
        if has_account:
            _user(world, name=f"P{who}", subject_id=world.persons[who].pk)
    seen: set[tuple[int, int, str]] = set()
    for who, where, role, days in plan.posts:
        if (who, where, role) not in seen:
            seen.add((who, where, role))
            StaffRole(user=staff_users[who], unit=world.units[where], role=role, **_span(days)).save(
                force_insert=True
            )
    for number, (who, days) in enumerate(plan.coordinators):
        course = _keep(
            world,
            Course(
                family=world.families[number], unit=world.units[0], programme="p", starts=dt.date(2020, 1, 1)
            ),
        )
        _keep(
            world,
            Coordination(
                course=course, family=world.families[number], user=staff_users[who], reason="r", **_span(days)
            ),
        )
    for of, who, days in plan.emergencies:
        span = _span(days)
        begins = _moment(span["starts"])
        _keep(
            world,
            EmergencyAccess(
                family=world.families[of],
                user=staff_users[who],
                reason="r",
                starts_at=begins,
                ends_at=_moment(span["ends"]) if span["ends"] else begins + dt.timedelta(days=1),
            ),
        )
    for about, categories, who, days in plan.disclosures:
        _disclosure(world, about, categories, staff_users[who], days)


def _moment(day: dt.date | None) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day or timezone.localdate(), dt.time()))


def _disclosure(
    world: World, about: int, categories: list[Category], to: User, days: tuple[int, int | None]
) -> None:
    span = _span(days)
    basis = LegalBasis.objects.create(code="x", paragraph="§ 1", scope="s", starts=dt.date(2020, 1, 1))
    _keep(
        world,
        Disclosure(
            family=world.families[0],
            person=world.persons[about],
            subject_id=world.persons[about].pk,
            categories=categories,
            user=to,
            legal_basis=basis,
            purpose="p",
            starts_at=_moment(span["starts"]),
            ends_at=_moment(span["ends"]) if span["ends"] else _moment(None) + dt.timedelta(days=900),
        ),
    )


def _records(world: World, plan: Plan) -> None:
    plans: dict[int, FamilyPlan] = {}
    for of, about in plan.goals:
        the_family = world.families[of]
        if of not in plans:
            course = Course.objects.filter(family=the_family).first()
            if course is None:
                continue
            plans[of] = _keep(world, FamilyPlan(course=course, family=the_family))
        about_person = None if about is None else world.persons[about]
        subject = the_family.pk if about_person is None else member_subject(the_family.pk, about_person.pk)
        _keep(
            world,
            Goal(
                plan=plans[of],
                person=about_person,
                shared=about_person is None,
                subject_id=subject,
                words="w",
            ),
        )
        _keep(
            world,
            Note(
                family=the_family,
                person=about_person,
                subject_id=subject,
                text="t",
                written_at=timezone.now(),
            ),
        )
    for number, whom in plan.hidden:
        record = world.records[number % len(world.records)]
        gated: Any = type(record).gated
        keys = gated.keys(record)
        if keys.subjects and not Restriction.objects.filter(record_id=record.pk).exists():
            Restriction(
                record_id=record.pk,
                subject_id=keys.subjects[0],
                category=keys.category,
                person_id=world.persons[whom].pk,
                reason="r",
                review_on=dt.date(2030, 1, 1),
            ).save(force_insert=True)


def _consents(world: World, plan: Plan) -> None:
    for of, about, categories, to, days, answers, withdrawn in plan.consents:
        about_person = None if about is None else world.persons[about]
        subject = subject_in(world.families[of], about_person)
        span = _span(days)
        ends = span["ends"] if span["ends"] and span["starts"] and span["ends"] > span["starts"] else None
        consent = _keep(
            world,
            Consent(
                family=world.families[of],
                person=about_person,
                subject_id=subject,
                categories=categories,
                purpose="p",
                starts=span["starts"],
                ends=ends or dt.date(2040, 1, 1),
                asked_at=timezone.now(),
            ),
        )
        _keep(world, Receiver(consent=consent, subject_id=subject, unit=world.units[to]))
        for minutes, (who, answer) in enumerate(answers):
            _keep(
                world,
                Signature(
                    consent=consent,
                    subject_id=subject,
                    signer=world.persons[who],
                    answer=answer,
                    how="own_login",
                    signed_at=timezone.now() - dt.timedelta(days=40, minutes=-minutes),
                ),
            )
        for category in withdrawn:
            _keep(
                world,
                Withdrawal(
                    consent=consent,
                    subject_id=subject,
                    by=world.persons[0],
                    categories=[category],
                    at=timezone.now(),
                ),
            )
