# SPDX-License-Identifier: EUPL-1.2
"""Counts of the installation's register, kept as long as register and rules are the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from familievej.analysis.result import Result
from familievej.analysis.targetgroup import indicators
from familievej.analysis.targetgroup.calculator import EXAMPLE, by_payer, calculate, per_pair
from familievej.analysis.targetgroup.compare import compare
from familievej.analysis.targetgroup.costs import average
from familievej.analysis.targetgroup.counts import Counts, count
from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.targetgroup.potential import potential
from familievej.analysis.targetgroup.published import published
from familievej.analysis.targetgroup.register import open_folder, tables_in
from familievej.analysis.targetgroup.rulesfile import default

KEPT = 32


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; ``other_at_least`` 0: nothing is compared; ``municipality`` None: everywhere."""

    year: int
    at_least: int = 1
    youth_support: bool = False
    parents: str = "legal"
    municipality: int | None = None
    other_at_least: int = 0

    @property
    def rules(self) -> Rules:
        """The rules of the report under these choices."""
        return default().chosen(
            at_least=self.at_least,
            include=["youth_support"] if self.youth_support else [],
            parents=self.parents,
        )


def answered(question: Question, folder: Path) -> tuple[Result, ...]:
    """The tables, fit for whoever reads them. Raises Unreadable, DoublePersons."""
    stamp = _stamp(folder)
    return _answered(question, folder, stamp)


@dataclass(frozen=True, slots=True)
class Spent:
    """What is asked about costs: the group of ``base_year``, and how many parents one reckons with."""

    base_year: int
    parents_reckoned: int = EXAMPLE
    at_least: int = 1
    youth_support: bool = False
    parents: str = "legal"

    @property
    def rules(self) -> Rules:
        """The rules of the report under these choices."""
        return Question(self.base_year, self.at_least, self.youth_support, self.parents).rules


def spent(asked: Spent, folder: Path) -> tuple[Result, ...]:
    """The comparison of costs and what it comes to. Raises Unreadable, DoublePersons, Refused."""
    return _spent(asked, folder, _stamp(folder))


def spent_uncut(asked: Spent, folder: Path) -> Result:
    """The comparison with nothing hidden: only for :func:`familievej.insight.targetgroup.log.let_out`."""
    return _compared(asked, folder, _stamp(folder))


def reckoned(asked: Spent, compared: Result) -> tuple[Result, ...]:
    """What a comparison that is fit to be read comes to, and the comparison itself."""
    number = asked.parents_reckoned
    return calculate(number, per_pair(compared)), by_payer(number, compared), compared


@lru_cache(maxsize=KEPT)
def _spent(asked: Spent, folder: Path, stamp: str) -> tuple[Result, ...]:
    (compared,) = published([_compared(asked, folder, stamp)])
    return reckoned(asked, compared)


@lru_cache(maxsize=KEPT)
def _compared(asked: Spent, folder: Path, _stamp: str) -> Result:
    with open_folder(folder) as register:
        return potential(asked.rules, asked.base_year, register)


def places(question: Question, folder: Path) -> tuple[int, ...]:
    """The municipalities that the register has a vulnerable person in."""
    return tuple(
        place
        for place in _counts(question.rules, question.year, folder, _stamp(folder)).municipalities
        if place
    )


def uncut(question: Question, folder: Path) -> tuple[Result, ...]:
    """The same with nothing hidden: only for :func:`familievej.insight.targetgroup.log.let_out`."""
    return _tables(question, folder, _stamp(folder))


@lru_cache(maxsize=KEPT)
def _answered(question: Question, folder: Path, stamp: str) -> tuple[Result, ...]:
    return published(_tables(question, folder, stamp))


@lru_cache(maxsize=KEPT)
def _tables(question: Question, folder: Path, stamp: str) -> tuple[Result, ...]:
    counts = _counts(question.rules, question.year, folder, stamp)
    tables = [*indicators.results(counts, question.municipality)]
    with open_folder(folder) as register:
        spent = average(counts, register, question.municipality)
    if spent:
        tables.append(spent)
    if question.other_at_least:
        other = _counts(question.rules.chosen(at_least=question.other_at_least), question.year, folder, stamp)
        tables.insert(0, compare(counts, other, question.municipality))
    if question.municipality is None and len(counts.municipalities) > 1:
        tables.append(indicators.by_municipality(counts))
    return tuple(tables)


@lru_cache(maxsize=KEPT)
def _counts(rules: Rules, year: int, folder: Path, _stamp: str) -> Counts:
    with open_folder(folder) as register:
        return count(rules, year, register)


def _stamp(folder: Path) -> str:
    """Changes when a file of the register does."""
    files = [path for paths in tables_in(folder).values() for path in paths]
    return " ".join(f"{path.stat().st_mtime_ns}:{path.stat().st_size}" for path in files)
