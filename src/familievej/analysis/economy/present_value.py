# SPDX-License-Identifier: EUPL-1.2
"""Streams of money as present values: the arithmetic of the long-run calculation, and nothing else."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from familievej.analysis.economy.definition import Calculation, Cost, CostKind, Input, Payer, Price
from familievej.analysis.economy.discount import Rates, flat, rates_on
from familievej.analysis.words import N_, Refused, Text


@dataclass(frozen=True, slots=True)
class Flow:
    """Present value in kr. of what one payer gains (positive) or pays in one area and year.

    year: None for a present value that was given without a yearly profile
    """

    area: str
    payer: Payer
    committee: str
    year: int | None
    amount: float


def rates(calculation: Calculation) -> Rates:
    """The discount rates of a calculation. Raises ``Refused`` for a day without a known set."""
    if calculation.rate is not None:
        return flat(calculation.rate.value, calculation.rate.source)
    return rates_on(dt.date.fromisoformat(calculation.rate_on))


def benefit_of_one(calculation: Calculation) -> tuple[Flow, ...]:
    """What one avoided or succeeded case gives, by area, payer and year."""
    return tuple(flow for price in calculation.prices for flow in _of_price(calculation, price))


def costs(calculation: Calculation) -> tuple[Flow, ...]:
    """The programme's cost, negative; freed time counts against it only where it is realised."""
    return tuple(
        Flow("programme", cost.payer, cost.committee, cost.year, sign * _worth(calculation, cost))
        for cost in calculation.costs
        if (sign := _sign(calculation, cost.kind))
    )


def flows(calculation: Calculation) -> tuple[Flow, ...]:
    """Costs, and the benefit of all who succeeded."""
    n = calculation.succeeded.value
    return costs(calculation) + tuple(
        replace(flow, amount=n * flow.amount) for flow in benefit_of_one(calculation)
    )


def net(calculation: Calculation) -> float:
    """Present value of everything, kr."""
    return math.fsum(flow.amount for flow in flows(calculation))


def needed_to_break_even(calculation: Calculation) -> float | None:
    """How many cases pay the cost, not rounded; None when a case pays nothing."""
    one = math.fsum(flow.amount for flow in benefit_of_one(calculation))
    cost = -math.fsum(flow.amount for flow in costs(calculation))
    return max(cost, 0.0) / one if one > 0 else None


def cumulative(calculation: Calculation) -> dict[int, float]:
    """Present value up to and including each year.

    Raises ``Refused`` when a price has no yearly profile: the year is then not in the data.
    """
    every = flows(calculation)
    if any(flow.year is None for flow in every):
        raise Refused(
            Text(
                N_(
                    "The year of break-even cannot be computed: at least one price is a present value without "
                    "amounts by year."
                )
            )
        )
    years = sorted({flow.year for flow in every if flow.year is not None})
    span = range(min(years[0], calculation.first_year), max(years[-1], calculation.last_year) + 1)
    return {
        year: math.fsum(flow.amount for flow in every if flow.year is not None and flow.year <= year)
        for year in span
    }


def break_even_year(calculation: Calculation) -> int | None:
    """The first year in which what is gained so far covers what is paid so far, and still does at the end.

    None when that never happens within the horizon. Raises ``Refused`` like ``cumulative``.
    Source: ``gladsaxe-evaluation``, 4.5 (first year with a cumulative present value of zero or more), with the
    addition that a later loss takes it back.
    """
    so_far = cumulative(calculation)
    found: int | None = None
    for year, amount in so_far.items():
        if amount < 0:
            found = None
        elif found is None:
            found = year
    return found


def with_value(given: Input, value: float) -> Input:
    """The same input at another value, as a sensitivity asks for it."""
    return replace(given, value=value, low=None, high=None)


def _of_price(calculation: Calculation, price: Price) -> Iterator[Flow]:
    factor = calculation.price_factor.value
    if price.present_value is not None:
        yield Flow(price.area, price.payer, price.committee, None, factor * price.present_value)
        return
    discount = rates(calculation)
    for year, amount in price.amounts.items():
        if not calculation.first_year <= year <= calculation.last_year:
            continue
        kept = calculation.persistence.value ** (year - min(price.amounts))
        worth = (
            amount
            * reprice(calculation, price.price_year)
            * discount.factor(year - calculation.present_value_year)
        )
        yield Flow(price.area, price.payer, price.committee, year, factor * kept * worth)


def reprice(calculation: Calculation, year: int) -> float:
    """From the prices of ``year`` to those of the calculation; 1 when no index is given, which the report then says.

    Raises ``Refused`` when an index is given but lacks a year.
    """
    if year == calculation.price_year or not calculation.price_index:
        return 1.0
    try:
        return calculation.price_index[calculation.price_year] / calculation.price_index[year]
    except KeyError as missing:
        message = N_("The price index has no number for %(year)s.")
        raise Refused(Text(message, {"year": str(missing.args[0])})) from None


def _worth(calculation: Calculation, cost: Cost) -> float:
    if cost.present_value:
        return cost.amount
    priced = cost.amount * reprice(calculation, cost.price_year or cost.year)
    return priced * rates(calculation).factor(cost.year - calculation.present_value_year)


def _sign(calculation: Calculation, kind: CostKind) -> int:
    match kind:
        case CostKind.OPERATION:
            return -1
        case CostKind.DEVELOPMENT:
            return -1 if calculation.include_development else 0
        case CostKind.SERVICE_IMPROVEMENT:
            return 1 if calculation.realised else 0
