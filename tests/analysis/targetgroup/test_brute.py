# SPDX-License-Identifier: EUPL-1.2
"""On random small registers the engine says what counting person by person says."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.targetgroup import brute
from tests.analysis.targetgroup.world import YEAR, World

from familievej.analysis.targetgroup.counts import Counts
from familievej.analysis.targetgroup.measures import PLACE
from familievej.analysis.targetgroup.rulesfile import default

CODES = [*sorted(default().codes), "gp_visit"]
BASES = [None, "mental_illness", "social_problems", "parent", "age"]
NAMES = [f"p{number}" for number in range(7)]
near = st.dates(dt.date(YEAR - 1, 11, 1), dt.date(YEAR + 1, 2, 1))
born = st.one_of(
    st.dates(dt.date(1997, 12, 1), dt.date(YEAR + 1, 1, 31)),
    st.sampled_from([dt.date(1998, 12, 31), dt.date(1999, 1, 1), dt.date(2004, 12, 31), dt.date(2005, 1, 1)]),
    st.just(dt.date(1975, 5, 5)),
)
names = st.sampled_from(NAMES)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World()
    for name in NAMES:
        world.person(name, draw(born), draw(st.one_of(st.none(), st.none(), near)))
    for _ in range(draw(st.integers(0, 8))):
        child, parent, kind = draw(names), draw(names), draw(st.sampled_from(["legal", "step"]))
        if child != parent:
            first, last = _days(draw)
            world.related(kind, child, parent, since=draw(st.sampled_from([None, first])), until=last)
    for _ in range(draw(st.integers(0, 10))):
        first, last = _days(draw)
        home = draw(st.one_of(st.none(), st.integers(1, 3)))
        kind = draw(st.sampled_from(["registered", "registered", "part_time"]))
        world.live(
            home, draw(names), since=first, until=last, kind=kind, municipality=draw(st.integers(901, 903))
        )
    likely = st.sampled_from(
        ["home_based", "placement", "disability_pension", "support_at_home", "notification"]
    )
    for _ in range(draw(st.integers(2, 14))):
        first, last = _days(draw)
        code = draw(st.one_of(likely, st.sampled_from(CODES)))
        world.had(draw(names), code, since=first, until=last, basis=draw(st.sampled_from(BASES)))
    return world


def _days(draw: st.DrawFn) -> tuple[dt.date, dt.date | None]:
    first = draw(near)
    return first, draw(st.one_of(st.none(), st.dates(first, dt.date(YEAR + 1, 3, 1))))


choices = st.fixed_dictionaries(
    {
        "at_least": st.integers(1, 2),
        "include": st.sampled_from([(), ("youth_support",)]),
        "age_on": st.sampled_from(["first_day", "last_day"]),
        "alive": st.sampled_from(["some_day", "last_day"]),
        "relation_on": st.sampled_from(["some_day", "last_day"]),
        "parents": st.sampled_from(["legal", "legal", "household"]),
        "homes": st.sampled_from(["registered", "all"]),
        "leave_out_placed": st.booleans(),
        "leave_out_alone": st.booleans(),
        "household_known": st.booleans(),
    }
)


@settings(max_examples=25)
@given(world=worlds(), chosen=choices)
def test_the_engine_counts_as_one_counts_by_hand(world: World, chosen: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        counts = world.count(Path(folder), **chosen)
    assert _told(counts) == brute.counted(world, counts.rules, YEAR)


def _told(counts: Counts) -> Counter[brute.Key]:
    told: Counter[brute.Key] = Counter()
    for row in counts.rows:
        role, target, municipality, band = (row[name] for name in PLACE)
        for measure, number in row.items():
            if measure not in PLACE and number:
                told[str(role), int(target), int(municipality), int(band), measure] = int(number)
    return told
