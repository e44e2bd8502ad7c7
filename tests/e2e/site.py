# SPDX-License-Identifier: EUPL-1.2
"""The demonstration as people meet it: another process, its own database, the role that row-level security binds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 300.0  # seconds: a busy machine loads the municipality slowly
ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def demonstration(folder: Path) -> Iterator[str]:
    """Load and serve it; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("FAMILIEVEJ_", "DJANGO_"))
    }
    served = subprocess.Popen(
        [sys.executable, "-m", "familievej.cli", "demo", "--port", str(port)],
        env={**kept, "FAMILIEVEJ_DATA_DIR": str(folder), "FAMILIEVEJ_SYNCHRONOUS_COMMIT": "0"},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield _answering(f"http://127.0.0.1:{port}", served)
    finally:
        served.terminate()
        served.wait(60)


def _answering(base: str, served: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + PATIENCE
    while served.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{base}/demo/", timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
        else:
            return base
    raise AssertionError("the demonstration was not served")
