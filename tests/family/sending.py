# SPDX-License-Identifier: EUPL-1.2
"""What the tests of forms share."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast


def to(cast: Cast, there: str) -> str:
    """An address under Maria's family."""
    return f"/families/{cast.family.pk}/{there}"


def faults(answer: Any) -> str:
    """The page that says what to mend."""
    assert answer.status_code == 200
    text: str = answer.content.decode()
    assert "fv-errors" in text
    return text
