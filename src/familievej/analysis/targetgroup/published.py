# SPDX-License-Identifier: EUPL-1.2
"""What leaves the package: every table has gone through disclosure control, all tables of an answer together."""

from __future__ import annotations

from collections.abc import Iterable

from familievej.analysis.disclosure_control import Policy, protect
from familievej.analysis.result import Result


def published(results: Iterable[Result], policy: Policy | None = None) -> tuple[Result, ...]:
    """The tables with everything hidden that would tell about few persons, also by subtraction."""
    return protect(tuple(results), policy).results
