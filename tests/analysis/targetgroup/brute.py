# SPDX-License-Identifier: EUPL-1.2
"""The definition once more, person by person in plain Python: slow, and easy to read beside the report."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from tests.analysis.targetgroup.world import World

from familievej.analysis.targetgroup.definition import Criterion, Rules
from familievej.analysis.targetgroup.measures import BANDS

Key = tuple[str, int, int, int, str]


def counted(world: World, rules: Rules, year: int) -> Counter[Key]:
    """(role, in_target, municipality, age band, measure): number; without the zeros."""
    asked = _Asked(world, rules, year)
    told: Counter[Key] = Counter()
    for who in asked.persons:
        for role, vulnerable, target in (
            ("child", asked.children, asked.target_children),
            ("adult", asked.adults, asked.target_adults),
        ):
            if who in vulnerable:
                place = (role, int(who in target), asked.municipality(who), asked.band(who))
                for measure, number in asked.measures(who, role).items():
                    told[(*place, measure)] += int(number)
    return +told


class _Asked:
    def __init__(self, world: World, rules: Rules, year: int) -> None:
        self.rules, self.year, self.choices = rules, year, rules.choices
        self.first, self.last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        self.rows = world.rows
        self.persons = {row["person_id"]: row for row in world.rows["persons"]}
        alive = {who for who in self.persons if self.alive(who)}
        low, high = self.choices.child_ages
        self.children = {
            who
            for who in alive
            if low <= self.age(who) <= high and any(self.has(who, one) for one in rules.children_criteria)
        }
        self.adults = {
            who
            for who in alive
            if self.age(who) >= self.choices.adult_from
            and sum(self.has(who, one) for one in rules.challenges) >= self.choices.at_least
        }
        self.pairs = {
            (child, parent)
            for child, parent, kind in self.relations()
            if child in self.children
            and parent in self.adults
            and (
                kind == "legal" if self.choices.parents == "legal" else self.homes(child) & self.homes(parent)
            )
        }
        self.target_children = {child for child, _parent in self.pairs}
        self.target_adults = {parent for _child, parent in self.pairs}

    def alive(self, who: int) -> bool:
        died = self.persons[who]["death_date"]
        return died is None or (died >= self.first and (self.choices.alive == "some_day" or died > self.last))

    def age(self, who: int) -> int:
        day = self.first if self.choices.age_on == "first_day" else self.last
        born = self.persons[who]["birth_date"]
        return int(day.year - born.year - ((day.month, day.day) < (born.month, born.day)))

    def band(self, who: int) -> int:
        return sum(self.age(who) > limit for limit in BANDS)

    def events(self, who: int) -> list[dict[str, Any]]:
        return [row for row in self.rows["events"] if row["person_id"] == who and self.during(row)]

    def during(self, row: dict[str, Any], since: dt.date | None = None) -> bool:
        begun = row["first_day"] is None or row["first_day"] <= self.last
        return begun and (row["last_day"] is None or row["last_day"] >= (since or self.first))

    def matching(self, who: int, criterion: Criterion) -> int:
        return sum(
            any(
                row["code"] == sign.code and (not sign.basis or row["basis"] in sign.basis)
                for sign in criterion.any_of
            )
            for row in self.events(who)
        )

    def has(self, who: int, criterion: Criterion) -> bool:
        return self.matching(who, criterion) > 0

    def relations(self) -> list[tuple[int, int, str]]:
        since = self.first if self.choices.relation_on == "some_day" else self.last
        held = [row for row in self.rows["relations"] if self.during(row, since)]
        return [(row["child_id"], row["parent_id"], row["kind"]) for row in held]

    def homes(self, who: int) -> set[int]:
        return {
            row["household_id"]
            for row in self.rows["residences"]
            if row["person_id"] == who
            and row["household_id"] is not None
            and self.during(row, self.last)
            and (self.choices.homes == "all" or row["kind"] == "registered")
        }

    def municipality(self, who: int) -> int:
        lived = [
            (row["first_day"], -row["municipality"])
            for row in self.rows["residences"]
            if row["person_id"] == who and row["kind"] == "registered" and self.during(row)
        ]
        return -max(lived)[1] if lived else 0

    def alone(self, who: int) -> bool:
        return any(
            not any(home in self.homes(other) for other in self.persons if other != who)
            for home in self.homes(who)
        )

    def in_base(self, who: int) -> bool:
        choices = self.choices
        placed = next(one for one in self.rules.child if one.id == "placed")
        return (
            who in self.target_children
            and not (choices.leave_out_placed and self.has(who, placed))
            and not (choices.leave_out_alone and self.alone(who))
            and not (choices.household_known and not self.homes(who))
        )

    def measures(self, who: int, role: str) -> dict[str, int]:
        is_child = role == "child"
        own = [pair for pair in self.pairs if pair[0 if is_child else 1] == who]
        base = is_child and self.in_base(who)
        both = who in self.children and who in self.adults
        told: dict[str, int] = {
            "persons": 1,
            "two": len(own) >= 2,
            "both_roles": not is_child
            and both
            and (who in self.target_children) == (who in self.target_adults),
            "base": base,
            "with_child": base and any(self.homes(who) & self.homes(one) for one in self.children - {who}),
            "with_adult": base
            and any(
                parent in self.adults and self.homes(who) & self.homes(parent)
                for child, parent, _kind in self.relations()
                if child == who
            ),
        }
        contacts = self.rules.contacts.children if is_child else self.rules.contacts.adults
        for one in contacts:
            aged = one.ages is None or one.ages[0] <= self.age(who) <= one.ages[1]
            told[f"has_{role}_{one.id}"] = aged and self.has(who, one)
            if one.ages:
                told[f"base_{role}_{one.id}"] = aged
            if one.counted:
                told[f"rows_{role}_{one.id}"] = self.matching(who, one)
        return told
