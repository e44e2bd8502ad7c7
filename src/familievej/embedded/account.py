# SPDX-License-Identifier: EUPL-1.2
"""Which account of the machine runs the server. PostgreSQL refuses to run as root, so root hands it to another."""

from __future__ import annotations

import logging
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

NAME = "familievej-db"
logger = logging.getLogger(__name__)


class NoAccount(Exception):
    """Root found no account that could run the server."""


@dataclass(frozen=True)
class Account:
    """An account of the machine, by number. ``other`` when it is not the one of this process."""

    uid: int
    gid: int
    other: bool

    def run(
        self, command: list[str], timeout: float, log: Path | None = None, holding: tuple[int, ...] = ()
    ) -> int:
        """Run ``command`` as this account, from a folder it may stand in; its exit code. What it says goes to ``log``.

        The files ``holding`` stay open in it, with their locks. Raises subprocess.TimeoutExpired.
        """
        who: dict[str, object] = (
            {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}
        )
        # A file and not a pipe: the server inherits it from pg_ctl, and reading a pipe would wait for the server's end.
        with Path(log or os.devnull).open("a", encoding="utf-8") as said:
            done = subprocess.run(  # type: ignore[call-overload]
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                timeout=timeout, check=False, pass_fds=holding, **who,
            )  # fmt: skip
        return int(done.returncode)

    def own(self, path: Path) -> None:
        """Make ``path`` and all under it this account's."""
        if not self.other:
            return
        os.chown(path, self.uid, self.gid, follow_symlinks=False)
        for folder, folders, files in os.walk(path):
            for name in folders + files:
                os.chown(Path(folder, name), self.uid, self.gid, follow_symlinks=False)

    def let_through(self, path: Path, own: Path) -> None:
        """Let the account pass the folders above ``path``: pass, not list. Said aloud outside ``own``."""
        if not self.other:
            return
        for folder in path.parents:
            state = folder.stat()
            if state.st_uid == self.uid or state.st_mode & stat.S_IXOTH:
                continue
            folder.chmod(stat.S_IMODE(state.st_mode) | stat.S_IXOTH)
            if not folder.is_relative_to(own):
                logger.warning(
                    "Others may now pass through %s: the database's account %s must.", folder, NAME
                )


def server_account(cluster: Path) -> Account:
    """This process's account; for root the one that owns the cluster, else :data:`NAME`, made when it is missing.

    Raises NoAccount.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), other=False)
    if cluster.exists() and (owner := cluster.stat().st_uid) != 0:
        try:
            entry = pwd.getpwuid(owner)
            return Account(entry.pw_uid, entry.pw_gid, other=True)
        except KeyError:
            # A volume from another container: its account has no name here.
            pass
    entry = _named_account()
    account = Account(entry.pw_uid, entry.pw_gid, other=True)
    if cluster.exists():
        account.own(cluster)
    return account


def _named_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        pass
    command = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if command:
        arguments = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run(
            [command, *arguments, "--shell", "/usr/sbin/nologin", NAME],
            check=False,
            capture_output=True,
            timeout=60,
        )
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        raise NoAccount(
            f"PostgreSQL does not run as root, and the account {NAME} could not be made for it. "
            f"Make it (useradd --system {NAME}), run familievej as a plain user, or set DATABASE_URL."
        ) from None
