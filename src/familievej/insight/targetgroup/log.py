# SPDX-License-Identifier: EUPL-1.2
"""What of the target group has left the installation as a file, so that two files do not tell of few together."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from familievej.analysis.disclosure_control import ReleaseLog
from familievej.analysis.result import Result
from familievej.analysis.targetgroup.published import released

NAME = "target-group-released.json"


def let_out(results: Sequence[Result], *, year: int, municipality: int | None) -> tuple[Result, ...]:
    """``results`` as they may leave beside everything that has left before; it is written down that they do."""
    file: Path = settings.FAMILIEVEJ_DATA_DIR / NAME
    with _alone(file):
        before = ReleaseLog.read(file)
        fit, after = released(results, before, year=year, municipality=municipality, on=timezone.localdate())
        if after is not before:
            after.write(file)
    return fit


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Two that leave at once are held against each other: the second waits for the first."""
    with file.with_suffix(".lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
