# SPDX-License-Identifier: EUPL-1.2
"""Names are found when they are misspelt, and sorted as Danes sort them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familievej.base.names import search_key, sort_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Søren", "Soeren"), ("Søren", "Soren"), ("Åse", "Aase"), ("Ærø", "Aeroe"), ("Sofie", "Sophie"),
        ("Matilde", "Mathilde"), ("Viktor", "Victor"), ("Karl", "Carl"), ("Jan", "Ian"),
        ("Mette-Marie", "mette marie"), ("THYGESEN", "thygesen"), ("José", "Jose"), ("Annette", "Anete"),
    ],
)  # fmt: skip
def test_the_same_name_written_otherwise_has_the_same_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_danish_letters_come_last_and_aa_is_å() -> None:
    names = ["Åse", "Zoe", "Ærø", "Anna", "Aase", "Øjvind", "Bo"]
    assert sorted(names, key=sort_key) == ["Anna", "Bo", "Zoe", "Ærø", "Øjvind", "Åse", "Aase"]


@given(st.text(max_size=60))
def test_a_key_is_small_plain_letters(name: str) -> None:
    key = search_key(name)
    assert key.isascii()
    assert key == key.strip().lower()
