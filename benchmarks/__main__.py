# SPDX-License-Identifier: EUPL-1.2
"""Every measurement, one after the other: ``make bench``. Exit code 1 when one misses its target."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Say what is measured on, then run the files ``bench_*.py`` of this folder."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f}")
    missed = []
    for file in sorted(HERE.glob("bench_*.py")):
        print(f"\n== {file.stem}", flush=True)
        if subprocess.run([sys.executable, str(file)], check=False).returncode:
            missed.append(file.stem)
    print(f"\n{'missed: ' + ', '.join(missed) if missed else 'every target is met'}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
