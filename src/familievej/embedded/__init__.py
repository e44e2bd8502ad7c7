# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL of the installation itself, from a wheel: for trying, for tests and for a small municipality.

The server listens on one Unix socket in a folder that only its own account may enter, so nobody else can reach it and
no password is needed. It is started by whoever needs it first and goes on until `familievej db stop`, or until the
`serve` that started it ends.
"""

from familievej.embedded.place import DATABASE, DEMO_DATABASE, OWNER_ROLE, PORT, WEB_ROLE, Place, place
from familievej.embedded.server import EmbeddedError, Status, ensure_running, status, stop

__all__ = [
    "DATABASE", "DEMO_DATABASE", "OWNER_ROLE", "PORT", "WEB_ROLE", "EmbeddedError", "Place", "Status",
    "ensure_running", "place", "status", "stop",
]  # fmt: skip
