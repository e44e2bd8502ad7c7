# SPDX-License-Identifier: EUPL-1.2
"""How a long text is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familievej.plan.fridge.shorten import lines, shorten, width


def test_a_text_that_fits_is_untouched() -> None:
    assert shorten("Jeg vil sove om natten", 16, 2) == "Jeg vil sove om natten"


def test_a_text_is_cut_after_a_whole_sentence_when_that_says_enough() -> None:
    text = "Jeg vil sove om natten og have ro. Så kan jeg hente børnene til tiden hver dag, og det vil jeg så gerne."
    assert shorten(text, 16, 2) == "Jeg vil sove om natten og have ro. …"


def test_a_short_first_sentence_is_not_all_that_is_left() -> None:
    text = "Ro. Jeg vil sove om natten og have ro i hovedet, så jeg kan hente børnene til tiden"
    assert shorten(text, 16, 2).startswith("Ro. Jeg vil sove")


def test_without_sentences_a_text_is_cut_between_words() -> None:
    text = "Ringer til skolen og spørger om der er en plads i fritidsklubben efter jul"
    cut = shorten(text, 16, 2)
    assert cut.endswith("…")
    assert text.startswith(cut.removesuffix("…") + " ")


def test_a_comma_does_not_stand_before_the_ellipsis() -> None:
    assert shorten("Vi spiser sammen, og vi taler om dagen", 10.5, 1) == "Vi spiser sammen…"


def test_only_a_word_that_is_too_long_alone_is_cut_inside() -> None:
    cut = shorten("x" * 300, 16, 2)
    assert cut.endswith("x…")
    assert lines(cut, 16) <= 2


def test_an_accent_stays_on_its_letter() -> None:
    cut = shorten("e\u0301" * 100, 16, 1)
    assert cut.removesuffix("…").endswith("\u0301")


@pytest.mark.parametrize(("text", "count"), [("", 0), ("   ", 0), ("ord", 1), ("W" * 40, 3)])
def test_lines_are_counted(text: str, count: int) -> None:
    assert lines(text, 16) == count


@given(st.text(), st.floats(4, 40), st.integers(1, 6))
def test_what_is_cut_is_never_longer_than_the_room(text: str, measure: float, most: int) -> None:
    cut = shorten(text, measure, most)
    assert cut == text or (cut.endswith("…") and lines(cut, measure) <= most)


@given(st.text(), st.text())
def test_more_text_is_never_narrower(one: str, more: str) -> None:
    assert width(one + more) >= width(one)
