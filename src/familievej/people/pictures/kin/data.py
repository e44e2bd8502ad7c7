# SPDX-License-Identifier: EUPL-1.2
"""What a genogram is made of: persons, ties between them, and homes.

Symbols and lines follow the field's convention (McGoldrick, Gerson and Petry, *Genograms: Assessment and
Treatment*): square, circle, diamond, triangle for a pregnancy, a cross for a person who has died, a line for a couple
with one stroke for separated and two for divorced, broken where they live or lived together unmarried.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """Which symbol a person has."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class TieKind(StrEnum):
    """How two persons belong together. In a tie between generations `a` is the elder, `b` the younger."""

    MARRIED = "married"
    COHABITING = "cohabiting"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    PARTED = "parted"
    """Lived together unmarried, or were a couple; no longer."""
    CO_PARENTS = "co-parents"
    """Have a child together and nothing is known of them as a couple."""
    PARENT = "parent"
    ADOPTIVE_PARENT = "adoptive parent"
    FOSTER_PARENT = "foster parent"
    STEP_PARENT = "step-parent"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"


TOGETHER = frozenset({TieKind.MARRIED, TieKind.COHABITING})
COUPLES = TOGETHER | {TieKind.SEPARATED, TieKind.DIVORCED, TieKind.PARTED, TieKind.CO_PARENTS}
RAISED_BY = frozenset({TieKind.PARENT, TieKind.ADOPTIVE_PARENT, TieKind.FOSTER_PARENT})
DESCENTS = RAISED_BY | {TieKind.STEP_PARENT, TieKind.GRANDPARENT}
STEPS_DOWN = {TieKind.GRANDPARENT: 2} | dict.fromkeys(RAISED_BY | {TieKind.STEP_PARENT}, 1)
"""Generations between `a` and `b`; every other kind of tie is within one generation."""


@dataclass(frozen=True)
class GenogramPerson:
    """One person. `name` is what they are called by; an empty name is shown as unknown.

    `due` without `born` makes a pregnancy. `note` replaces the line with age, due date or years.
    """

    key: str
    name: str
    full_name: str = ""
    sex: Sex = Sex.UNKNOWN
    born: date | None = None
    due: date | None = None
    died: date | None = None
    href: str = ""
    note: str = ""

    @property
    def unborn(self) -> bool:
        """Whether this is a pregnancy."""
        return self.due is not None and self.born is None


@dataclass(frozen=True)
class Tie:
    """A line of the genogram between the persons with keys `a` (elder, where that has a meaning) and `b`."""

    kind: TieKind
    a: str
    b: str

    @property
    def pair(self) -> frozenset[str]:
        """The two keys without their order."""
        return frozenset({self.a, self.b})


@dataclass(frozen=True)
class Home:
    """A household: who lives at one address. A child with two homes is in both."""

    key: str
    name: str
    members: frozenset[str]


@dataclass(frozen=True)
class Kin:
    """A checked family: keys are unique, ties and homes point at persons, a pair has one couple tie."""

    people: tuple[GenogramPerson, ...]
    ties: tuple[Tie, ...]
    homes: tuple[Home, ...]
    index: str | None


def checked(
    people: Iterable[GenogramPerson], ties: Iterable[Tie], homes: Iterable[Home], index: str | None
) -> Kin:
    """Return the family as `Kin`, with co-parents joined; ties told twice are kept once.

    Raises ValueError naming the key where a tie, a home or the index points at nobody, where two persons share a
    key, or where somebody is tied to themselves.
    """
    persons = tuple(people)
    keys = [person.key for person in persons]
    known = set(keys)
    if len(known) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"Two persons of the genogram have the key {twice!r}")
    told: dict[object, Tie] = {}
    for tie in ties:
        if tie.a == tie.b:
            raise ValueError(f"{tie.a!r} is tied to themselves as {tie.kind}")
        for key in (tie.a, tie.b):
            if key not in known:
                raise ValueError(f"A tie ({tie.kind}) points at {key!r}, who is not among the persons")
        # A later word about a couple replaces the earlier: they were married, now they are divorced.
        told[tie.pair if tie.kind in COUPLES else _identity(tie)] = tie
    households = tuple(homes)
    for home in households:
        if strangers := home.members - known:
            raise ValueError(
                f"Home {home.key!r} has the member {min(strangers)!r}, who is not among the persons"
            )
    if index is not None and index not in known:
        raise ValueError(f"The index child {index!r} is not among the persons")
    kept = tuple(told.values())
    return Kin(persons, kept + _co_parents(kept), households, index)


def _identity(tie: Tie) -> object:
    if tie.kind is TieKind.SIBLING:
        return (tie.kind, tie.pair)
    return (tie.kind, tie.a, tie.b)


def _co_parents(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """Two parents of a child are joined by a line also where nobody has said what they are to each other."""
    pairs = {tie.pair for tie in ties if tie.kind in COUPLES}
    by_child: dict[tuple[str, TieKind], list[str]] = {}
    for tie in ties:
        if tie.kind in RAISED_BY:
            by_child.setdefault((tie.b, tie.kind), []).append(tie.a)
    joined = []
    for parents in by_child.values():
        if len(parents) == 2 and frozenset(parents) not in pairs:
            pairs.add(frozenset(parents))
            joined.append(Tie(TieKind.CO_PARENTS, *parents))
    return tuple(joined)
