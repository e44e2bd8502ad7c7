# SPDX-License-Identifier: EUPL-1.2
"""``familievej serve``: web workers and the worker of jobs, looked after until somebody says stop."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

import click

from familievej.cli.installation import InstallationFault, faults_told, prepare
from familievej.cli.migrate import ready_database

PAUSE = 0.5
# A worker of jobs that falls is started anew, but not in a circle that heats the machine.
REST_BEFORE_RESTART = 5.0
GRACE = 30.0
SET_DEATH_SIGNAL = 1


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages, and run the jobs, until it is stopped (Ctrl-C or SIGTERM).

    An embedded database is brought up to date first; for a managed one run `familievej migrate` before.
    """
    port_is_free(host, port)
    started = prepare("owner")
    from django.conf import settings

    with faults_told():
        if not settings.FAMILIEVEJ_EMBEDDED and "DATABASE_WEB_URL" not in os.environ:
            raise InstallationFault(
                "DATABASE_WEB_URL is not set. The pages must connect as a role that row-level security binds, "
                "not as the owner; `familievej check` says how to make it."
            )
        ready_database()
    run(host, port, workers=workers, stop_database=started)


@click.command()
def jobs() -> None:
    """Run the jobs only (`serve` does it too): imports, reminders, whatever was put off until later."""
    prepare("owner")
    from django.core.management import call_command

    with faults_told():
        call_command("procrastinate", "worker")


def port_is_free(host: str, port: int) -> None:
    """Raises InstallationFault, early and clear, when something else listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise InstallationFault(
                f"Cannot listen on {host}, port {port}: {fault.strerror}. Try --port."
            ) from fault


def run(host: str, port: int, *, workers: int, stop_database: bool) -> None:
    """Collect static files, start both kinds of worker, and end them together. Exits with the web workers' code."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from familievej import embedded

    with faults_told():
        call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()
    click.echo(
        f"Familievej answers on http://{f'[{host}]' if ':' in host else host}:{port}/ (stop with Ctrl-C)"
    )
    try:
        code = _look_after(
            _web_command(host, port, workers), [sys.executable, "-m", "familievej.cli", "jobs"]
        )
    finally:
        if stop_database:
            embedded.stop(settings.FAMILIEVEJ_DATA_DIR)
    sys.exit(code)


def _web_command(host: str, port: int, workers: int) -> list[str]:
    # No log of requests: an address may hold what somebody searched for.
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--bind", bind, "--workers", str(workers), "--worker-class", "gthread", "--threads", "4"]
    options += [
        "--timeout",
        "60",
        "--graceful-timeout",
        "20",
        "--max-requests",
        "5000",
        "--max-requests-jitter",
        "500",
    ]
    options += ["--no-control-socket", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", *options, "familievej.wsgi:application"]


def _look_after(web_command: list[str], jobs_command: list[str]) -> int:
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {
        number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)
    }
    web, worker = _child(web_command, "web"), _child(jobs_command, "owner")
    rested = time.monotonic()
    try:
        while not stopping and web.poll() is None:
            time.sleep(PAUSE)
            if worker.poll() is not None and time.monotonic() - rested > REST_BEFORE_RESTART:
                worker, rested = _child(jobs_command, "owner"), time.monotonic()
    finally:
        for child in (web, worker):
            _end(child)
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if stopping else (web.returncode or 3)


def _child(command: list[str], role: str) -> subprocess.Popen[bytes]:
    # In a group of its own, so that Ctrl-C reaches only us and we end the children in order. We have one thread.
    environment = {**os.environ, "FAMILIEVEJ_DATABASE_ROLE": role}
    return subprocess.Popen(command, env=environment, process_group=0, preexec_fn=_die_with_parent)  # noqa: PLW1509


def _die_with_parent() -> None:
    """Ask Linux to end this child when we are killed without a chance to do it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGTERM)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
