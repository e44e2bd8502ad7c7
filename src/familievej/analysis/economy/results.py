# SPDX-License-Identifier: EUPL-1.2
"""The economy of a programme as tables for the report."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from familievej.analysis.economy import uncertainty
from familievej.analysis.economy.accounts import REPORT, cost_each, programme_accounts
from familievej.analysis.economy.definition import Calculation, Input, TargetGroup, told
from familievej.analysis.economy.present_value import (
    Flow,
    benefit_of_one,
    break_even_year,
    costs,
    cumulative,
    flows,
    needed_to_break_even,
    net,
    rates,
    with_value,
)
from familievej.analysis.result import Basis, Caveat, Citation, Figure, Period, Place, Result, Unit
from familievej.analysis.tables import Tables
from familievej.analysis.words import N_, Fact, Refused, Text

POTENTIAL = Caveat(
    "potential",
    Text(
        N_(
            "This is a potential: what may be saved if every assumption below holds. It has not been shown that it was "
            "saved, nor that the programme was the cause."
        )
    ),
)
SCOPES = ("operation", "with_development", "net_of_service_improvement")
MOST_SUCCEEDED = 4


def results(
    tables: Tables, calculation: Calculation | None = None, *, places: int | None = None
) -> tuple[Result, ...]:
    """The accounts where there are any, and the long-run calculation where one is given."""
    booked = (programme_accounts(tables), cost_each(tables, places)) if tables.programme_costs.height else ()
    return (*booked, *(long_run(calculation) if calculation else ()))


def long_run(calculation: Calculation) -> tuple[Result, ...]:
    """Potential by area, payer and committee; break-even; by number and by scope of cost; how sure it is."""
    made = [_by(calculation, dimension) for dimension in ("area", "payer", "committee")]
    made += [_break_even(calculation), _by_number(calculation), _by_scope(calculation)]
    if swings := uncertainty.tornado(calculation):
        made += [_tornado(calculation, swings), _chance(calculation)]
    return tuple(made)


def mismatch(calculation: Calculation) -> Caveat | None:
    """What is to be said when the model's target group is not the programme's (GX-R103); None when they agree."""
    model, programme = calculation.model_group, calculation.programme_group
    if model is None or programme is None:
        message = N_(
            "It is not said whom the prices are about, so they may be about others than the programme's families."
        )
        return Caveat("target_group_unknown", Text(message))
    if (model.youngest, model.oldest) == (programme.youngest, programme.oldest) and (
        model.description == programme.description
    ):
        return None
    message = N_(
        "The prices are about others than the programme's families. Prices: %(model)s. Programme: %(programme)s."
    )
    return Caveat("target_group", Text(message, {"model": _group(model), "programme": _group(programme)}))


def _group(group: TargetGroup) -> Text:
    facts: dict[str, Fact | Text] = {
        "description": group.description,
        "youngest": str(group.youngest),
        "oldest": str(group.oldest),
    }
    return Text(N_("%(description)s, %(youngest)s–%(oldest)s years"), facts)


def _by(calculation: Calculation, dimension: str) -> Result:
    sums: dict[str, list[Flow]] = {}
    for flow in flows(calculation):
        sums.setdefault(str(getattr(flow, dimension)) or "none", []).append(flow)
    sums["total"] = list(flows(calculation))
    figures = [
        _figure(calculation, math.fsum(flow.amount for flow in given), ((dimension, name),))
        for name, given in sums.items()
    ]
    title = {
        "area": N_("Potential by area"),
        "payer": N_("Potential by who pays and who gains"),
        "committee": N_("Potential by committee"),
    }[dimension]
    rule = N_("Present value in kr. A plus is fewer expenditures or more income, a minus more expenditures.")
    return _result(calculation, dimension, title, rule, figures)


def _break_even(calculation: Calculation) -> Result:
    needed, caveats, figures = needed_to_break_even(calculation), [], []
    if needed is None:
        message = N_("A case that succeeds does not save anything here, so no number of them pays the cost.")
        caveats.append(Caveat("never_pays", Text(message)))
    else:
        at: Place = (("measure", "number"),)
        figures.append(
            replace(
                _figure(calculation, math.ceil(round(needed, 9)), at),
                unit=Unit.PERSONS,
                parts={"exact": needed},
            )
        )
    try:
        so_far, year = cumulative(calculation), break_even_year(calculation)
        figures += [
            _figure(calculation, kr, (("measure", "so_far"), ("year", at_year)))
            for at_year, kr in so_far.items()
        ]
        message = (
            N_("Within the horizon the potential does not cover the cost.")
            if year is None
            else N_("By %(year)s the potential has covered the cost.")
        )
        caveats.append(Caveat("break_even_year", Text(message, {"year": str(year)} if year else {})))
    except Refused as refused:
        caveats.append(Caveat("no_yearly_profile", refused.text))
    title, rule = (
        N_("When and with how many it breaks even"),
        N_(
            "The number of successful cases whose present value is the cost, rounded up, and what has been gained less "
            "what has been paid by the end of each year."
        ),
    )
    return _result(calculation, "break_even", title, rule, figures, caveats)


def _by_number(calculation: Calculation) -> Result:
    most = max(MOST_SUCCEEDED, math.ceil(calculation.succeeded.range[1]))
    numbers = range(min(most, math.floor(calculation.population.value)) + 1)
    figures = [
        _figure(calculation, net(_with_succeeded(calculation, number)), (("succeeded", number),))
        for number in numbers
    ]
    rule = N_("The same calculation with another number of cases that succeed (lines 751-761).")
    return _result(calculation, "number", N_("Potential by how many succeed"), rule, figures)


def _by_scope(calculation: Calculation) -> Result:
    figures = []
    for scope in SCOPES:
        asked = replace(
            calculation,
            include_development=scope != "operation",
            realised=scope == "net_of_service_improvement",
        )
        paid = -math.fsum(flow.amount for flow in costs(asked))
        figures.append(replace(_figure(calculation, net(asked), (("scope", scope),)), parts={"cost": paid}))
    rule = N_(
        "Operation alone; with development and evaluation; and with freed time taken out of a budget elsewhere "
        "(lines 3042-3049 and 3158-3161)."
    )
    return _result(calculation, "scope", N_("Potential by which costs are counted"), rule, figures)


def _tornado(calculation: Calculation, swings: Iterable[uncertainty.Swing]) -> Result:
    figures = [
        Figure(
            (("input", swing.name),),
            swing.span,
            Unit.DKK,
            _base(calculation),
            _base(calculation),
            parts={
                "low_value": swing.low_value,
                "high_value": swing.high_value,
                "at_low": swing.at_low,
                "at_high": swing.at_high,
            },
        )
        for swing in swings
    ]
    rule = N_(
        "How far the result moves when one input goes from its lowest to its highest value, all others as set."
    )
    return _result(calculation, "tornado", N_("What moves the result most"), rule, figures)


def _chance(calculation: Calculation) -> Result:
    made = uncertainty.chance(calculation)
    figures = [
        replace(_figure(calculation, made.median, (("measure", "potential"),)), low=made.low, high=made.high),
        replace(_figure(calculation, made.pays, (("measure", "pays"),)), unit=Unit.SHARE),
    ]
    rule = N_(
        "%(draws)s draws in which every input with a range is drawn from a triangle between its lowest and highest "
        "value, independently. The limits hold 95 %% of the draws. It is no more certain than the ranges."
    )
    result = _result(calculation, "chance", N_("How likely it is that it pays"), "", figures)
    return result.but(
        rule=Text(rule, {"draws": made.draws}),
        parameters={**result.parameters, "draws": made.draws, "seed": made.seed},
    )


def _with_succeeded(calculation: Calculation, number: float) -> Calculation:
    return replace(calculation, succeeded=with_value(calculation.succeeded, number))


def _base(calculation: Calculation) -> int:
    return round(calculation.population.value)


def _figure(calculation: Calculation, amount: float, at: Place) -> Figure:
    return Figure(at, amount, Unit.DKK, _base(calculation), _base(calculation))


def _result(
    calculation: Calculation,
    name: str,
    title: str,
    rule: str,
    figures: Iterable[Figure],
    caveats: Iterable[Caveat] = (),
) -> Result:
    said = mismatch(calculation)
    return Result(
        id=f"economy.long_run.{name}",
        title=Text(title),
        rule=Text(rule),
        citation=Citation(REPORT, "734-761, 3089-3202"),
        basis=Basis.MODELLED,
        period=Period(str(calculation.first_year), str(calculation.last_year)),
        source=tuple(dict.fromkeys([calculation.name, *(price.source for price in calculation.prices)])),
        parameters=_parameters(calculation),
        figures=tuple(figures),
        persons=_base(calculation),
        caveats=(POTENTIAL, *((said,) if said else ()), *_unpriced(calculation), *caveats),
    )


def _amount(kroner: float) -> Text:
    return Text(N_("%(amount)s kr."), {"amount": round(kroner)})


def _parameters(calculation: Calculation) -> dict[str, Fact | Text]:
    """Every input with who set it, from what, and how it is known."""
    named: dict[str, Input] = {
        "population": calculation.population,
        "succeeded": calculation.succeeded,
        "persistence": calculation.persistence,
        "price_factor": calculation.price_factor,
    }
    shown: dict[str, Fact | Text] = {name: given.told() for name, given in named.items()}
    for price in calculation.prices:
        worth = math.fsum(f.amount for f in benefit_of_one(replace(calculation, prices=(price,))))
        shown[f"price: {price.area} ({price.payer})"] = told(_amount(worth), price)
    for cost in calculation.costs:
        shown[f"cost: {cost.kind} {cost.year} ({cost.payer})"] = told(_amount(cost.amount), cost)
    discount = rates(calculation)
    steps = ", ".join(f"{100 * rate:g} %" for _last, rate in discount.steps)
    return shown | {
        "discount_rate": f"{steps} ({discount.source})",
        "price_year": str(calculation.price_year),
        "present_value_year": str(calculation.present_value_year),
        "include_development": calculation.include_development,
        "realised": calculation.realised,
        "price_index": calculation.price_index_source or None,
    }


def _unpriced(calculation: Calculation) -> tuple[Caveat, ...]:
    """Said when amounts of several price years are added without an index."""
    years = {price.price_year for price in calculation.prices if price.amounts}
    years |= {cost.price_year or cost.year for cost in calculation.costs if not cost.present_value}
    if calculation.price_index or years <= {calculation.price_year}:
        return ()
    message = N_("Amounts of several price years are added as they are: no price index was given.")
    return (Caveat("no_price_index", Text(message)),)
