# SPDX-License-Identifier: EUPL-1.2
"""Which generation each person stands in: 0 is the eldest."""

from familievej.people.pictures.kin.data import (
    COUPLES,
    RAISED_BY,
    STEPS_DOWN,
    GenogramPerson,
    Kin,
    Tie,
    TieKind,
)

DAYS_A_GENERATION = 28 * 365.25
_TRUST = (
    RAISED_BY - {TieKind.FOSTER_PARENT},
    COUPLES - {TieKind.CO_PARENTS},
    {TieKind.FOSTER_PARENT, TieKind.STEP_PARENT},
    {TieKind.GRANDPARENT, TieKind.SIBLING, TieKind.CO_PARENTS},
)
"""Where ties contradict each other (a man who married his niece) the more certain one decides the generation."""


def generations(kin: Kin) -> dict[str, int]:
    """Return the generation of every person by key, counted from 0 without empty generations.

    Ties are followed from the most to the least certain; one that contradicts what is already placed is left to
    be drawn as a longer line. Persons whom no tie joins to the index child are placed by age.
    """
    group = {person.key: person.key for person in kin.people}
    level = {person.key: 0 for person in kin.people}
    for kinds in _TRUST:
        for tie in kin.ties:
            if tie.kind in kinds:
                _join(tie, group, level)
    _align(kin, group, level)
    rows = {value: row for row, value in enumerate(sorted(set(level.values())))}
    return {key: rows[value] for key, value in level.items()}


def _join(tie: Tie, group: dict[str, str], level: dict[str, int]) -> None:
    old, new = group[tie.b], group[tie.a]
    if old == new:
        return
    shift = level[tie.a] + STEPS_DOWN.get(tie.kind, 0) - level[tie.b]
    for key in [key for key, name in group.items() if name == old]:
        group[key] = new
        level[key] += shift


def _align(kin: Kin, group: dict[str, str], level: dict[str, int]) -> None:
    """Place groups that nothing joins: beside the index child's group, by the distance in age."""
    if not kin.people:
        return
    persons = {person.key: person for person in kin.people}
    anchor = persons[kin.index or kin.people[0].key]
    main = group[anchor.key]
    low = min(level[key] for key in group if group[key] == main)
    high = max(level[key] for key in group if group[key] == main)
    for name in dict.fromkeys(group.values()):
        members = [key for key in group if group[key] == name]
        if name == main:
            continue
        guesses = [level[anchor.key] + _younger(anchor, persons[key]) - level[key] for key in members]
        shift = round(sum(guesses) / len(guesses))
        top, bottom = min(level[key] for key in members), max(level[key] for key in members)
        shift = min(max(shift, low - 1 - bottom), high + 1 - top)
        for key in members:
            level[key] += shift


def _younger(anchor: GenogramPerson, person: GenogramPerson) -> int:
    """Generations from `anchor` down to `person` judged by birth dates; 0 where one is not known."""
    ours, theirs = anchor.born or anchor.due, person.born or person.due
    if ours is None or theirs is None:
        return 0
    return round((theirs - ours).days / DAYS_A_GENERATION)
