# SPDX-License-Identifier: EUPL-1.2
"""The programme's own accounts: by year and kind, gross and net, for each family and for each place.

Source: 004, lines 3042-3085 (Tabel 5.1). A total is the sum of its kinds. Freed time elsewhere is a service
improvement: shown apart, and never taken from the expenditure unless it was really taken out of a budget.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Result, Unit
from familievej.analysis.tables import Tables, kroner
from familievej.analysis.words import N_, Refused, Text

REPORT = "VIVE 2020, Gladsaxe (004)"
EXPENDITURE = ("development", "operation")
TOTAL = "total"

FREED_TIME = Caveat(
    "freed_time",
    Text(
        N_(
            "Freed time in other units is a service improvement: it is used for something else. It is no saving until "
            "it has been taken out of a budget, so the expenditure is shown without it, and net beside it."
        )
    ),
)


_COUNTED = Text(N_("development and operation"))


def programme_accounts(tables: Tables) -> Result:
    """Kr. by ``year`` (and ``total``) and ``kind``: the three kinds, ``expenditure`` (development and operation, gross)
    and ``net`` (expenditure less the service improvement). Raises ``Refused`` when there are no accounts.
    """
    booked = _booked(tables)
    figures = [
        _figure(tables, amount, year=year, kind=kind)
        for year, kinds in booked.items()
        for kind, amount in kinds.items()
    ]
    return Result(
        id="economy.accounts",
        title=Text(N_("What the programme has cost")),
        rule=Text(
            N_(
                "Expenditure is development and operation as booked, in the prices of each year. Net is expenditure "
                "less the assessed service improvement. A total is the sum of its rows and of nothing else."
            )
        ),
        citation=Citation(REPORT, "3055-3085"),
        basis=Basis.MEASURED,
        period=_period(booked),
        source=("programme_costs",),
        parameters={"expenditure": _COUNTED},
        figures=tuple(figures),
        persons=tables.persons.height,
        caveats=(FREED_TIME,),
    )


def cost_each(tables: Tables, places: int | None = None) -> Result:
    """Kr. for each family that has been in the programme, and for each place and year when ``places`` is given.

    ``measure``: family (all years' amounts over all families) or place_year; ``kind`` as in the accounts.
    Source: ``gladsaxe-evaluation``, 4.3 (88,746 and 71,823 kr. a family; 48,907 and 44,093 kr. a place in 2019).
    """
    if places is not None and places < 1:
        raise Refused(Text(N_("A programme has at least one place.")))
    booked, families = _booked(tables), tables.families.height
    figures = [
        _figure(tables, amount / families, measure="family", year=TOTAL, kind=kind)
        for kind, amount in booked[TOTAL].items()
        if families
    ]
    if places:
        figures += [
            _figure(tables, amount / places, measure="place_year", year=year, kind=kind)
            for year, kinds in booked.items()
            if year != TOTAL
            for kind, amount in kinds.items()
        ]
    return Result(
        id="economy.cost_each",
        title=Text(N_("What the programme has cost for each family and each place")),
        rule=Text(
            N_("A family: all years over all families that ever began. A place: a year over the places.")
        ),
        citation=Citation(REPORT, "3055-3085"),
        basis=Basis.MEASURED,
        period=_period(booked),
        source=("programme_costs", "families"),
        parameters={"families": families, "places": places},
        figures=tuple(figures),
        persons=tables.persons.height,
        caveats=(FREED_TIME,),
    )


def _booked(tables: Tables) -> dict[str, dict[str, float]]:
    if not tables.programme_costs.height:
        raise Refused(
            Text(N_("There are no programme accounts (programme_costs), so there is no cost to show."))
        )
    sums = tables.programme_costs.group_by("year", "kind").agg(pl.col("amount_ore").sum()).sort("year")
    years: dict[str, dict[str, int]] = {}
    for year, kind, ore in sums.iter_rows():
        years.setdefault(str(year), {})[kind] = ore
        whole = years.setdefault(TOTAL, {})
        whole[kind] = whole.get(kind, 0) + ore
    total = years.pop(TOTAL)
    return {year: _with_sums(kinds) for year, kinds in (*years.items(), (TOTAL, total))}


def _with_sums(kinds: Mapping[str, int]) -> dict[str, float]:
    spent = sum(kinds.get(kind, 0) for kind in EXPENDITURE)
    freed = kinds.get("service_improvement", 0)
    ore = {
        "development": kinds.get("development", 0),
        "operation": kinds.get("operation", 0),
        "expenditure": spent,
        "service_improvement": freed,
        "net": spent - freed,
    }
    return {kind: kroner(amount) for kind, amount in ore.items()}


def _figure(tables: Tables, amount: float, **at: str) -> Figure:
    families = tables.families.height
    return Figure(tuple(at.items()), amount, Unit.DKK, families, tables.persons.height)


def _period(booked: Mapping[str, object]) -> Period:
    years = [year for year in booked if year != TOTAL]
    return Period(years[0], years[-1])
