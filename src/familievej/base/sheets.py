# SPDX-License-Identifier: EUPL-1.2
"""Tables that people take out and open in a spreadsheet."""

from __future__ import annotations

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def unformulated(cell: str) -> str:
    """``cell`` as text that no spreadsheet computes: the quotation mark says so and is not shown."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
