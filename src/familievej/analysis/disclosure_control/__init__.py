# SPDX-License-Identifier: EUPL-1.2
"""What may be published: small numbers are hidden, also from whoever subtracts one table from another.

Pure: ``Cell`` and ``Relation`` say what is printed and what sums to what, ``shield`` says what must be hidden,
``protect`` does it to the results of an analysis, ``ReleaseLog`` remembers what is out already.
"""

from familievej.analysis.disclosure_control.cells import Cell, Relation, System
from familievej.analysis.disclosure_control.counts import CountTable, count_system
from familievej.analysis.disclosure_control.log import Release, ReleaseLog, release_of, with_earlier
from familievej.analysis.disclosure_control.needs import Reason
from familievej.analysis.disclosure_control.policy import Policy, Zero
from familievej.analysis.disclosure_control.publish import PROTECTED, Published, protect
from familievej.analysis.disclosure_control.rounding import Rounding, rounded
from familievej.analysis.disclosure_control.shield import Protection, exposures, interval, shield

__all__ = [
    "PROTECTED",
    "Cell",
    "CountTable",
    "Policy",
    "Protection",
    "Published",
    "Reason",
    "Relation",
    "Release",
    "ReleaseLog",
    "Rounding",
    "System",
    "Zero",
    "count_system",
    "exposures",
    "interval",
    "protect",
    "release_of",
    "rounded",
    "shield",
    "with_earlier",
]
