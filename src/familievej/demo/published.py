# SPDX-License-Identifier: EUPL-1.2
"""The published figures that the made-up register has to reproduce, read from ``published.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Split = Mapping[str, int]
"""A count by cohort: keys ``all``, ``before_2018``, ``from_2018`` (those that the report prints)."""


@dataclass(frozen=True)
class Published:
    """Counts of persons and families, ages in years, amounts in whole kr. Sources stand in the file."""

    composition: Mapping[str, Mapping[str, float]]
    boys: int
    closed_families: int
    children_started_by_2018: int
    cases: Mapping[str, Split]
    costs_year_before: Mapping[str, Mapping[str, int]]
    programme_costs: Mapping[str, Mapping[str, int]]
    shape: Mapping[str, Mapping[str, float]]
    self_support_fathers: float
    closed_course_months: float


@cache
def published() -> Published:
    """Read the figures once."""
    raw = tomllib.loads(files(__package__).joinpath("published.toml").read_text(encoding="utf-8"))

    def tables(section: str) -> dict[str, dict[str, float]]:
        return {name: value for name, value in raw[section].items() if isinstance(value, dict)}

    def counts(section: str) -> dict[str, dict[str, int]]:
        return {name: {k: int(v) for k, v in row.items()} for name, row in tables(section).items()}

    return Published(
        composition=tables("composition"),
        boys=raw["composition"]["boys"],
        closed_families=raw["composition"]["closed_families"],
        children_started_by_2018=raw["composition"]["children_started_by_2018"],
        cases=counts("cases"),
        costs_year_before=counts("costs_year_before"),
        programme_costs=counts("programme_costs"),
        shape=tables("shape"),
        self_support_fathers=raw["shape"]["self_support_fathers"],
        closed_course_months=raw["shape"]["closed_course_months"],
    )
