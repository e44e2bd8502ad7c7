# SPDX-License-Identifier: EUPL-1.2
"""The pure rule, the grants in the database and a count by hand, day by day, say the same in random worlds."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familievej.access.models import Consent, Receiver, Signature, Withdrawal
from familievej.access.openness import Facts, Given, Needed, State, Taken, open_categories, state
from familievej.access.queries.consents import readings
from familievej.access.queries.facts import facts_of
from familievej.base.periods import age_on
from familievej.gate.acting import refold
from familievej.gate.categories import Category
from familievej.gate.models import User
from familievej.people.models import Custody, Family, Membership, Person

WORLDS = 2_000 if os.environ.get("CI") else 300
PERSONS = 4
person = st.integers(0, PERSONS - 1)
ahead = st.integers(-3, 40)
period = st.tuples(st.integers(-40, 30), st.one_of(st.none(), st.integers(1, 40)))
some = st.sets(st.sampled_from([Category.PLAN, Category.HEALTH, Category.SCHOOL]), min_size=1)
COPENHAGEN_NOON = dt.time(12)


@dataclass(frozen=True)
class Someone:
    """``birthday`` is the number of days until they are ``years`` old; None: nobody knows."""

    years: int
    birthday: int | None
    unborn: bool
    dies: int | None


@dataclass(frozen=True)
class World:
    """Numbers point at persons; days count from today."""

    people: list[Someone]
    custody: list[tuple[int, int, tuple[int, int | None]]]
    members: list[tuple[int, tuple[int, int | None]]]
    about: int | None
    categories: set[Category]
    starts: int
    length: int
    events: list[tuple[int, str, set[Category]]]
    replaced: bool


worlds = st.builds(
    World,
    people=st.lists(
        st.builds(
            Someone,
            years=st.sampled_from([15, 15, 15, 30, 3]),
            birthday=st.one_of(st.none(), st.integers(-10, 40)),
            unborn=st.booleans(),
            dies=st.one_of(st.none(), st.none(), st.integers(-3, 40)),
        ),
        min_size=PERSONS,
        max_size=PERSONS,
    ),
    custody=st.lists(st.tuples(person, person, period), max_size=4, unique_by=lambda row: row[:2]),
    members=st.lists(st.tuples(person, period), max_size=4, unique_by=lambda row: row[0]),
    about=st.one_of(st.none(), person, person),
    categories=some,
    starts=st.integers(-20, 10),
    length=st.integers(1, 50),
    events=st.lists(
        st.tuples(person, st.sampled_from(["yes", "yes", "yes", "no", "back"]), some), max_size=9
    ),
    replaced=st.sampled_from([False] * 9 + [True]),
)


def _day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def _span(days: tuple[int, int | None]) -> dict[str, Any]:
    starts, length = days
    return {"starts": _day(starts), "ends": None if length is None else _day(starts + length)}


def _born(who: Someone) -> dt.date | None:
    if who.birthday is None or who.unborn:
        return None
    day = _day(who.birthday)
    try:
        return day.replace(year=day.year - who.years)
    except ValueError:
        return day.replace(year=day.year - who.years, month=3, day=1)


@dataclass
class Built:
    """The rows."""

    world: World
    persons: list[Person]
    consent: Consent
    receiver: User

    def must(self, day: dt.date) -> set[uuid.UUID]:
        """Who must say yes on ``day``, counted by hand."""
        world, found = self.world, set()
        present = (
            [world.about]
            if world.about is not None
            else [who for who, days in world.members if self._holds(days, day)]
        )
        for who in present:
            if self._dead(who, day):
                continue
            age = age_on(self.persons[who].birth_date, day)
            holders = [row for row in world.custody if row[0] == who and row[0] != row[1]]
            if (age is not None and age >= 15) or (
                self.persons[who].birth_date is None and not world.people[who].unborn and not holders
            ):
                found.add(who)
            elif world.about is not None:
                found |= {
                    holder
                    for _child, holder, days in holders
                    if self._holds(days, day) and not self._dead(holder, day)
                }
        return {self.persons[who].pk for who in found}

    def open(self, day: dt.date) -> set[str]:
        """What is open on ``day``, counted by hand from the events in their order."""
        consent, last, gone = self.consent, dict[uuid.UUID, str](), dict[uuid.UUID, set[str]]()
        for who, said, categories in self.world.events:
            key = self.persons[who].pk
            if said == "back":
                gone.setdefault(key, set()).update(categories)
            else:
                last[key] = said
                if said == "yes":
                    gone.pop(key, None)
        must = self.must(day)
        if self.world.replaced or not consent.starts <= day < consent.ends or not must:
            return set()
        if any(last.get(key) != "yes" for key in must):
            return set()
        return set(consent.categories) - set().union(*gone.values())

    def granted(self, day: dt.date) -> set[str]:
        """What the database opens for the receiver on ``day``."""
        noon = timezone.make_aware(dt.datetime.combine(day, COPENHAGEN_NOON))
        moment = timezone.now() if day == timezone.localdate() else noon
        with connection.cursor() as cursor:
            cursor.execute(
                "select category from gate_grant where user_id = %s and source_id = %s and subject_id = %s"
                " and starts_at <= %s and (ends_at is null or ends_at > %s)",
                [str(self.receiver.pk), str(self.consent.pk), str(self.consent.subject_id), moment, moment],
            )
            return {category for (category,) in cursor.fetchall()}

    @staticmethod
    def _holds(days: tuple[int, int | None], day: dt.date) -> bool:
        span = _span(days)
        return bool(span["starts"] <= day and (span["ends"] is None or day < span["ends"]))

    def _dead(self, who: int, day: dt.date) -> bool:
        died = self.persons[who].deceased_on
        return died is not None and died <= day


def _build(world: World, receiver: User) -> Built:
    persons = [
        Person(
            given_name=f"P{number}",
            birth_date=_born(who),
            due_date=_day(100) if who.unborn else None,
            deceased_on=None if who.dies is None else _day(who.dies),
        )
        for number, who in enumerate(world.people)
    ]
    Person.objects.bulk_create(persons)
    family = Family(name="F")
    family.save(force_insert=True)
    Custody.objects.bulk_create(
        Custody(child=persons[child], holder=persons[holder], kind="joint", **_span(days))
        for child, holder, days in world.custody
        if child != holder
    )
    Membership.objects.bulk_create(
        Membership(family=family, person=persons[who], role="parent", **_span(days))
        for who, days in world.members
    )
    about = None if world.about is None else persons[world.about]
    terms: dict[str, Any] = {
        "family": family,
        "person": about,
        "subject_id": about.pk if about else family.pk,
        "categories": sorted(c.value for c in world.categories),
        "purpose": "p",
        "starts": _day(world.starts),
        "ends": _day(world.starts + world.length),
        "asked_at": timezone.now(),
    }
    consent = Consent(**terms)
    consent.save(force_insert=True)
    if world.replaced:
        Consent(**terms, replaces=consent, version=2).save(force_insert=True)
    Receiver(consent=consent, subject_id=consent.subject_id, user=receiver).save(force_insert=True)
    for who, said, categories in world.events:
        common: dict[str, Any] = {"consent": consent, "subject_id": consent.subject_id}
        if said == "back":
            taken = [c.value for c in categories]
            Withdrawal(by=persons[who], categories=taken, at=timezone.now(), **common).save(force_insert=True)
        else:
            # A clock that was set back must change nothing: the turn counts.
            at = timezone.now() - dt.timedelta(hours=len(categories))
            Signature(signer=persons[who], answer=said, how="own_login", signed_at=at, **common).save(
                force_insert=True
            )
    refold([consent.subject_id])
    return Built(world, persons, consent, receiver)


@pytest.mark.django_db
@settings(
    max_examples=WORLDS,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(world=worlds, days=st.sets(ahead, max_size=6))
def test_the_pure_rule_the_database_and_a_count_by_hand_agree(world: World, days: set[int]) -> None:
    with transaction.atomic():
        receiver = User(email=f"{uuid.uuid4()}@example.com", password="!", name="R")
        receiver.save(force_insert=True)
        built = _build(world, receiver)
        facts = facts_of(built.consent)
        (reading,) = readings(Consent.objects.filter(pk=built.consent.pk), timezone.localdate())
        assert reading.facts == facts
        for day in {_day(number) for number in {0, 1, *days}}:
            pure = open_categories(facts, day)
            assert pure == built.open(day), day
            if day >= timezone.localdate():
                assert pure == built.granted(day), day
            assert (state(facts, day) in {State.OPEN, State.PARTLY_WITHDRAWN}) is bool(pure)
        transaction.set_rollback(True)


MARIA, JENS = uuid.UUID(int=1), uuid.UUID(int=2)
TODAY = dt.date(2026, 5, 3)


def _facts(given: list[Given], taken: list[Taken] | None = None, **other: Any) -> Facts:
    both = [Needed(MARIA, TODAY), Needed(JENS, TODAY)]
    terms: dict[str, Any] = {
        "categories": frozenset({"plan", "health"}),
        "starts": TODAY,
        "ends": TODAY + dt.timedelta(days=365),
        "needed": both,
    }
    return Facts(**{**terms, **other}, given=given, taken=taken or [])


def _said(who: uuid.UUID, turn: int, *, yes: bool = True) -> Given:
    return Given(who, yes, turn, dt.datetime(2026, 5, 3, 12, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (_facts([]), State.ASKED),
        (_facts([_said(MARIA, 1)]), State.ASKED),
        (_facts([_said(MARIA, 1), _said(JENS, 2, yes=False)]), State.REFUSED),
        (_facts([_said(MARIA, 1), _said(JENS, 2)]), State.OPEN),
        (
            _facts([_said(MARIA, 1), _said(JENS, 2)], [Taken(JENS, frozenset({"plan"}), 3)]),
            State.PARTLY_WITHDRAWN,
        ),
        (
            _facts([_said(MARIA, 1), _said(JENS, 2)], [Taken(JENS, frozenset({"plan", "health"}), 3)]),
            State.WITHDRAWN,
        ),
        (
            _facts([_said(MARIA, 1), _said(JENS, 2), _said(JENS, 4)], [Taken(JENS, frozenset({"plan"}), 3)]),
            State.OPEN,
        ),
        (
            _facts([_said(MARIA, 1), _said(JENS, 2), _said(MARIA, 4)], [Taken(JENS, frozenset({"plan"}), 3)]),
            State.PARTLY_WITHDRAWN,
        ),
        (_facts([_said(MARIA, 1), _said(JENS, 2)], replaced=True), State.REPLACED),
        (_facts([_said(MARIA, 1), _said(JENS, 2)], ends=TODAY), State.EXPIRED),
        (_facts([], needed=[]), State.ASKED),
        (
            _facts(
                [_said(MARIA, 1)],
                starts=TODAY + dt.timedelta(days=2),
                needed=[Needed(MARIA, TODAY + dt.timedelta(days=2))],
            ),
            State.NOT_BEGUN,
        ),
    ],
)
def test_a_consent_has_one_state_on_a_day(facts: Facts, found: State) -> None:
    assert state(facts, TODAY) is found
    assert bool(open_categories(facts, TODAY)) is (found in {State.OPEN, State.PARTLY_WITHDRAWN})


@pytest.mark.parametrize(
    ("born", "day", "old"), [((2008, 2, 29), (2023, 3, 1), True), ((2008, 2, 29), (2023, 2, 28), False)]
)
def test_whoever_is_born_on_a_leap_day_is_fifteen_on_the_first_of_march(
    db: None, born: tuple[int, int, int], day: tuple[int, int, int], old: bool
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select access_birthday(%s, 15) <= %s", [dt.date(*born), dt.date(*day)])
        assert cursor.fetchone() == (old,)
    assert ((age_on(dt.date(*born), dt.date(*day)) or 0) >= 15) is old
