# SPDX-License-Identifier: EUPL-1.2
"""What happened to the people of one part, as rows of ``events``; codes and grounds as places in their lists.

``vulnerable`` draws what the rules ask for, with the shares of ``calibration``; ``ordinary`` fills up with what
registers hold about everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from familievej.analysis.targetgroup.country import calibration as by
from familievej.analysis.targetgroup.country.people import (
    GROWN,
    LAST,
    OLD,
    ONCE,
    ORDINARY,
    TARGET,
    People,
    Truth,
    Whole,
)

Days = npt.NDArray[np.datetime64]
FIRST = np.datetime64(f"{by.YEARS[0]}-01-01")
NEW_YEAR = np.datetime64(f"{by.YEARS[-1]}-01-01")
GROUNDS = ("parent", "child", *by.GROUNDS)
ONE_DAY = ("notification", "conviction", "criminal_decision", "violence_perpetrator", "violence_victim")
CODES = tuple(
    sorted(
        {
            "home_based", "placement", "youth_support", "notification", "disability_pension", "resource_course",
            "cash_benefit_activity_ready", "cash_benefit_job_ready", "education_benefit", "employment",
            "imprisonment", *by.MEASURES, *by.TEMPORARY, *(code for code in by.SIGNS if code != "measures"),
            *(code for codes in by.ORDINARY.values() for code in codes),
        }
    )
)  # fmt: skip
PLACES = {code: place for place, code in enumerate(CODES)}
NO_GROUND = -1


@dataclass
class Events:
    """Rows collected so far, block by block; ``last`` is not-a-time for what still holds."""

    who: list[Whole] = field(default_factory=list)
    code: list[Whole] = field(default_factory=list)
    ground: list[Whole] = field(default_factory=list)
    first: list[Days] = field(default_factory=list)
    last: list[Days] = field(default_factory=list)

    def add(
        self, who: Whole, code: Whole | str, first: Days, last: Days, ground: Whole | str | None = None
    ) -> None:
        """One row for each of ``who``."""
        codes = np.full(len(who), PLACES[code]) if isinstance(code, str) else code
        if ground is None:
            grounds = np.full(len(who), NO_GROUND)
        else:
            grounds = np.full(len(who), GROUNDS.index(ground)) if isinstance(ground, str) else ground
        self.who.append(who)
        self.code.append(codes)
        self.ground.append(grounds)
        self.first.append(first.astype("datetime64[D]"))
        self.last.append(last.astype("datetime64[D]"))

    def rows(self) -> int:
        """How many there are."""
        return sum(map(len, self.who))

    def together(self) -> tuple[Whole, Whole, Whole, Days, Days]:
        """All rows, as columns."""
        return (
            np.concatenate(self.who),
            np.concatenate(self.code),
            np.concatenate(self.ground),
            np.concatenate(self.first),
            np.concatenate(self.last),
        )


def vulnerable(rng: np.random.Generator, people: People) -> Events:
    """The rows that make people vulnerable, and the contacts of figures 6 and 7."""
    events = Events()
    now = (people.kind != ORDINARY) & (people.kind != ONCE)
    for is_target in (True, False):
        group = now & ((people.kind == TARGET) == is_target)
        _children(rng, people, np.flatnonzero(group & people.child), is_target, events)
        _adults(rng, np.flatnonzero(group & ~people.child), is_target, events)
    _earlier(rng, people, events)
    return events


def _children(rng: np.random.Generator, people: People, who: Whole, target: bool, events: Events) -> None:
    drawn = by.CHILD[target]
    _home_only, placed_only, both = drawn.measures
    placed = people.placed[who]
    home = ~placed | (rng.random(len(who)) < both / (placed_only + both))
    _now(rng, events, who[home], "home_based")
    _now(rng, events, who[placed], "placement")
    # Whoever is notified because of a parent is among those who are notified.
    luck = rng.random(len(who))
    notified, parent = luck < drawn.notified, luck < drawn.parent
    _now(rng, events, who[parent], "notification", "parent")
    _now(rng, events, who[notified & ~parent], "notification", "child")
    more = np.repeat(who[notified], rng.poisson(by.MORE_NOTIFICATIONS, int(notified.sum())))
    _now(rng, events, more, "notification", "child")
    young = (people.age[who] >= 15) & (rng.random(len(who)) < drawn.crime)
    # A decision, not a sentence: it is no challenge of a young adult.
    _now(rng, events, who[young], "criminal_decision")


def _adults(rng: np.random.Generator, who: Whole, target: bool, events: Events) -> None:
    pension = rng.random(len(who)) < by.PENSION[target]
    challenged = pension.copy()
    _now(rng, events, who[pension], "disability_pension")
    has = {
        name: ~pension & (rng.random(len(who)) < shares[target] / (1 - by.PENSION[target]))
        for name, shares in by.LIVELIHOOD.items()
    }
    resource = has["temporary"] & (rng.random(len(who)) < by.RESOURCE_COURSE)
    active = has["cash"] & (rng.random(len(who)) < by.ACTIVITY_READY)
    challenged |= resource | active
    _now(rng, events, who[resource], "resource_course")
    _now(
        rng,
        events,
        who[has["temporary"] & ~resource],
        _any_of(rng, by.TEMPORARY, int((has["temporary"] & ~resource).sum())),
    )
    _now(rng, events, who[active], "cash_benefit_activity_ready")
    _now(rng, events, who[has["cash"] & ~active], "cash_benefit_job_ready")
    for code in ("education_benefit", "employment"):
        _now(rng, events, who[has[code]], code)
    for code, shares in by.SIGNS.items():
        some = rng.random(len(who)) < shares[target]
        if code == "measures":
            _now(rng, events, who[some], _any_of(rng, by.MEASURES, int(some.sum())))
            continue
        _now(rng, events, who[some], code, _ground(rng, code, int(some.sum())))
        if code != "criminal_decision":
            challenged |= some
    # Nobody is vulnerable without a challenge: the report's shares say nothing of these, so they take up the rest.
    rest = who[~challenged]
    _now(
        rng,
        events,
        rest,
        _any_of(rng, ("hospital_psychiatry", "hospital_psychiatry", "violence_victim"), len(rest)),
    )


def _ground(rng: np.random.Generator, code: str, number: int) -> Whole | None:
    if code not in {"support_at_home", "preventive_measure", "residential_stay"}:
        return None
    drawn: Whole = rng.choice(len(by.GROUNDS), number, p=list(by.GROUNDS.values())) + GROUNDS.index(
        "mental_illness"
    )
    return drawn


def _any_of(rng: np.random.Generator, codes: tuple[str, ...], number: int) -> Whole:
    places = np.array([PLACES[code] for code in codes])
    drawn: Whole = places[rng.integers(0, len(codes), number)]
    return drawn


def _now(
    rng: np.random.Generator, events: Events, who: Whole, code: Whole | str, ground: Whole | str | None = None
) -> None:
    """A row that holds in the last year; some began earlier, some still hold."""
    number = len(who)
    year = int((LAST - NEW_YEAR).astype(int)) + 1
    first = NEW_YEAR + rng.integers(0, year, number)
    one_day = (
        np.isin(code, [PLACES[one] for one in ONE_DAY]) if not isinstance(code, str) else code in ONE_DAY
    )
    long = rng.random(number) < 0.4
    first = np.where(long & ~one_day, first - rng.integers(0, 3 * year, number), first)
    first = np.maximum(first, FIRST)
    begins = np.maximum(first, NEW_YEAR)
    last = begins + (rng.random(number) * ((LAST - begins).astype(int) + 1)).astype(int)
    still = ~one_day & (rng.random(number) < 0.3)
    last = np.where(one_day, first, np.where(still, np.datetime64("NaT"), last))
    events.add(who, code, first, last, ground)


def _earlier(rng: np.random.Generator, people: People, events: Events) -> None:
    """Most families were as vulnerable in the years before; some were then and are not now."""
    chosen = (people.kind == TARGET) | (people.kind == ONCE)
    codes = np.where(people.child, PLACES["home_based"], PLACES["hospital_psychiatry"])
    families = int(people.family.max(initial=0)) + 1
    for year in by.YEARS[:-1]:
        active = rng.random(families) < by.ACTIVE
        who = np.flatnonzero(chosen & active[people.family])
        first = np.datetime64(f"{year}-01-01") + rng.integers(0, 300, len(who))
        events.add(who, codes[who], first, first + rng.integers(0, 60, len(who)))


def ordinary(rng: np.random.Generator, people: People, number: int, events: Events) -> None:
    """``number`` rows about anybody; the vulnerable get none that figures 6 and 7 ask for."""
    who = rng.integers(0, len(people), number)
    age = people.age[who]
    code = np.where(
        age < GROWN,
        _any_of(rng, by.ORDINARY["child"], number),
        np.where(
            age < OLD, _any_of(rng, by.ORDINARY["adult"], number), _any_of(rng, by.ORDINARY["old"], number)
        ),
    )
    is_vulnerable: Truth = people.kind[who] != ORDINARY
    code = np.where(is_vulnerable, PLACES["gp_visit"], code)
    span = int((LAST - FIRST).astype(int)) + 1
    first = FIRST + rng.integers(0, span, number)
    short = np.isin(code, [PLACES[one] for one in ("gp_visit", "hospital_visit", "dental_care")])
    length = np.where(short, rng.integers(0, 4, number), rng.exponential(240, number).astype(int))
    last = first + length
    events.add(who, code, first, np.where(last > LAST, np.datetime64("NaT"), last))
