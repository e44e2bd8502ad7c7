# SPDX-License-Identifier: EUPL-1.2
"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from familievej.base import env


def test_a_missing_value_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FV_X", raising=False)
    with pytest.raises(ImproperlyConfigured, match="FV_X is not set"):
        env.text("FV_X")


def test_spaces_alone_count_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FV_X", "   ")
    assert env.text("FV_X", "other") == "other"
    assert env.boolean("FV_X", True) is True
    assert env.integer("FV_X", 7) == 7


@pytest.mark.parametrize(
    ("value", "meant"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)]
)
def test_the_usual_words_for_yes_and_no_are_understood(
    monkeypatch: pytest.MonkeyPatch, value: str, meant: bool
) -> None:
    monkeypatch.setenv("FV_X", value)
    assert env.boolean("FV_X", not meant) is meant


@pytest.mark.parametrize("value", ["maybe", "2", "ja?"])
def test_a_word_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("FV_X", value)
    with pytest.raises(ImproperlyConfigured, match="FV_X is"):
        env.boolean("FV_X", True)


@pytest.mark.parametrize(
    ("value", "said"),
    [("4x", "whole number"), ("0", "from 1 to 9"), ("10", "from 1 to 9"), ("1.5", "whole number")],
)
def test_a_number_out_of_bounds_is_refused_with_the_bounds(
    monkeypatch: pytest.MonkeyPatch, value: str, said: str
) -> None:
    monkeypatch.setenv("FV_X", value)
    with pytest.raises(ImproperlyConfigured, match=f"FV_X is .*{said}"):
        env.integer("FV_X", 5, least=1, most=9)


def test_words_are_split_at_commas_and_empty_ones_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FV_X", " a, ,b ,")
    assert env.words("FV_X") == ["a", "b"]


def test_a_choice_outside_the_list_is_refused_with_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FV_X", "admin")
    with pytest.raises(ImproperlyConfigured, match="FV_X is 'admin'; it must be one of: owner, web"):
        env.choice("FV_X", "web", frozenset({"web", "owner"}))


def test_a_file_is_no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("FV_X", str(file))
    with pytest.raises(ImproperlyConfigured, match=r"FV_X is .* not a folder"):
        env.folder("FV_X", tmp_path)


def test_a_database_url_is_read_with_everything_it_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FV_X", "postgresql://bo%40x:p%3Aw%2F@db.example:6432/fv?sslmode=verify-full")
    found = env.database("FV_X")
    assert found == env.DatabaseURL("bo@x", "p:w/", "db.example", "6432", "fv", {"sslmode": "verify-full"})


def test_a_database_url_may_name_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FV_X", "postgres:///fv?host=%2Frun%2Fpostgresql")
    found = env.database("FV_X")
    assert found is not None
    assert (found.host, found.name, found.options) == ("/run/postgresql", "fv", {})


@pytest.mark.parametrize(
    "value", ["mysql://u:secret@h/d", "postgresql://u:secret@h", "postgresql://u:secret@h:port/d", "secret"]
)
def test_a_database_url_that_is_none_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("FV_X", value)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.database("FV_X")
    assert "FV_X" in str(refused.value)
    assert "secret" not in str(refused.value)
