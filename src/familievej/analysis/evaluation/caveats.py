# SPDX-License-Identifier: EUPL-1.2
"""What a reader must know, said by the data themselves: nobody has to remember to write it.

Sources: Ashenfelter's dip, lines 706-717; no comparison group, 674-688; falling N, 2434-2439; change of
system and its first year, 2606-2609 and 2677-2682; one dear child, 3008-3014; 60 closed courses, 2917.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from familievej.analysis.evaluation.rules import Settled
from familievej.analysis.result import Caveat, Figure, Result
from familievej.analysis.words import MINUS, N_, Text

STATES = {
    "self_supporting": Text(N_("counts as self-supporting")),
    "supported": Text(N_("counts as supported")),
    "left_out": Text(N_("is left out")),
}

NO_COMPARISON = Caveat(
    "no_comparison",
    Text(
        N_(
            "There is no comparison group. The figures say what happened around the start, not why: others "
            "in the same position also change with time."
        )
    ),
)

COMPARED_ELSEWHERE = Caveat(
    "compared_elsewhere",
    Text(
        N_(
            "These figures alone say what happened around the start, not why. How others developed in the same time "
            "stands in the tables of the comparison."
        )
    ),
)


def with_comparison(result: Result) -> Result:
    """``result`` beside a comparison: it is no longer true that there is none."""
    told = (COMPARED_ELSEWHERE if caveat == NO_COMPARISON else caveat for caveat in result.caveats)
    return result.but(caveats=tuple(told))


NEWCOMERS = Caveat(
    "newcomers",
    Text(
        N_(
            "New families come in each year because a child has a case or may get one. A rise over the years "
            "may be the new families; the line of those who were there from the beginning shows the same "
            "children all the way. More cases may also mean that more is seen, not that more is wrong."
        )
    ),
)
LATECOMERS = Caveat(
    "latecomers",
    Text(
        N_(
            "Children who came late, or were born late, have had less time for a case to be closed. The line "
            "of those who were there from the beginning is the fairer one."
        )
    ),
)


def expected_dip(rules: Settled) -> tuple[Caveat, ...]:
    """Ashenfelter's dip: who comes in because of public support stands lowest when coming in."""
    if not rules.selected_on_support:
        return ()
    sentence = N_(
        "Families come in when things are at their hardest, and public support is one of the criteria. A low "
        "point at the start and a rise after it are therefore to be expected in any case (Ashenfelter's "
        "dip). Look at the time before the start too."
    )
    return (Caveat("ashenfelter", Text(sentence)),)


def dip(series: Sequence[Figure], rules: Settled) -> tuple[Caveat, ...]:
    """The expected dip and, where the series shows one, its size: the first month, the start, the last."""
    shown = [figure for figure in series if figure.value is not None]
    by_month = {figure.where("t"): figure for figure in shown}
    if not shown or 0 not in by_month:
        return expected_dip(rules)
    first, start = shown[0], by_month[0]
    if first is start or first.value is None or start.value is None or start.value >= first.value:
        return expected_dip(rules)
    sentence = N_(
        "The share falls from %(first)s%% (%(months)s months before) to %(start)s%% in the month of the "
        "start: a dip before the start is in these data. Getting back to where one was is not the same as "
        "getting further."
    )
    facts = {"first": 100 * first.value, "start": 100 * start.value, "months": -int(first.where("t"))}
    return (*expected_dip(rules), Caveat("dip_seen", Text(sentence, facts)))


def for_series(series: Sequence[Figure], dimension: str, rules: Settled) -> tuple[Caveat, ...]:
    """N that changes along a series, and few persons behind it."""
    bases = [figure for figure in series if figure.base]
    if not bases:
        return (nothing_to_count(),)
    most = max(bases, key=lambda figure: figure.base)
    least = min(bases, key=lambda figure: figure.base)
    found = []
    if least.base < most.base:
        facts: dict[str, str | int] = {"least": least.base, "most": most.base}
        facts |= {"least_at": _at(least, dimension), "most_at": _at(most, dimension)}
        code, sentence = ("falling_n", _FALLING) if dimension == "t" else ("changing_n", _CHANGING)
        found.append(Caveat(code, Text(sentence, facts)))
    return (*found, *few(series, rules))


def _at(figure: Figure, dimension: str) -> str:
    return (
        str(figure.where(dimension)).replace("-", MINUS) if dimension == "t" else str(figure.where(dimension))
    )


_FALLING = N_(
    "The number behind each point is not the same: from %(least)s (month %(least_at)s) to %(most)s (month "
    "%(most_at)s). Those who came last are not followed so long, so the ends of the curve are about other "
    "people than its middle."
)
_CHANGING = N_(
    "The number behind each point is not the same: from %(least)s (%(least_at)s) to %(most)s (%(most_at)s)."
)


def few(figures: Iterable[Figure], rules: Settled) -> tuple[Caveat, ...]:
    """Some figure rests on few persons; on how few is in the table, where it may be hidden."""
    persons = [figure.persons for figure in figures if figure.persons]
    if not persons or min(persons) >= rules.few_persons:
        return ()
    sentence = N_(
        "Some figures here rest on fewer than %(few)s persons. One family more or less can move them; read "
        "the limits, and do not conclude from small differences."
    )
    return (Caveat("few_persons", Text(sentence, {"few": rules.few_persons})),)


def resting_on_nothing(figures: Sequence[Figure], rules: Settled) -> tuple[Caveat, ...]:
    """How much of the self-support is only that nothing is registered (line 2418: the majority)."""
    if rules.nothing_registered == "left_out":
        sentence = N_(
            "Months in which nothing is registered are left out: the shares are of the registered months "
            "alone."
        )
        return (Caveat("nothing_left_out", Text(sentence)),)
    counted = sum(figure.count or 0 for figure in figures)
    nothing = sum(int(figure.parts.get("nothing_registered", 0)) for figure in figures)
    if not counted:
        return ()
    sentence = N_(
        "%(share)s per cent of the self-supporting months rest on nothing being registered. That may be "
        "work, education, a spouse's income, a move out of the municipality, or a gap in the register; it is "
        "not known which."
    )
    return (Caveat("nothing_registered", Text(sentence, {"share": 100 * nothing / counted})),)


def nothing_to_count() -> Caveat:
    """The table is empty."""
    return Caveat("nothing_to_count", Text(N_("There is nothing to count here in these data.")))


def few_closed(closed: int, rules: Settled) -> tuple[Caveat, ...]:
    """Fewer closed courses than client feedback needs to be valid."""
    if closed >= rules.closed_needed:
        return ()
    sentence = N_(
        "Fewer than %(needed)s courses are closed. Client feedback is not valid before that many are."
    )
    return (Caveat("few_closed", Text(sentence, {"needed": rules.closed_needed})),)


def dominated(figures: Iterable[Figure], rules: Settled) -> tuple[Caveat, ...]:
    """One person carries most of a sum or mean (``largest`` and ``parts["sum"]`` of the figures).

    How much is not said: with the sum beside it that would be the person's own amount.
    """
    if max((_largest_share(figure) for figure in figures), default=0.0) < rules.dominant_share:
        return ()
    sentence = N_(
        "One person alone carries more than %(share)s%% of an amount here. See the same without that person "
        "before concluding."
    )
    return (Caveat("one_person_dominates", Text(sentence, {"share": round(100 * rules.dominant_share)})),)


def of_what_is_shown(result: Result, rules: Settled) -> Result:
    """``result`` with its sentences about single figures made anew from those that are not hidden."""
    series = [
        figure
        for figure in result.figures
        if not figure.hidden and dict(figure.at).get("group", "parents") == "parents"
    ]
    dimension = "t" if result.id == "I1.month" else "month"
    kept: list[Caveat] = []
    for caveat in result.caveats:
        match caveat.code:
            case "falling_n" | "changing_n":
                kept += [new for new in for_series(series, dimension, rules) if new.code == caveat.code]
            case "dip_seen":
                kept += [new for new in dip(series, rules) if new.code == caveat.code]
            case _:
                kept.append(caveat)
    return result.but(caveats=tuple(kept))


def _largest_share(figure: Figure) -> float:
    whole = figure.parts.get("sum", 0)
    if figure.persons < 2 or whole <= 0 or not figure.largest:
        return 0.0
    return figure.largest[0] / whole
