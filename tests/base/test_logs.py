# SPDX-License-Identifier: EUPL-1.2
"""The log tells where something failed, and nothing about a person."""

from __future__ import annotations

import logging
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from familievej.base.logs import LineFormatter, without_persons


def line(message: str, fault: BaseException | None = None) -> str:
    """What the log would hold."""
    told = (type(fault), fault, fault.__traceback__) if fault else None
    return LineFormatter().format(logging.LogRecord("x", logging.ERROR, "f.py", 1, message, None, told))


def caught(fault: BaseException, cause: BaseException | None = None) -> BaseException:
    """The exception as it arrives after being raised."""
    try:
        raise fault from cause
    except type(fault):
        found = sys.exc_info()[1]
        assert found is not None
        return found


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("seen 010190-1234.", "seen [number]."),
        ("seen 0101901234 twice", "seen [number] twice"),
        ("from <mor.hansen@example.dk>", "from <[e-mail]>"),
        ("Key (email)=(far@example.dk) exists", "Key (email)=([e-mail]) exists"),
        ("took 1234567 rows in 12 s", "took 1234567 rows in 12 s"),
    ],
)
def test_numbers_and_addresses_of_persons_are_blotted_out(said: str, kept: str) -> None:
    assert without_persons(said) == kept
    assert line(said).endswith(kept)


def test_an_exception_is_told_by_type_and_place_and_not_by_its_text() -> None:
    told = line("failed", caught(ValueError("Anton was here"), caught(KeyError("his mother"))))
    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "test_logs.py" in told
    assert "Anton" not in told
    assert "mother" not in told


def test_what_an_administrator_must_mend_is_told_in_full() -> None:
    assert "FAMILIEVEJ_X is not set." in line(
        "failed", caught(ImproperlyConfigured("FAMILIEVEJ_X is not set."))
    )
