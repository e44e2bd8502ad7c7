# SPDX-License-Identifier: EUPL-1.2
"""The key that signs sessions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from familievej.base.secret import secret_key


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key in the environment."""
    monkeypatch.delenv("FAMILIEVEJ_SECRET_KEY", raising=False)


def test_a_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first = secret_key(tmp_path / "data", may_be_made=True)
    assert len(first) >= 50
    assert secret_key(tmp_path / "data", may_be_made=True) == first
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_processes_that_begin_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as many:
        keys = set(many.map(lambda _: secret_key(tmp_path, may_be_made=True), range(8)))
    assert len(keys) == 1


def test_a_production_without_a_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="FAMILIEVEJ_SECRET_KEY is not set"):
        secret_key(tmp_path, may_be_made=False)
    assert list(tmp_path.iterdir()) == []


def test_a_key_of_the_environment_counts_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_key(tmp_path, may_be_made=True)
    monkeypatch.setenv("FAMILIEVEJ_SECRET_KEY", "k" * 50)
    assert secret_key(tmp_path, may_be_made=False) == "k" * 50
