# SPDX-License-Identifier: EUPL-1.2
"""Income support and activation of the parents, month by month around the start of the course.

Shape of the report: mothers fall from about 64 to 23 per cent self-supporting at start and come back to 55,
fathers stay at 82; the share in activation among supported months rises from 38 to 46 per cent. Most
self-supporting months have no row at all, as in the municipality's own register (lines 2415-2419).
"""

import datetime as dt
from collections.abc import Sequence
from random import Random

from familievej.demo.published import published
from familievej.demo.register.tables import (
    LAST_MONTH,
    ActivationRow,
    FamilyRow,
    PersonRow,
    SupportRow,
    month_add,
    month_gap,
    months_between,
)

WINDOW = 24
"""Months followed before the start (report, line 671); afterwards until the last observed month."""
FIRST_MONTH = dt.date(2015, 1, 1)
ADULT_AGE = 18

# Mothers by kind of support at start: Tabel 1.3 (lines 843-866), the printed 20 job-ready made 21 of 56.
SUPPORTED = {"mother": ("job_ready", 21, "activity_ready", 17, "other", 5),
             "father": ("job_ready", 3, "activity_ready", 2, "other", 1)}  # fmt: skip

Months = dict[tuple[str, dt.date], str]


def observed_months(start: dt.date, birth: dt.date) -> list[dt.date]:
    """The months of one adult that the extract follows: from 24 before the start, never under eighteen."""
    grown = dt.date(birth.year + ADULT_AGE, birth.month, 1)
    first = max(FIRST_MONTH, month_add(start.replace(day=1), -WINDOW), month_add(grown, 1))
    return months_between(first, LAST_MONTH) if first <= LAST_MONTH else []


def make_support(
    rng: Random, families: Sequence[FamilyRow], persons: Sequence[PersonRow]
) -> tuple[list[SupportRow], list[ActivationRow]]:
    """Rows of income support and of activation for every parent."""
    starts = {family.family_id: family.start_date for family in families}
    support: list[SupportRow] = []
    activation: list[ActivationRow] = []
    for role in ("mother", "father"):
        group = [person for person in persons if person.role == role]
        before, after = _ranks(rng, len(group)), _ranks(rng, len(group))
        kinds = _kinds_at_start(rng, role, len(group), before)
        for place, person in enumerate(group):
            start = starts[person.family_id]
            path = _Path(role, before[place], after[place], kinds[place], kinds[place] is None)
            rows = [row for m in observed_months(start, person.birth_date)
                    for row in path.rows(rng, person.person_id, m, month_gap(start, m))]  # fmt: skip
            support += rows
            activation += _activation(rng, rows, start)
    return support, activation


def _ranks(rng: Random, count: int) -> list[float]:
    """Each person's place between 0 and 1: who keeps an income longest."""
    ranks = [(place + 0.5) / count for place in range(count)]
    rng.shuffle(ranks)
    return ranks


def _kinds_at_start(rng: Random, role: str, count: int, ranks: Sequence[float]) -> list[str | None]:
    """The kind of support at start, ``None`` for the self-supporting: those of the lowest rank."""
    first, n_first, second, n_second, third, n_third = SUPPORTED[role]
    kinds = [str(first)] * int(n_first) + [str(second)] * int(n_second) + [str(third)] * int(n_third)
    rng.shuffle(kinds)
    supporting = count - len(kinds)
    order = sorted(range(count), key=lambda place: ranks[place])
    result: list[str | None] = [None] * count
    for place, kind in zip(order[supporting:], kinds, strict=True):
        result[place] = kind
    return result


class _Path:
    """One parent's way in and out of support."""

    def __init__(self, role: str, before: float, after: float, kind: str | None, steady: bool) -> None:
        self._role, self._before, self._after, self._steady = role, before, after, steady
        self._kind = kind or "job_ready"

    def rows(self, rng: Random, person_id: str, month: dt.date, t: int) -> list[SupportRow]:
        """Rows of one month; ``t`` counts months from the start. No row means that nothing is registered."""
        if self._self_supporting(rng, t):
            if rng.random() < 0.12:
                return [SupportRow(person_id, month, "self_supporting")]
            return []
        rows = [SupportRow(person_id, month, self._support(rng, t))]
        if rng.random() < 0.03:
            rows.insert(0, SupportRow(person_id, month, "self_supporting"))
        return rows

    def _self_supporting(self, rng: Random, t: int) -> bool:
        if t == 0:
            return self._steady
        wobble = rng.gauss(0, 0.04)
        if self._role == "father":
            return self._before + wobble < published().self_support_fathers
        share = published().shape["self_support_mothers"]
        if t < 0:
            weight = max(t, -WINDOW) / -WINDOW
            return self._before + wobble < share["start"] + (share["start_less_24"] - share["start"]) * weight
        # The climb gathers pace after the first half year (line 2445); then it stays.
        weight = max(0.0, min(t, WINDOW) - 5) / (WINDOW - 5)
        gained = (share["start_plus_24"] - share["start"]) * weight
        rank = self._before if self._steady else share["start"] + (1 - share["start"]) * self._after
        return rank + wobble < share["start"] + gained

    def _support(self, rng: Random, t: int) -> str:
        if t == 0:
            return self._kind
        # Far from the start a person may have stood nearer to, or farther from, the labour market.
        if self._kind != "other" and rng.random() < min(0.25, abs(t) / 60):
            return "job_ready" if t < 0 else "activity_ready"
        return self._kind


def _activation(rng: Random, support: Sequence[SupportRow], start: dt.date) -> list[ActivationRow]:
    """Activation in months of support only; company-based and mentor grow after the start (line 2495)."""
    share = published().shape["activation_share"]
    rows: list[ActivationRow] = []
    spell = False
    for row in support:
        if row.category == "self_supporting":
            continue
        after = row.month > start.replace(day=1)
        wanted = share["after"] if after else share["before"]
        # Spells last: the state is kept with 0.7, else drawn anew, which leaves the long-run share as wanted.
        spell = spell if rng.random() < 0.7 else rng.random() < wanted
        if spell:
            weights = (13, 19, 18) if after else (9, 22, 14)
            kinds = set(rng.choices(("company", "guidance", "mentor"), weights, k=rng.choice((1, 1, 1, 2))))
            rows += [ActivationRow(row.person_id, row.month, kind) for kind in sorted(kinds)]
    return rows
