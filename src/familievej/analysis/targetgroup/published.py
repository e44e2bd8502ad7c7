# SPDX-License-Identifier: EUPL-1.2
"""What leaves the package: every table has gone through disclosure control, all tables of an answer together."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from familievej.analysis.disclosure_control import Policy, ReleaseLog, protect
from familievej.analysis.result import Result

HELD_AGAINST = 20


def published(results: Iterable[Result], policy: Policy | None = None) -> tuple[Result, ...]:
    """The tables with everything hidden that would tell about few persons, also by subtraction."""
    return protect(tuple(results), policy).results


def released(
    results: Iterable[Result], log: ReleaseLog, *, year: int, municipality: int | None, on: dt.date
) -> tuple[tuple[Result, ...], ReleaseLog]:
    """The same, held against what ``log`` says is out about that year and place; and the log with this release.

    Two rule sets, or two states of a register, may differ by few, and everybody can subtract. The same tables again are
    no new release.
    """
    tables = tuple(results)
    name = f"target group {year}, {municipality or 'everywhere'}"
    earlier = [release for release in log.releases if release.name == name][-HELD_AGAINST:]
    fit = protect(
        tables,
        log=ReleaseLog(tuple(earlier)),
        snapshot=_fingerprint(tables),
        released_on=on.isoformat(),
        name=name,
    )
    same = (fit.release.snapshot, fit.release.printed)
    if any((release.snapshot, release.printed) == same for release in earlier):
        return fit.results, log
    return fit.results, log.adding(fit.release)


def _fingerprint(results: tuple[Result, ...]) -> str:
    """The same truth has the same name, whatever it was counted from."""
    told = [
        (result.id, figure.at, figure.value, figure.base) for result in results for figure in result.figures
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()
