# SPDX-License-Identifier: EUPL-1.2
"""Sentences about figures are spoken in the language of the reader, numbers as that language writes them."""

from __future__ import annotations

import pytest

from familievej.analysis.words import N_, Refused, Text, number, say


@pytest.mark.parametrize(
    ("value", "decimals", "danish", "english"),
    [
        (1049791, 0, "1.049.791", "1,049,791"),
        (0.5, 1, "0,5", "0.5"),
        (-26942.4, 0, "−26.942", "−26,942"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(
    value: float, decimals: int, danish: str, english: str
) -> None:
    assert number(value, "da", decimals) == danish
    assert number(value, "en", decimals) == english


def test_a_sentence_takes_its_facts_when_it_is_spoken() -> None:
    inner = Text("%(months)s months", {"months": 1200})
    text = Text("%(what)s of %(share)s%%, year %(year)s", {"what": inner, "share": 12.34, "year": "2019"})
    assert str(text) == "1,200 months of 12.3%, year 2019"
    assert say(text, "da") == "1.200 months of 12,3%, year 2019"


def test_a_sentence_that_the_system_knows_is_danish_in_danish() -> None:
    assert say(Text(N_("Families")), "da") == "Familier"


def test_a_refusal_reads_as_its_sentence_and_an_unknown_language_is_refused() -> None:
    assert str(Refused(Text("No family."))) == "No family."
    with pytest.raises(ValueError, match="no such language"):
        say(Text("x"), "sv")
