# SPDX-License-Identifier: EUPL-1.2
"""How much the result moves with what is not known: one input at a time, and all at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from familievej.analysis.economy.definition import Calculation, Input, Price
from familievej.analysis.economy.present_value import benefit_of_one, costs, net, with_value
from familievej.analysis.words import N_, Refused, Text

Numbers = NDArray[np.float64]
FEWEST_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Swing:
    """The net present value with one input at its lowest and at its highest value, all others as set."""

    name: str
    low_value: float
    high_value: float
    at_low: float
    at_high: float

    @property
    def span(self) -> float:
        """How far the result moves, kr."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Chance:
    """What came out of the draws: kr. of present value, and the share of draws with zero or more."""

    draws: int
    seed: int
    mean: float
    low: float
    median: float
    high: float
    pays: float
    varied: tuple[str, ...]


def tornado(calculation: Calculation) -> tuple[Swing, ...]:
    """Inputs with a range, widest swing first."""
    swings = [
        Swing(name, low, high, net(change(calculation, low)), net(change(calculation, high)))
        for name, (low, high), change in _varied(calculation)
    ]
    return tuple(sorted(swings, key=lambda swing: (-swing.span, swing.name)))


def chance(calculation: Calculation, *, draws: int = 10_000, seed: int = 1) -> Chance:
    """Draw everything that has a range, independently and from triangles (low, value, high), and count.

    The same seed gives the same answer. Raises ``Refused`` when nothing has a range, or for too few draws: then the
    answer would be a certainty that nobody has.
    """
    varied = [name for name, _range, _change in _varied(calculation)]
    if not varied:
        raise Refused(
            Text(
                N_(
                    "No input has a low and a high value, so nothing can be said about how sure the result is."
                )
            )
        )
    if draws < FEWEST_DRAWS:
        raise Refused(Text(N_("At least %(fewest)s draws are needed."), {"fewest": FEWEST_DRAWS}))
    made = _draw(calculation, draws, np.random.default_rng(seed))
    low, median, high = (float(limit) for limit in np.percentile(made, (2.5, 50, 97.5)))
    return Chance(
        draws, seed, float(made.mean()), low, median, high, float((made >= 0).mean()), tuple(varied)
    )


def _draw(calculation: Calculation, draws: int, generator: np.random.Generator) -> Numbers:
    succeeded = triangle(calculation.succeeded, draws, generator)
    factor = triangle(calculation.price_factor, draws, generator)
    persistence = triangle(calculation.persistence, draws, generator)
    one: Numbers = np.zeros(draws)
    for price in calculation.prices:
        own = triangular(price.low, 1.0, price.high, draws, generator)
        one += own * _kept(calculation, price, persistence)
    paid = sum(flow.amount for flow in costs(calculation))
    return succeeded * factor * one + paid


def _kept(calculation: Calculation, price: Price, persistence: Numbers) -> Numbers:
    """Present value of one price, as a polynomial in what is left from year to year."""
    alone = replace(
        calculation,
        prices=(price,),
        price_factor=with_value(calculation.price_factor, 1.0),
        persistence=with_value(calculation.persistence, 1.0),
    )
    total: Numbers = np.zeros(len(persistence))
    for flow in benefit_of_one(alone):
        years = 0 if flow.year is None else flow.year - min(price.amounts)
        total += flow.amount * persistence**years
    return total


def triangle(given: Input, draws: int, generator: np.random.Generator) -> Numbers:
    """Draws of one input."""
    return triangular(given.range[0], given.value, given.range[1], draws, generator)


def triangular(low: float, mode: float, high: float, draws: int, generator: np.random.Generator) -> Numbers:
    """Draws from a triangle; a single value when it has no width."""
    return np.full(draws, mode) if low == high else generator.triangular(low, mode, high, draws)


def _varied(
    calculation: Calculation,
) -> list[tuple[str, tuple[float, float], Callable[[Calculation, float], Calculation]]]:
    named = {
        "succeeded": calculation.succeeded,
        "price_factor": calculation.price_factor,
        "persistence": calculation.persistence,
    }
    found: list[tuple[str, tuple[float, float], Callable[[Calculation, float], Calculation]]] = [
        (name, given.range, _replacing(name)) for name, given in named.items() if given.low is not None
    ]
    found += [
        (f"price: {price.area} ({price.payer})", (price.low, price.high), _pricing(number))
        for number, price in enumerate(calculation.prices)
        if price.low < price.high
    ]
    return found


def _replacing(name: str) -> Callable[[Calculation, float], Calculation]:
    def change(calculation: Calculation, value: float) -> Calculation:
        given: Input = getattr(calculation, name)
        changed: dict[str, Any] = {name: with_value(given, value)}
        return replace(calculation, **changed)

    return change


def _pricing(number: int) -> Callable[[Calculation, float], Calculation]:
    def change(calculation: Calculation, factor: float) -> Calculation:
        prices = list(calculation.prices)
        price = prices[number]
        if price.present_value is not None:
            prices[number] = replace(price, present_value=factor * price.present_value)
        else:
            prices[number] = replace(price, amounts={year: factor * kr for year, kr in price.amounts.items()})
        return replace(calculation, prices=tuple(prices))

    return change
