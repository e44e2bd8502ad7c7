# SPDX-License-Identifier: EUPL-1.2
"""What the tables say, in sentences that read their own numbers: each with its N and limits, none about a
cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from familievej.analysis.report import compared, money
from familievej.analysis.report.speech import Speech
from familievej.analysis.result import Figure, Result
from familievej.analysis.words import N_


def findings(result: Result, speech: Speech) -> list[str]:
    """The sentences of one table; the first is the one to read when only one is read."""
    refused = [caveat for caveat in result.caveats if caveat.code == "refused"]
    if refused:
        return [speech.text(refused[0].text)]
    if not any(figure.value is not None for figure in result.figures):
        return [speech.say(N_("There is nothing to count here in these data."))]
    return list(_SENTENCES.get(result.id, _no_sentence)(result, speech))


def _no_sentence(_result: Result, _speech: Speech) -> Iterator[str]:
    yield from ()


def _composition(result: Result, speech: Speech) -> Iterator[str]:
    who = {
        role: _at(result, role=role, cohort="everybody") for role in ("families", "child", "mother", "father")
    }
    if any(figure is None or figure.hidden for figure in who.values()):
        return
    yield speech.say(
        N_("%(families)s families: %(children)s children, %(mothers)s mothers and %(fathers)s fathers."),
        families=_base(who["families"]),
        children=_base(who["child"]),
        mothers=_base(who["mother"]),
        fathers=_base(who["father"]),
    )


def _around_the_start(result: Result, speech: Speech) -> Iterator[str]:
    for group in ("parents", "mothers", "fathers"):
        series = [figure for figure in result.along(group=group) if figure.value is not None]
        months = {int(figure.where("t")): figure for figure in series}
        if 0 not in months:
            continue
        first, last = months[min(months)], months[max(months)]
        yield speech.say(
            N_(
                "%(group)s: %(first)s self-supporting %(before)s months before the start, %(start)s in the "
                "month of the start, and %(last)s %(after)s months after."
            ),
            group=speech.place(group),
            first=speech.figure(first),
            start=speech.figure(months[0]),
            last=speech.figure(last),
            before=-int(first.where("t")),
            after=int(last.where("t")),
        )


def _before_after(result: Result, speech: Speech) -> Iterator[str]:
    for before in result.along(period="before"):
        place = {name: where for name, where in before.at if name != "period"}
        if place.get("group") not in ("parents", "mothers") or place.get("cutoff") == "self_support":
            continue
        after, change = _at(result, **place, period="after"), _at(result, **place, period="change")
        if after is None or change is None or before.value is None or after.value is None:
            continue
        names = [speech.place(where) for name, where in place.items() if name != "cutoff"]
        yield speech.say(
            N_("%(who)s: %(before)s before and %(after)s after. Change %(change)s: %(verdict)s."),
            who=", ".join(names),
            before=speech.figure(before),
            after=speech.figure(after),
            change=f"{speech.amount(change.value, change.unit)} {speech.limits(change)}".strip(),
            verdict=_verdict(change, speech),
        )


def _verdict(change: Figure, speech: Speech) -> str:
    if change.low is None or change.high is None:
        return speech.say(N_("its uncertainty cannot be computed"))
    if change.low <= 0 <= change.high:
        return speech.say(N_("no more than what chance alone can give"))
    return speech.say(N_("more than chance alone usually gives, which says nothing of why"))


def _series(result: Result, speech: Speech) -> Iterator[str]:
    shown = [figure for figure in result.figures if figure.value is not None]
    first, last = shown[0], shown[-1]
    yield speech.say(
        N_("%(first_month)s: %(first)s. %(last_month)s: %(last)s."),
        first_month=speech.month(str(first.where("month"))),
        first=speech.figure(first),
        last_month=speech.month(str(last.where("month"))),
        last=speech.figure(last),
    )
    twelve = [figure for figure in shown if str(figure.where("month"))[5:] == str(last.where("month"))[5:]]
    if len(twelve) > 1:
        yield speech.say(
            N_("In the same month a year before the last: %(figure)s."), figure=speech.figure(twelve[-2])
        )


def _by_year(result: Result, speech: Speech) -> Iterator[str]:
    kinds = dict.fromkeys(
        str(where) for figure in result.figures for name, where in figure.at if name == "kind"
    )
    for kind in kinds or [""]:
        for group, denominator in (("children", "included"), ("early", "all")):
            place = {"group": group, "denominator": denominator} | ({"kind": kind} if kind else {})
            years = [figure for figure in result.along(**place) if figure.value is not None]
            if kind == "other" or not years:
                continue
            told = "; ".join(f"{figure.where('year')}: {speech.figure(figure)}" for figure in years)
            name = speech.place(group) if not kind else f"{speech.place(kind)}, {speech.place(group).lower()}"
            yield f"{name} – {told}."


def _lines(dimension: str) -> Callable[[Result, Speech], Iterator[str]]:
    def say(result: Result, speech: Speech) -> Iterator[str]:
        for figure in result.figures:
            yield f"{speech.place(figure.where(dimension))}: {speech.figure(figure)}."

    return say


def _support(result: Result, speech: Speech) -> Iterator[str]:
    for group in ("mothers", "fathers"):
        figures = list(result.along(group=group))
        shown = [figure for figure in figures if not figure.hidden]
        told = [
            f"{speech.place(figure.where('support')).lower()} {speech.figure(figure)}" for figure in shown
        ]
        if len(shown) < len(figures):
            told.append(speech.say(N_("the rest is hidden, because it is about few")))
        yield f"{speech.place(group)}: {'; '.join(told)}."


def _costs(result: Result, speech: Speech) -> Iterator[str]:
    for role in ("children", "mothers", "fathers"):
        halves = [_at(result, role=role, half_year=half, account_function="all") for half in (-1, 1)]
        before, after = halves
        if before is None or after is None or before.value is None or after.value is None:
            continue
        yield speech.say(
            N_(
                "%(role)s: %(before)s a person in the half-year before the start and %(after)s in the one "
                "after; without the dearest person %(without_before)s and %(without_after)s."
            ),
            role=speech.place(role),
            before=speech.figure(before),
            after=speech.figure(after),
            without_before=speech.amount(before.parts.get("without_dearest"), before.unit),
            without_after=speech.amount(after.parts.get("without_dearest"), after.unit),
        )


def _year_before(result: Result, speech: Speech) -> Iterator[str]:
    for figure in result.along(account_function="all"):
        yield f"{speech.place(figure.where('who'))}: {speech.figure(figure)}."


_SENTENCES: dict[str, Callable[[Result, Speech], Iterator[str]]] = {
    "composition": _composition,
    "composition.sex": _lines("sex"),
    "composition.support": _support,
    "composition.support_before": _support,
    "I1.month": _around_the_start,
    "I2": _before_after,
    "I3": _before_after,
    "I4": _before_after,
    "I5": _before_after,
    "I6": _series,
    "I7": _series,
    "I8": _by_year,
    "I9": _lines("group"),
    "I10": _by_year,
    "I11": _costs,
    "I11.year_before": _year_before,
    "I12": _lines("course"),
    "economy.accounts": money.accounts,
    "economy.cost_each": money.each,
    "economy.long_run.area": money.by_part,
    "economy.long_run.payer": money.by_part,
    "economy.long_run.committee": money.by_part,
    "economy.long_run.break_even": money.break_even,
    "economy.long_run.number": money.lines,
    "economy.long_run.scope": money.lines,
    "economy.long_run.tornado": money.tornado,
    "economy.long_run.chance": money.chance,
    "comparison.size": compared.size,
    "comparison.balance": compared.balance,
    "comparison.trend": compared.trend,
    "comparison.estimate": compared.estimate,
    "comparison.definition": compared.definition,
}


def _at(result: Result, **place: str | int) -> Figure | None:
    try:
        return result.at(**place)
    except KeyError:
        return None


def _base(figure: Figure | None) -> int:
    return figure.base if figure else 0
