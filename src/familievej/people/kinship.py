# SPDX-License-Identifier: EUPL-1.2
"""From relations as they are stored to the lines of a genogram."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from familievej.people.models import RelationKind, Sex
from familievej.people.pictures.genogram import GenogramPerson, Genograms, Home, Tie, TieKind, genograms
from familievej.people.pictures.genogram import Sex as Symbol

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.people.models import Person, Relation
    from familievej.people.queries import Circle

_SYMBOLS = {Sex.FEMALE: Symbol.FEMALE, Sex.MALE: Symbol.MALE, Sex.OTHER: Symbol.UNKNOWN}
_LINES = {
    RelationKind.PARENT: TieKind.PARENT,
    RelationKind.ADOPTIVE_PARENT: TieKind.ADOPTIVE_PARENT,
    RelationKind.FOSTER_PARENT: TieKind.FOSTER_PARENT,
    RelationKind.STEP_PARENT: TieKind.STEP_PARENT,
    RelationKind.GRANDPARENT: TieKind.GRANDPARENT,
    RelationKind.SPOUSE: TieKind.MARRIED,
    RelationKind.PARTNER: TieKind.COHABITING,
    RelationKind.EX_PARTNER: TieKind.PARTED,
}
_SIBLINGS = frozenset({RelationKind.SIBLING, RelationKind.HALF_SIBLING, RelationKind.STEP_SIBLING})


def genogram_of(circle: Circle, day: dt.date, *, title: str, page_of: Callable[[UUID], str]) -> Genograms:
    """The family of ``circle`` drawn on ``day``: its members and those who are tied to them by a line."""
    ties = _ties(circle)
    drawn = {str(member.person.pk) for member in circle.members} | {
        key for tie in ties for key in (tie.a, tie.b)
    }
    index = circle.index_child
    return genograms(
        [_person(p, page_of) for p in circle.persons.values() if str(p.pk) in drawn],
        ties,
        homes=_homes(circle, drawn),
        index=str(index.pk) if index else None,
        today=day,
        prefix="genogram",
        title=_("Genogram of %(family)s") % {"family": title},
    )


def _person(person: Person, page_of: Callable[[UUID], str]) -> GenogramPerson:
    return GenogramPerson(
        key=str(person.pk),
        name=person.short_name,
        full_name=person.full_name,
        sex=_SYMBOLS[Sex(person.sex)],
        born=person.birth_date,
        due=person.due_date if person.birth_date is None else None,
        died=person.deceased_on,
        href=page_of(person.pk),
    )


def _ties(circle: Circle) -> list[Tie]:
    married_once = {_pair(row) for row in circle.ended_marriages}
    lines = [tie for row in circle.relations if (tie := _line(row, married_once)) is not None]
    parents: dict[str, set[str]] = {}
    for tie in lines:
        if tie.kind is TieKind.PARENT:
            parents.setdefault(tie.b, set()).add(tie.a)
    siblings = [
        Tie(TieKind.SIBLING, str(row.from_person_id), str(row.to_person_id))
        for row in circle.relations
        if row.kind in _SIBLINGS
    ]
    # Children of one parent are siblings to look at, and a parent's parent a grandparent: nothing is drawn twice.
    return [tie for tie in lines if not _by_way_of_parent(tie, parents)] + [
        tie for tie in siblings if not parents.get(tie.a, set()) & parents.get(tie.b, set())
    ]


def _by_way_of_parent(tie: Tie, parents: dict[str, set[str]]) -> bool:
    if tie.kind is not TieKind.GRANDPARENT:
        return False
    return any(tie.a in parents.get(between, set()) for between in parents.get(tie.b, set()))


def _line(row: Relation, married_once: set[frozenset[UUID]]) -> Tie | None:
    kind = _LINES.get(RelationKind(row.kind))
    if kind is TieKind.PARTED and _pair(row) in married_once:
        kind = TieKind.DIVORCED
    return None if kind is None else Tie(kind, str(row.from_person_id), str(row.to_person_id))


def _pair(row: Relation) -> frozenset[UUID]:
    return frozenset({row.from_person_id, row.to_person_id})


def _homes(circle: Circle, drawn: set[str]) -> list[Home]:
    homes = []
    for home in circle.homes:
        living = frozenset(str(row.person_id) for row in home.residences) & drawn
        if living:
            # A picture is shown on shared screens: a protected street does not stand in it.
            name = home.household.name or (
                _("Protected") if home.household.protected else home.household.street
            )
            homes.append(Home(str(home.household.pk), name, living))
    return homes
