# SPDX-License-Identifier: EUPL-1.2
"""``familievej serve``: real processes on a real port."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message

import psutil
from tests.cli.installation import Installation

from familievej import embedded


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(port: int, path: str) -> tuple[int, Message, str] | None:
    """Status, headers and text; None while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as page:
            return page.status, page.headers, page.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode()
    except OSError:
        return None


@contextmanager
def serving(installation: Installation, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server that answers; it is ended at the end if it still runs."""
    server = installation.start("serve", "--port", str(port), "--workers", "1")
    try:
        while answer(port, "/account/login/") is None:
            assert server.poll() is None, server.communicate()[0]
            time.sleep(0.2)
        yield server
    finally:
        server.terminate()
        assert server.stdout is not None
        if not server.stdout.closed:
            server.communicate()


def test_a_new_installation_serves_its_log_in_page_under_a_strict_policy_and_ends_clean(
    new_installation: Installation,
) -> None:
    port = free_port()
    with serving(new_installation, port) as server:
        found = answer(port, "/account/login/")
        assert found is not None
        status, headers, text = found
        assert status == 200
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        sheet = text.split('rel="stylesheet" href="')[1].split('"')[0]
        kept = answer(port, sheet)
        assert kept is not None
        assert "immutable" in kept[1]["Cache-Control"]
        taken = new_installation.run("serve", "--port", str(port))
        assert taken.returncode == 3
        assert f"Cannot listen on 127.0.0.1, port {port}" in taken.stderr
        family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
        server.send_signal(signal.SIGINT)
        told, _ = server.communicate()
        assert server.returncode == 0, told
        assert "Traceback" not in told
    assert not [process for process in family if process.is_running()]
    assert not embedded.status(new_installation.data).running


def test_a_killed_server_takes_its_workers_along_and_another_starts_at_once(
    new_installation: Installation,
) -> None:
    port = free_port()
    with serving(new_installation, port) as server:
        children = psutil.Process(server.pid).children(recursive=True)
        assert len(children) >= 3
        server.kill()
        server.communicate()
        psutil.wait_procs(children, timeout=60)
        assert answer(port, "/account/login/") is None
    with serving(new_installation, port):
        assert answer(port, "/account/login/") is not None
