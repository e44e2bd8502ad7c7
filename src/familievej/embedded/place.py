# SPDX-License-Identifier: EUPL-1.2
"""Where the embedded server lives. Every process finds the same places from the data folder alone."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PORT = 5432
DATABASE = "familievej"
DEMO_DATABASE = "familievej_demo"
ADMIN_ROLE = "postgres"
OWNER_ROLE = "familievej_owner"
WEB_ROLE = "familievej_web"
# The kernel keeps 108 bytes for the path of a socket, macOS 104; the last is a zero.
LONGEST_SOCKET_PATH = 103


@dataclass(frozen=True)
class Place:
    """``cluster`` holds the data, ``sockets`` the door; ``lock`` is held while somebody starts or stops the server."""

    data: Path
    cluster: Path
    sockets: Path
    log: Path
    lock: Path

    @property
    def socket(self) -> Path:
        """The socket itself."""
        return self.sockets / f".s.PGSQL.{PORT}"

    def url(self, role: str = OWNER_ROLE, database: str = DATABASE) -> str:
        """What psql and other programs connect with."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}&port={PORT}"


def place(data: Path) -> Place:
    """The places under the data folder. Sockets move to /tmp when the folder's path is too long for one."""
    data = Path(os.path.realpath(data))
    sockets = data / "sockets"
    if len(os.fsencode(sockets / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET_PATH:
        # Not $TMPDIR, which differs between a terminal and a service. Whose folder it is, is looked at before use.
        sockets = Path("/tmp") / f"familievej-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"  # noqa: S108
    return Place(data, data / "postgresql", sockets, data / "postgresql.log", data / "postgresql.lock")
