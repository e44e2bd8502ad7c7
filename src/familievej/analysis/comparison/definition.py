# SPDX-License-Identifier: EUPL-1.2
"""What is compared with whom, by which design: fixed and dated before any data are read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from familievej.analysis.designs.power import FEWEST
from familievej.analysis.handwritten import checked, text_of, yaml_of
from familievej.analysis.words import N_, Refused, Text

Said = Annotated[str, Field(min_length=1, max_length=2000)]


class Design(StrEnum):
    """How the two groups are held against each other.

    DIFFERENCE: around the start, before and after; the start of the others is the day on which they could have begun.
    STAGGERED:  by calendar half-year, each start against those who never began (Callaway and Sant'Anna).
    """

    DIFFERENCE = "difference_in_differences"
    STAGGERED = "staggered"


class Outcome(StrEnum):
    """What is compared: the share of a parent's months with it."""

    SELF_SUPPORTING = "self_supporting"
    SUPPORTED = "supported"
    ACTIVATED = "activated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One comparison.

    fixed_on: the day on which it was decided; data are read that day or later
    group:    who they are, in words
    why:      why they are comparable, in words
    families: where their extract lies, when the definition is a file
    fewest:   persons that each group must have; never under what the designs ask for
    weighted: also with the others weighted to be alike; the weights stay inside the run
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    fixed_on: dt.date
    group: Said
    why: Said
    design: Design = Design.DIFFERENCE
    outcome: Outcome = Outcome.SELF_SUPPORTING
    families: str = ""
    fewest: Annotated[int, Field(ge=FEWEST)] = FEWEST
    weighted: bool = True


_COMPARISON = TypeAdapter(Comparison)


def read_comparison(path: Path) -> Comparison:
    """The comparison of a YAML file. Raises ``Refused`` with file, line and field."""
    comparison = checked(_COMPARISON, yaml_of(text_of(path), path.name), path.name)
    if not comparison.families:
        message = N_("%(file)s: say in “families” where the extract of those compared with lies.")
        raise Refused(Text(message, {"file": path.name}))
    return comparison


def refuse_if_late(comparison: Comparison, read_on: dt.date) -> None:
    """Raises ``Refused`` for a comparison that is dated after the day on which the data are read."""
    if comparison.fixed_on > read_on:
        message = N_(
            "The comparison is dated %(fixed)s, after the day of the run. It must be fixed before the data are read."
        )
        raise Refused(Text(message, {"fixed": comparison.fixed_on.isoformat()}))
