# SPDX-License-Identifier: EUPL-1.2
"""What goes into a long-run calculation. Every number says who set it, from what, and how it is known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from familievej.analysis.words import N_, Fact, Text

_STRICT = ConfigDict(extra="forbid")
Year = Annotated[int, Field(ge=1990, le=2150)]
Said = Annotated[str, Field(min_length=1)]


class Origin(StrEnum):
    """How a number is known."""

    MEASURED = "measured"
    JUDGEMENT = "judgement"
    MODEL = "model"


class Payer(StrEnum):
    """Who pays, and who gains."""

    MUNICIPALITY = "municipality"
    REGION = "region"
    STATE = "state"


class CostKind(StrEnum):
    """Kinds of the programme's accounts."""

    DEVELOPMENT = "development"
    OPERATION = "operation"
    SERVICE_IMPROVEMENT = "service_improvement"


_ORIGINS = {
    Origin.MEASURED: Text(N_("measured")),
    Origin.JUDGEMENT: Text(N_("a judgement")),
    Origin.MODEL: Text(N_("a model's")),
}


def told(value: str | Text, known: Input | Price | Cost) -> Text:
    """A value with how it is known, who set it and from what."""
    facts: dict[str, Fact | Text] = {"value": value, "origin": _ORIGINS[known.origin]}
    facts |= {"set_by": known.set_by, "source": known.source}
    return Text(N_("%(value)s (%(origin)s; set by %(set_by)s; from %(source)s)"), facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One number. ``low`` and ``high``: between which it is thought to lie; both or neither."""

    __pydantic_config__ = _STRICT

    value: float
    set_by: Said
    source: Said
    origin: Origin
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high go together")
        if not all(math.isfinite(number) for number in (self.value, *self.range)):
            raise ValueError("numbers must be finite")
        if not self.range[0] <= self.value <= self.range[1]:
            raise ValueError("the value must lie between low and high")

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and highest value; the value itself where no range is given."""
        return (self.value, self.value) if self.low is None or self.high is None else (self.low, self.high)

    def told(self) -> Text:
        """The number with how it is known, who set it and from what."""
        return told(f"{self.value:g}", self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one avoided or succeeded case saves (positive) or costs (negative) one payer in one area.

    amounts:       kr. by year, in the prices of ``price_year``; or
    present_value: kr. for all years together, already discounted to the present-value year, where a model gives no
                   yearly profile: then neither a year of break-even nor persistence can be computed
    committee:     whose budget it is in the municipality
    low, high:     how much smaller or larger it may be, as factors (0.8, 1.2)
    """

    __pydantic_config__ = _STRICT

    area: Said
    payer: Payer
    set_by: Said
    source: Said
    origin: Origin
    price_year: Year
    committee: str = ""
    amounts: Mapping[Year, float] = field(default_factory=dict)
    present_value: float | None = None
    low: float = 1.0
    high: float = 1.0

    def __post_init__(self) -> None:
        if bool(self.amounts) == (self.present_value is not None):
            raise ValueError("give either amounts by year or present_value")
        if not 0 <= self.low <= 1 <= self.high:
            raise ValueError("low and high are factors around 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One year's cost of one kind, in kr. of ``price_year`` (its own year when that is not given)."""

    __pydantic_config__ = _STRICT

    year: Year
    kind: CostKind
    amount: float
    set_by: Said
    source: Said
    origin: Origin = Origin.MEASURED
    price_year: Year | None = None
    payer: Payer = Payer.MUNICIPALITY
    committee: str = ""
    present_value: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup:
    """Whom the numbers are about: ages (both inclusive) and in words."""

    __pydantic_config__ = _STRICT

    youngest: int
    oldest: int
    description: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """One long-run calculation.

    population:   those who could have been affected in the years of the costs
    succeeded:    how many of them avoided what the prices are about, or succeeded
    persistence:  the share of a year's saving that is left the year after (1: all of it)
    price_factor: all savings are multiplied with it (1: as given)
    first_year, last_year: both included; prices outside are left out
    price_year:   the year whose prices the result is in; price_index converts to it (index by year, any base)
    rate:         one rate of the user's own; None takes the recommended rates of ``rate_on`` (ISO date)
    model_group, programme_group: compared, and a mismatch is printed
    realised:     whether freed time has really been taken out of the budget; otherwise it is service improvement
    """

    __pydantic_config__ = _STRICT

    name: Said
    population: Input
    succeeded: Input
    prices: tuple[Price, ...]
    costs: tuple[Cost, ...]
    first_year: Year
    last_year: Year
    price_year: Year
    present_value_year: Year
    rate_on: str = ""
    rate: Input | None = None
    persistence: Input = Input(
        value=1.0, set_by="standard", source="no decline is assumed", origin=Origin.JUDGEMENT
    )
    price_factor: Input = Input(
        value=1.0, set_by="standard", source="prices as given", origin=Origin.JUDGEMENT
    )
    price_index: Mapping[Year, float] = field(default_factory=dict)
    price_index_source: str = ""
    model_group: TargetGroup | None = None
    programme_group: TargetGroup | None = None
    include_development: bool = False
    realised: bool = False

    def __post_init__(self) -> None:
        if self.first_year > self.last_year:
            raise ValueError("first_year comes after last_year")
        if not 0 <= self.succeeded.range[0] <= self.succeeded.range[1] <= self.population.range[1]:
            raise ValueError("succeeded must lie between 0 and the population")
        if not 0 <= self.persistence.range[0] <= self.persistence.range[1] <= 1:
            raise ValueError("persistence is a share between 0 and 1")
        if bool(self.rate) == bool(self.rate_on):
            raise ValueError("give either rate or rate_on")
        if self.price_index and not self.price_index_source:
            raise ValueError("price_index needs price_index_source")
