# SPDX-License-Identifier: EUPL-1.2
"""The command line, as a person at a terminal meets it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from tests.cli.installation import Installation

from familievej.cli import COMMANDS


def test_help_names_every_command_and_the_exit_codes(new_installation: Installation) -> None:
    said = new_installation.run("--help")
    assert said.returncode == 0
    assert all(re.search(rf"^  {name} ", said.stdout, re.MULTILINE) for name in COMMANDS)
    assert "Exit codes: 0 done, 1" in said.stdout


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_that_needs_no_installation(
    new_installation: Installation, command: str
) -> None:
    said = new_installation.run(command, "--help", DATABASE_URL="not a database")
    if command != "manage":  # whose help is Django's
        assert (said.returncode, said.stdout[:6]) == (0, "Usage:")


def test_help_does_not_wait_for_django() -> None:
    import subprocess

    program = "import sys, familievej.cli; print('django' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "False"


def test_an_unknown_command_is_wrong_usage(new_installation: Installation) -> None:
    said = new_installation.run("sreve")
    assert said.returncode == 2
    assert "sreve" in said.stderr


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("FAMILIEVEJ_DEMO", "perhaps", "FAMILIEVEJ_DEMO is 'perhaps'"),
        ("FAMILIEVEJ_SECRET_KEY", "short", "FAMILIEVEJ_SECRET_KEY is too short"),
        ("FAMILIEVEJ_PROXIES", "many", "FAMILIEVEJ_PROXIES is 'many'"),
        ("DATABASE_URL", "mysql://u:hidden@h/d", "DATABASE_URL must begin with postgresql://"),
        ("DATABASE_URL", "postgresql://u:hidden@127.0.0.1:1/d", "FAMILIEVEJ_SECRET_KEY is not set"),
    ],
)
def test_a_wrong_setting_ends_with_3_and_its_name_and_without_a_stack_trace(
    new_installation: Installation, setting: str, value: str, told: str
) -> None:
    said = new_installation.run("migrate", **{setting: value})
    assert said.returncode == 3
    assert told in said.stderr
    assert "Traceback" not in said.stderr
    assert "hidden" not in said.stderr


def test_a_database_that_does_not_answer_is_said_to(new_installation: Installation) -> None:
    said = new_installation.run(
        "migrate", DATABASE_URL="postgresql://u:hidden@127.0.0.1:1/d", FAMILIEVEJ_SECRET_KEY="s" * 50
    )
    assert said.returncode == 3
    assert "The database does not answer" in said.stderr
    assert "Traceback" not in said.stderr
    assert "hidden" not in said.stderr


def test_check_finds_nothing_wrong_with_a_migrated_installation(installation: Installation) -> None:
    said = installation.run("check", "--json")
    found = {finding["what"]: finding["state"] for finding in json.loads(said.stdout)}
    assert said.returncode == 0
    assert found.pop("addresses") == "warning"
    assert set(found) == {
        "settings", "application", "static files", "key ring", "database", "extensions", "migrations", "web role",
    }  # fmt: skip
    assert set(found.values()) == {"ok"}


def test_check_says_what_mends_a_database_without_tables(new_installation: Installation) -> None:
    said = new_installation.run("check")
    assert said.returncode == 3
    assert (
        "✗ migrations: the database is older than this version\n    Run `familievej migrate`." in said.stdout
    )


def test_check_says_what_mends_missing_node_parts(installation: Installation, tmp_path: Path) -> None:
    said = installation.run("check", FAMILIEVEJ_NODE_MODULES=str(tmp_path))
    assert said.returncode == 3
    assert "dkfds.min.css is missing\n    Run `make setup`" in said.stdout


def test_check_says_what_mends_a_broken_key_ring(installation: Installation) -> None:
    said = installation.run("check", FAMILIEVEJ_KEYS="no ring")
    assert said.returncode == 3
    assert "✗ key ring: The key ring cannot be read." in said.stdout


def test_check_refuses_a_web_role_that_row_level_security_does_not_bind(installation: Installation) -> None:
    from familievej import embedded

    place = embedded.place(installation.data)
    settings = {
        "DATABASE_URL": place.url(),
        "DATABASE_WEB_URL": place.url("postgres"),
        "FAMILIEVEJ_SECRET_KEY": "s" * 50,
        "FAMILIEVEJ_KEYS_FILE": str(installation.data / "ring.json"),
    }
    installation.run("keys", "new", settings["FAMILIEVEJ_KEYS_FILE"])
    said = installation.run("check", **settings)
    assert said.returncode == 3
    assert "✗ web role: it is a superuser" in said.stdout
    assert "✗ web role: it may bypass row-level security" in said.stdout
    owner = installation.run("check", **{**settings, "DATABASE_WEB_URL": place.url()})
    assert "✗ web role: it owns tables" in owner.stdout
    right = installation.run("check", **{**settings, "DATABASE_WEB_URL": place.url(embedded.WEB_ROLE)})
    assert right.returncode == 0


def test_a_managed_database_is_not_served_as_its_owner(installation: Installation) -> None:
    from familievej import embedded

    url = embedded.place(installation.data).url()
    said = installation.run("serve", "--port", "8799", DATABASE_URL=url, FAMILIEVEJ_SECRET_KEY="s" * 50)
    assert said.returncode == 3
    assert "DATABASE_WEB_URL is not set" in said.stderr


def test_migrate_may_be_run_again(installation: Installation) -> None:
    said = installation.run("migrate")
    assert said.returncode == 0
    assert "No migrations to apply" in said.stdout


def test_no_model_changed_without_its_migration(installation: Installation) -> None:
    said = installation.run("manage", "makemigrations", "--check", "--dry-run")
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_database_is_started_looked_at_and_stopped_by_hand(new_installation: Installation) -> None:
    assert json.loads(new_installation.run("db", "status", "--json").stdout)["running"] is False
    assert new_installation.run("db", "start").stdout == "Started.\n"
    assert json.loads(new_installation.run("db", "status", "--json").stdout)["running"] is True
    assert new_installation.run("db", "start").stdout == "It runs already.\n"
    assert new_installation.run("db", "url", "--demo").stdout.startswith(
        "postgresql://familievej_owner@/familievej_demo?"
    )
    assert new_installation.run("db", "stop").stdout == "Stopped.\n"
    assert new_installation.run("db", "stop").stdout == "It was not running.\n"


def test_the_embedded_database_s_commands_keep_away_from_a_managed_one(
    new_installation: Installation,
) -> None:
    said = new_installation.run("db", "stop", DATABASE_URL="postgresql://u@h/d")
    assert said.returncode == 3
    assert "DATABASE_URL is set" in said.stderr


def test_a_key_ring_is_never_written_over(new_installation: Installation) -> None:
    file = new_installation.data / "ring.json"
    assert new_installation.run("keys", "new", str(file)).returncode == 0
    ring = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    again = new_installation.run("keys", "new", str(file))
    assert again.returncode == 3
    assert file.read_bytes() == ring
