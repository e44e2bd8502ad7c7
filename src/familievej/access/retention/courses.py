# SPDX-License-Identifier: EUPL-1.2
"""When a family's courses end: the years of most records are counted from the last of them."""

from __future__ import annotations

_selects: list[str] = []


def register_courses(select: str) -> None:
    """``select`` gives (family_id, ends) of every course; ``ends`` is the first day without it, null while it runs."""
    _selects.append(select)


def courses() -> str:
    """Every course as one select."""
    return " union all ".join(_selects) or "select null::uuid as family_id, null::date as ends where false"
