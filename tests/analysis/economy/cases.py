# SPDX-License-Identifier: EUPL-1.2
"""Calculations to count on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from familievej.analysis.economy import Calculation, Cost, Input, Origin, Payer, Price, TargetGroup
from familievej.analysis.economy.definition import CostKind

REFERENCE = Path(__file__).parents[2] / "reference" / "economy.toml"


def printed() -> dict[str, Any]:
    with REFERENCE.open("rb") as file:
        return tomllib.load(file)


def given(value: float, low: float | None = None, high: float | None = None) -> Input:
    return Input(value=value, set_by="Analyst", source="a test", origin=Origin.JUDGEMENT, low=low, high=high)


def price(area: str = "social", payer: Payer = Payer.MUNICIPALITY, **fields: Any) -> Price:
    told: dict[str, Any] = {
        "set_by": "Analyst",
        "source": "a test",
        "origin": Origin.MODEL,
        "price_year": 2018,
    }
    return Price(area=area, payer=payer, **(told | fields))


def cost(year: int, amount: float, kind: CostKind = CostKind.OPERATION, **fields: Any) -> Cost:
    return Cost(year=year, kind=kind, amount=amount, set_by="Finance", source="accounts", **fields)


def calculation(**fields: Any) -> Calculation:
    """Nine years from 2017 in prices and present value of 2018, nobody spared and nothing paid, at 4 %."""
    usual: dict[str, Any] = {
        "name": "test",
        "population": given(66),
        "succeeded": given(2),
        "prices": (),
        "costs": (),
        "first_year": 2017,
        "last_year": 2025,
        "price_year": 2018,
        "present_value_year": 2018,
        "rate": given(0.04),
    }
    return Calculation(**(usual | fields))


def tabel_5_2(**fields: Any) -> Calculation:
    """The report's own calculation: a model's present values without a yearly profile (lines 3163-3192)."""
    areas = ("income_tax", "child_measures_under_18", "after_care", "primary_school", "youth_education")
    said = printed()["long_run"]
    prices = tuple(price(area, present_value=said[area] / 2, committee="children") for area in areas)
    paid = (cost(2018, -said["costs"], present_value=True, committee="employment"),)
    groups = {
        "model_group": TargetGroup(
            youngest=6, oldest=13, description="children in preventive measures (§ 52)"
        ),
        "programme_group": TargetGroup(youngest=0, oldest=3, description="children of the programme"),
    }
    return calculation(**({"prices": prices, "costs": paid, **groups} | fields))
