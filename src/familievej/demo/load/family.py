# SPDX-License-Identifier: EUPL-1.2
"""Who is in and around a story's family: persons, relations, custody, homes, network and units."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from familievej.demo.cast import cast
from familievej.demo.load.organisation import SYSTEM, Organisation
from familievej.people import actions as people

if TYPE_CHECKING:
    from familievej.demo.cpr import FictiveCpr
    from familievej.demo.load.calendar import Calendar
    from familievej.demo.story import Story, StoryPerson
    from familievej.people.models import Family, Person

NAMESPACE = uuid.UUID("5d0f0cde-6f3c-4f06-9a2e-6f1d1a1b2c3d")
"""Ids are the same in every demonstration, so that an address to a page still works after a new loading."""


def fixed_id(*parts: object) -> uuid.UUID:
    """The id of a record of the demonstration."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))


class FamilyMaker:
    """Makes the persons of one story; afterwards ``family`` and ``persons`` (by key) are there."""

    def __init__(self, story: Story, organisation: Organisation, cpr: FictiveCpr) -> None:
        self._story, self._organisation, self._cpr = story, organisation, cpr
        self._calendar: Calendar = organisation.calendar
        self.persons: dict[str, Person] = {}
        self.family: Family = people.family_create(
            actor=SYSTEM, name=story.family, family_id=fixed_id(story.id)
        )

    def make(self) -> None:
        """Everything about the family but its course."""
        for told in self._story.persons:
            self.persons[told.key] = self._person(told)
        for told in self._story.members:
            people.member_add(
                actor=SYSTEM,
                family=self.family,
                person=self.persons[told.key],
                role=told.role,
                starts=self._calendar.day(self._joined(told)),
                index_child=told.index,
            )
        self._ties()
        self._homes()
        self._around()

    def _person(self, told: StoryPerson) -> Person:
        born = None if told.born is None else self._calendar.day(told.born)
        person = people.person_create(
            actor=SYSTEM,
            person_id=fixed_id(self._story.id, told.key),
            given_name=told.given,
            family_name=told.last,
            called_name=told.called,
            sex=told.sex,
            birth_date=born,
            due_date=None if told.due_in is None else self._calendar.day(told.due_in),
            language=told.language,
            interpreter=told.interpreter,
        )
        if born is not None:
            people.cpr_set(actor=SYSTEM, person=person, number=self._cpr.number(born, told.sex == "M"))
        points = [(kind, value) for kind, value in (("phone", told.phone), ("email", told.email)) if value]
        if points:
            people.contact_points_set(actor=SYSTEM, person=person, points=points)
        return person

    def _joined(self, told: StoryPerson) -> int:
        """A child from birth, an adult from the birth of the first child, unless the story says otherwise."""
        if told.since is not None:
            return told.since
        births = [person.born for person in self._story.members if person.role == "child" and person.born]
        own = told.born if told.born is not None else self._story.course.start
        return max(own, min(births, default=self._story.course.start))

    def _born(self, *keys: str) -> int:
        """The day on which the last of the persons was there."""
        births = (self._story.person(key).born for key in keys)
        return max(born if born is not None else self._story.course.start for born in births)

    def _period(self, since: int | None, until: int | None, *keys: str) -> dict[str, Any]:
        starts = self._born(*keys) if since is None else since
        return {
            "starts": self._calendar.day(starts),
            "ends": None if until is None else self._calendar.day(until),
        }

    def _ties(self) -> None:
        for tie in self._story.relations:
            people.relation_add(
                actor=SYSTEM,
                from_person=self.persons[tie.who],
                kind=tie.kind,
                to_person=self.persons[tie.to],
                **self._period(tie.since, tie.until, tie.who, tie.to),
            )
        for custody in self._story.custody:
            people.custody_set(
                actor=SYSTEM,
                child=self.persons[custody.child],
                holder=self.persons[custody.holder],
                kind=custody.kind,
                **self._period(custody.since, custody.until, custody.child),
            )

    def _homes(self) -> None:
        town = cast().municipality
        homes = {
            home.key: people.household_create(
                actor=SYSTEM,
                street=home.street,
                postcode=town.postcode,
                town=town.town,
                name=home.name,
                protected=home.protected,
            )
            for home in self._story.homes
        }
        for residence in self._story.residences:
            people.residence_add(
                actor=SYSTEM,
                person=self.persons[residence.person],
                household=homes[residence.home],
                kind=residence.kind,
                **self._period(residence.since, residence.until, residence.person),
            )

    def _around(self) -> None:
        for number, friend in enumerate(self._story.network):
            people.network_person_add(
                actor=SYSTEM,
                family=self.family,
                name=friend.name,
                role=friend.role,
                starts=self._calendar.day(self._story.course.start),
                new_id=fixed_id(self._story.id, "network", number),
                resource=friend.resource,
                phone=friend.phone,
                may_be_contacted=friend.may_be_contacted,
            )
        for number, involved in enumerate(self._story.involvements):
            staff = cast().staff.get(involved.contact)
            people.involvement_add(
                actor=SYSTEM,
                person=self.persons[involved.person],
                unit=self._organisation.units[involved.unit],
                new_id=fixed_id(self._story.id, "involvement", number),
                contact_name=staff.name if staff else involved.contact_name,
                contact_role=staff.title if staff else involved.role,
                contact_phone=staff.phone if staff else cast().units[involved.unit].phone,
                meeting_place=involved.place,
                plan_name=involved.plan,
                **self._period(involved.since, involved.until),
            )
