# SPDX-License-Identifier: EUPL-1.2
"""The clips: how many times a family may come back without a new allocation.

At closing the worker may give three; "one contact consumes one clip; at zero clips normal allocation applies" (000
L1141-1143, VA-R16). The report does not say how long a clip holds; it holds as long as the course's records are kept.
"""

from __future__ import annotations


def clips_at_closing(given: int, most: int, came_on_clip: bool, left: int) -> int:
    """What a family has when a course closes: the ``given`` (0 to ``most``), or after a return what was ``left``.

    Raises ValueError for more than the programme gives.
    """
    if came_on_clip:
        return left
    if not 0 <= given <= most:
        raise ValueError(f"{given} clips: the programme gives 0 to {most}")
    return given


def use_clip(left: int) -> int:
    """The clips that are left after the family came back once more. Raises ValueError when there is none."""
    if left < 1:
        raise ValueError("no clip is left: a new allocation is needed")
    return left - 1
