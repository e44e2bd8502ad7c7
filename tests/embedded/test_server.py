# SPDX-License-Identifier: EUPL-1.2
"""The embedded server starts whatever became of the last one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from familievej import embedded
from familievej.embedded.roles import connect

START = (
    "import sys, pathlib; from familievej import embedded;"
    "print(embedded.ensure_running(pathlib.Path(sys.argv[1])))"
)


def pid_of(data: Path) -> int:
    """The number of the running server's process."""
    pid = embedded.status(data).pid
    assert pid is not None
    return pid


def remember(data: Path, what: str) -> None:
    """Write something that must not be lost."""
    with connect(embedded.place(data), embedded.OWNER_ROLE, embedded.DATABASE) as connection:
        connection.execute("create table if not exists kept (what text unique)")
        connection.execute("insert into kept values (%s)", [what])


def remembered(data: Path) -> list[object]:
    """What was written."""
    with connect(embedded.place(data), embedded.OWNER_ROLE, embedded.DATABASE) as connection:
        return [what for (what,) in connection.execute("select what from kept order by what")]


def test_a_second_start_finds_the_running_one(data: Path) -> None:
    assert embedded.ensure_running(data) is True
    first = pid_of(data)
    assert embedded.ensure_running(data) is False
    assert pid_of(data) == first


def test_a_stopped_server_says_so_and_keeps_its_data(data: Path) -> None:
    embedded.ensure_running(data)
    remember(data, "once")
    assert embedded.stop(data) is True
    assert embedded.status(data).running is False
    assert embedded.stop(data) is False
    assert embedded.ensure_running(data) is True
    assert remembered(data) == ["once"]


@pytest.mark.parametrize("children_too", [True, False])
def test_a_killed_server_loses_nothing_and_starts_again_at_once(data: Path, children_too: bool) -> None:
    embedded.ensure_running(data)
    remember(data, "before the kill")
    server = psutil.Process(pid_of(data))
    victims = [server, *server.children(recursive=True)] if children_too else [server]
    for victim in victims:
        victim.send_signal(signal.SIGKILL)
    assert embedded.ensure_running(data) is True
    assert remembered(data) == ["before the kill"]


def test_a_pid_file_whose_number_belongs_to_something_else_is_no_hindrance(data: Path) -> None:
    embedded.ensure_running(data)
    pid_file = embedded.place(data).cluster / "postmaster.pid"
    left_behind = pid_file.read_text(encoding="utf-8").splitlines()
    embedded.stop(data)
    # As after a restart of a container: the numbers of processes begin again, and this one is ours.
    pid_file.write_text("\n".join([str(os.getpid()), *left_behind[1:]]) + "\n", encoding="utf-8")
    assert embedded.status(data).running is False
    assert embedded.ensure_running(data) is True


def test_of_many_processes_that_start_at_once_one_starts_and_all_find_it(data: Path) -> None:
    asked = [
        subprocess.Popen([sys.executable, "-c", START, data], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [process.communicate()[0].strip() for process in asked]
    assert sorted(said) == ["False", "False", "False", "True"]


def test_the_server_outlives_the_process_that_started_it_even_when_that_one_is_killed(data: Path) -> None:
    starter = subprocess.Popen([sys.executable, "-c", START + "; sys.stdout.flush(); input()", data],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert starter.stdout is not None
    assert starter.stdout.readline().strip() == "True"
    starter.kill()
    starter.communicate()
    assert embedded.ensure_running(data) is False


def test_a_process_killed_while_it_makes_the_cluster_leaves_no_half_of_one(data: Path) -> None:
    starter = subprocess.Popen([sys.executable, "-c", START, data], stdout=subprocess.DEVNULL)
    while not list(data.glob("postgresql.new.*/base")) and starter.poll() is None:
        time.sleep(0.005)
    starter.kill()
    starter.wait()
    assert embedded.ensure_running(data) is True
    assert list(data.glob("postgresql.new.*")) == []


def test_nobody_reaches_the_server_but_through_a_folder_that_only_its_account_may_enter(data: Path) -> None:
    embedded.ensure_running(data)
    here = embedded.place(data)
    assert here.sockets.stat().st_mode & 0o777 == 0o700
    assert here.cluster.stat().st_mode & 0o777 == 0o700
    server = psutil.Process(pid_of(data))
    assert server.uids().effective != 0
    assert [one for one in server.net_connections("inet") if one.status == psutil.CONN_LISTEN] == []


def test_the_path_of_the_data_may_be_longer_than_a_socket_can_be(place_to_be: Path) -> None:
    deep = place_to_be.joinpath(*["a folder with a long name"] * 5)
    here = embedded.place(deep)
    try:
        embedded.ensure_running(deep)
        assert here.sockets.parent == Path("/tmp")
        assert here.sockets.stat().st_mode & 0o777 == 0o700
    finally:
        embedded.stop(deep)
    assert not here.sockets.exists()


def test_a_folder_of_sockets_that_is_a_link_somebody_laid_is_not_followed(place_to_be: Path) -> None:
    deep = place_to_be.joinpath(*["a folder with a long name"] * 5)
    trap = embedded.place(deep).sockets
    trap.symlink_to(place_to_be)
    try:
        with pytest.raises(embedded.EmbeddedError, match="should be a folder of the database's account"):
            embedded.ensure_running(deep)
    finally:
        trap.unlink()


def test_neither_role_can_pass_row_level_security_by_right(data: Path) -> None:
    embedded.ensure_running(data)
    with connect(embedded.place(data)) as connection:
        found = connection.execute(
            "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles"
            " where rolname like 'familievej%' order by rolname"
        ).fetchall()
    assert found == [
        (embedded.OWNER_ROLE, False, False, False, True),
        (embedded.WEB_ROLE, False, False, False, False),
    ]


def test_the_owner_makes_databases_and_acts_as_the_web_role(data: Path) -> None:
    embedded.ensure_running(data)
    with connect(embedded.place(data), embedded.OWNER_ROLE, embedded.DATABASE) as connection:
        connection.execute("create database another")
        connection.execute("create extension btree_gist")
        connection.execute(f"set role {embedded.WEB_ROLE}")
        assert connection.execute("select current_user::text").fetchone() == (embedded.WEB_ROLE,)


def test_the_server_s_log_does_not_repeat_what_somebody_wrote(data: Path) -> None:
    embedded.ensure_running(data)
    remember(data, "Anton 10")
    with pytest.raises(psycopg.errors.UniqueViolation):
        remember(data, "Anton 10")
    told = embedded.place(data).log.read_text(encoding="utf-8")
    assert "duplicate key" in told
    assert "Anton" not in told


def test_data_of_another_version_are_refused_with_the_way_out(data: Path) -> None:
    embedded.ensure_running(data)
    embedded.stop(data)
    (embedded.place(data).cluster / "PG_VERSION").write_text("17\n", encoding="utf-8")
    with pytest.raises(embedded.EmbeddedError, match=r"written by PostgreSQL 17; .*\n?.*pg_dump 17"):
        embedded.ensure_running(data)


def test_danish_letters_sort_the_same_on_every_machine(data: Path) -> None:
    embedded.ensure_running(data)
    with connect(embedded.place(data), database=embedded.DATABASE) as connection:
        locale = "select datlocprovider::text, datlocale from pg_database where datname = current_database()"
        assert connection.execute(locale).fetchone() == ("b", "C.UTF-8")
        assert connection.execute("select upper('æøå')").fetchone() == ("ÆØÅ",)


def test_what_the_database_says_when_it_cannot_be_made_is_passed_on(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("familievej.embedded.server.ADMIN_ROLE", "pg_not_allowed")
    with pytest.raises(embedded.EmbeddedError, match='superuser name "pg_not_allowed" is disallowed'):
        embedded.ensure_running(data)
    assert not embedded.place(data).cluster.exists()
