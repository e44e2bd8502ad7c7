# SPDX-License-Identifier: EUPL-1.2
"""An installation of a test's own, and the command run in it as a person runs it: in another process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FAMILIEVEJ = [sys.executable, "-m", "familievej.cli"]


@dataclass(frozen=True)
class Installation:
    """``data`` is its folder; ``more`` are settings beside it."""

    data: Path
    more: dict[str, str]

    def environment(self, **settings: str) -> dict[str, str]:
        """What a person's shell has, without the settings of this test run."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("FAMILIEVEJ_", "DATABASE_", "DJANGO_"))
        }
        return {**kept, "FAMILIEVEJ_DATA_DIR": str(self.data), **self.more, **settings}

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """``familievej`` with ``arguments``; settings by keyword."""
        return subprocess.run(
            [*FAMILIEVEJ, *arguments],
            env=self.environment(**settings),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """The same, and not waited for."""
        return subprocess.Popen(
            [*FAMILIEVEJ, *arguments],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
