# SPDX-License-Identifier: EUPL-1.2
"""From the analyst's results to what may be published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from familievej.analysis.disclosure_control.figures import WITHIN, Printed, key
from familievej.analysis.disclosure_control.log import Release, ReleaseLog, release_of, with_earlier
from familievej.analysis.disclosure_control.needs import Reason
from familievej.analysis.disclosure_control.policy import Policy
from familievej.analysis.disclosure_control.shield import Protection, shield
from familievej.analysis.result import Caveat, Figure, Place, Result, Unit
from familievej.analysis.words import N_, Text

# One mark for all: "small" would itself tell a reader that the number is from one to four.
PROTECTED = "protected"


@dataclass(frozen=True, slots=True)
class Published:
    """results:  what may be published; hidden figures are marked ``protected``, whatever the reason
    release:  the entry for the release log
    reasons:  why each number is hidden, by key; the analyst's own
    withheld: ids of results that no hiding makes safe: all of their figures are hidden
    """

    results: tuple[Result, ...]
    release: Release
    reasons: Mapping[str, Reason]
    withheld: tuple[str, ...] = ()


def protect(
    results: Iterable[Result],
    policy: Policy | None = None,
    *,
    log: ReleaseLog | None = None,
    snapshot: str = "",
    released_on: str = "",
    name: str = "report",
    within: Mapping[str, str] = WITHIN,
    only_grows: bool = False,
) -> Published:
    """Hide what must not be published in ``results``, taken together and with everything in ``log``.

    ``snapshot`` names the data (a fingerprint): a release with the same one is about the same numbers.
    ``within``: groups inside others, {inner: outer}, whose rest must not be small either.
    """
    policy, together = policy or Policy(), tuple(results)
    printed = Printed(dict(within))
    for result in together:
        printed.add(result)
    system = printed.system()
    joined = with_earlier(system, log or ReleaseLog(), snapshot, only_grows=only_grows)
    protection = shield(joined, policy)
    own = {cell.key for cell in system.cells}
    mine = Protection({k: why for k, why in protection.hidden.items() if k in own}, protection.exposed)
    withheld = tuple(r.id for r in together if any(k.startswith(f"{r.id}|") for k in mine.exposed))
    safe = tuple(_told(_published(r, mine, whole=r.id in withheld), policy) for r in together)
    away = {k: Reason.SMALL for k in own if k.split("|", 1)[0] in withheld}
    release = release_of(
        system,
        Protection({**away, **mine.hidden}),
        policy,
        name=name,
        released_on=released_on,
        snapshot=snapshot,
    )
    return Published(safe, release, mine.hidden, withheld)


def _published(result: Result, protection: Protection, *, whole: bool) -> Result:
    figures = tuple(_figure(result.id, figure, protection, whole=whole) for figure in result.figures)
    hidden = [figure.at for figure in figures if figure.hidden]
    # A difference of two shares gives the hidden one away beside the other.
    return result.but(
        figures=tuple(
            figure.hide(PROTECTED) if figure.unit is Unit.POINTS and _beside(figure.at, hidden) else figure
            for figure in figures
        )
    )


def _figure(name: str, figure: Figure, protection: Protection, *, whole: bool) -> Figure:
    def hidden(*measures: str) -> bool:
        return any(not protection.shown(key(name, figure.at, measure)) for measure in measures)

    if whole or hidden("n", "p"):
        return figure.hide(PROTECTED)
    if hidden("k", "a"):
        return figure.hide(PROTECTED, base=False)
    # The mean with one person less is that person's amount in clear, beside the mean with all.
    parts = {
        part: value
        for part, value in figure.parts.items()
        if not part.startswith("without_") and not hidden(part)
    }
    return replace(figure, parts=parts, largest=())


def _beside(place: Place, hidden: list[Place]) -> bool:
    """Whether a hidden figure differs from this place in one dimension at most."""
    mine = set(place)
    return any(len(mine - set(other)) <= 1 for other in hidden)


def _told(result: Result, policy: Policy) -> Result:
    if not any(figure.hidden for figure in result.figures):
        return result
    told = Caveat(
        "protected",
        Text(
            N_(
                "Some figures are hidden, so that nothing can be worked out about fewer than %(threshold)s persons, "
                "also not by subtracting tables. Some of the hidden figures are large: they protect the small ones."
            ),
            {"threshold": str(policy.threshold)},
        ),
    )
    return result.but(caveats=(*result.caveats, told))
