# SPDX-License-Identifier: EUPL-1.2
"""What the tables of a comparison say. The one place where the word effect is spoken, and only beside a group."""

from __future__ import annotations

from collections.abc import Iterator

from familievej.analysis.report.speech import Speech
from familievej.analysis.result import Figure, Result
from familievej.analysis.words import N_

# Caveats after which a difference must not be called an effect.
UNBELIEVABLE = frozenset({"developed_apart", "no_trend"})


def size(result: Result, speech: Speech) -> Iterator[str]:
    """How large a difference could be seen."""
    smallest, inside, outside = (result.at(measure=name) for name in _SIZES)
    if any(figure.value is None for figure in (smallest, inside, outside)):
        return
    yield speech.say(
        N_(
            "%(inside)s parents in the programme and %(outside)s compared with: a rise of %(smallest)s or "
            "more would be seen in four of five cases; a smaller one hardly."
        ),
        inside=inside.base,
        outside=outside.base,
        smallest=speech.amount(smallest.value, smallest.unit),
    )


_SIZES = ("smallest", "in_programme", "compared_with")


def balance(result: Result, speech: Speech) -> Iterator[str]:
    """In what the groups were alike, and in what not."""
    below = float(str(result.parameters["alike_below"]))
    inside = [figure for figure in result.along(group="in_programme") if "standardised" in figure.parts]
    alike = [_name(figure, speech) for figure in inside if abs(figure.parts["standardised"]) < below]
    unlike = [_name(figure, speech) for figure in inside if abs(figure.parts["standardised"]) >= below]
    if alike:
        yield speech.say(N_("Alike in: %(names)s."), names=", ".join(alike))
    if unlike:
        yield speech.say(N_("Not alike in: %(names)s."), names=", ".join(unlike))


def _name(figure: Figure, speech: Speech) -> str:
    name = speech.place(figure.where("characteristic"))
    return name[:1].lower() + name[1:]


def trend(result: Result, speech: Speech) -> Iterator[str]:
    """The last half-year."""
    last = max(result.figures, key=lambda figure: int(figure.where("half_year")))
    if last.value is not None and int(last.where("half_year")) > 0:
        yield speech.say(
            N_("In half-year %(number)s after the start: %(figure)s more than among those compared with."),
            number=int(last.where("half_year")) + 1,
            figure=speech.figure(last),
        )


def estimate(result: Result, speech: Speech) -> Iterator[str]:
    """The estimate: an effect where the groups developed alike before, a difference where they did not."""
    codes = {caveat.code for caveat in result.caveats}
    figures = {str(figure.where("method")): figure for figure in result.figures}
    honest = figures.get("wild") or result.figures[0]
    facts = {
        "outcome": speech.place(str(result.parameters["outcome"])).lower(),
        "figure": speech.figure(honest),
    }
    if codes & UNBELIEVABLE:
        yield speech.say(
            N_(
                "The share that is %(outcome)s changed by %(figure)s more in the programme than among those compared "
                "with. It cannot be said that the programme did it."
            ),
            **facts,
        )
        return
    yield speech.say(
        N_("Estimated effect on the share that is %(outcome)s: %(figure)s. %(verdict)s"),
        **facts,
        verdict=_verdict(honest, speech),
    )


def _verdict(figure: Figure, speech: Speech) -> str:
    if figure.low is None or figure.high is None:
        return speech.say(N_("Its uncertainty cannot be computed."))
    if figure.low <= 0 <= figure.high:
        return speech.say(
            N_("It may as well be none: these numbers cannot tell an effect of that size from chance.")
        )
    return speech.say(
        N_(
            "That is more than chance alone usually gives. It is the programme's if both groups would have developed "
            "alike without it."
        )
    )


def definition(result: Result, speech: Speech) -> Iterator[str]:
    """The lowest and the highest answer."""
    ordered = sorted(
        (figure for figure in result.figures if figure.value is not None), key=lambda f: f.value or 0
    )
    if ordered:
        yield speech.say(
            N_("By definition the answer goes from %(low)s to %(high)s."),
            low=speech.figure(ordered[0]),
            high=speech.figure(ordered[-1]),
        )
