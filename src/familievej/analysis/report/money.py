# SPDX-License-Identifier: EUPL-1.2
"""What the tables of the economy say: what was spent, and what may be saved if the assumptions hold."""

from __future__ import annotations

from collections.abc import Iterator

from familievej.analysis.report.speech import Speech
from familievej.analysis.result import Figure, Result
from familievej.analysis.words import N_

_MOST = 3


def accounts(result: Result, speech: Speech) -> Iterator[str]:
    """All years, gross and net."""
    whole = {str(figure.where("kind")): figure for figure in result.along(year="total") if not figure.hidden}
    if {"expenditure", "net"} <= set(whole):
        yield speech.say(
            N_("In all %(spent)s: development and operation. Less freed time: %(net)s."),
            spent=_kroner(whole["expenditure"], speech),
            net=_kroner(whole["net"], speech),
        )


def each(result: Result, speech: Speech) -> Iterator[str]:
    """A family, and a place in the last year."""
    spent = [figure for figure in result.along(kind="expenditure") if not figure.hidden]
    for measure in ("family", "place_year"):
        of_it = [figure for figure in spent if figure.where("measure") == measure]
        if of_it:
            year = str(of_it[-1].where("year"))
            name = speech.place(measure) if year == "total" else f"{speech.place(measure)} ({year})"
            yield f"{name}: {_kroner(of_it[-1], speech)}."


def by_part(result: Result, speech: Speech) -> Iterator[str]:
    """The whole, and its largest parts."""
    *parts, whole = result.figures
    yield speech.say(N_("Potential in all: %(amount)s, as a present value."), amount=_kroner(whole, speech))
    largest = sorted(parts, key=lambda figure: -abs(figure.value or 0))[:_MOST]
    told = "; ".join(f"{speech.place(figure.at[0][1])} {_kroner(figure, speech)}" for figure in largest)
    if told:
        yield f"{told}."


def break_even(result: Result, speech: Speech) -> Iterator[str]:
    """How many must succeed, and from when it is covered."""
    for figure in result.along(measure="number"):
        yield speech.say(
            N_("It breaks even when %(number)s or more succeed."),
            number=speech.amount(figure.value, figure.unit),
        )
    yield from (
        speech.text(caveat.text)
        for caveat in result.caveats
        if caveat.code in ("break_even_year", "never_pays", "no_yearly_profile")
    )


def lines(result: Result, speech: Speech) -> Iterator[str]:
    """Every figure by its place."""
    for figure in result.figures[: _MOST + 2]:
        yield f"{speech.dimension(figure.at[0][0])}: {speech.place(figure.at[0][1])} – {_kroner(figure, speech)}."


def tornado(result: Result, speech: Speech) -> Iterator[str]:
    """The inputs that move the result most."""
    for figure in result.figures[:_MOST]:
        yield speech.say(
            N_("%(input)s: from %(low)s to %(high)s."),
            input=speech.place(figure.where("input")),
            low=speech.amount(figure.parts["at_low"], figure.unit),
            high=speech.amount(figure.parts["at_high"], figure.unit),
        )


def chance(result: Result, speech: Speech) -> Iterator[str]:
    """The chance that it pays, and between what the potential lies."""
    potential, pays = result.at(measure="potential"), result.at(measure="pays")
    yield speech.say(
        N_("The chance that it pays is %(pays)s, if the ranges are right. Potential: %(amount)s %(limits)s."),
        pays=speech.amount(pays.value, pays.unit),
        amount=_kroner(potential, speech),
        limits=speech.limits(potential),
    )


def _kroner(figure: Figure, speech: Speech) -> str:
    return speech.amount(figure.value, figure.unit)
