# SPDX-License-Identifier: EUPL-1.2
"""How long a text is on paper, and how a person would cut it: after a sentence, else after a word, never inside one
unless the word alone is too long. Widths are in em (one em is the type size) and estimates: typst has the last word."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
# Advance widths of IBM Plex Sans Regular in em, in groups, each the widest of its group: rather a line too many in the
# estimate than one too few. Other Latin letters count as their common width; what is not Latin as a capital.
_WIDTHS = {
    letter: width
    for width, letters in {
        0.25: " ij'",
        0.29: "l.,’!:;|",
        0.37: "frt·()[]/-",
        0.51: "cszvyxJLI?",
        0.57: "aågkeohnuøFT",
        0.6: "bdpqESZY–0123456789",
        0.66: "PVXCKARÅB",
        0.72: "DUGHNOQØ&",
        0.81: "wM—…",
        0.93: "æmW@ÆœŒ%",
    }.items()
    for letter in letters
}
_SPACE, _COMMON, _CAPITAL, _FULL = _WIDTHS[" "], 0.57, 0.72, 1.1
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
# A first sentence shorter than this part of the room says too little: then words are cut instead.
_WORTHWHILE = 0.4


def width(text: str) -> float:
    """Estimated width of ``text`` on one line, in em."""
    return sum(map(_advance, text))


def lines(text: str, measure: float) -> int:
    """How many lines ``text`` takes when a line holds ``measure`` em; 0 for an empty text."""
    count, used = 0, measure
    for word in text.split():
        long = width(word)
        if used + _SPACE + long <= measure:
            used += _SPACE + long
            continue
        # A word wider than the line is folded over as many lines as it needs.
        whole, rest = divmod(max(long, 0.001), measure)
        count += int(whole) + (rest > 0)
        used = rest or measure
    return count


def shorten(text: str, measure: float, most: int) -> str:
    """``text`` in at most ``most`` lines of ``measure`` em. What is cut ends in "…"; a text that fits is untouched."""
    if lines(text, measure) <= most:
        return text
    room = measure * most
    sentences = _longest_start(_SENTENCE_END.split(text), measure, most)
    if width(sentences) >= room * _WORTHWHILE:
        return f"{sentences} {ELLIPSIS}"
    words = _longest_start(text.split(), measure, most)
    if words:
        return words.rstrip(" ,;:–-") + ELLIPSIS
    return _start_of_word(text.split()[0], room - 2 * _advance(ELLIPSIS))


def _longest_start(parts: list[str], measure: float, most: int) -> str:
    """The most whole ``parts`` from the start that leave room for "…"; empty when not even the first fits."""
    taken = ""
    for part in parts:
        longer = f"{taken} {part}".lstrip()
        if lines(f"{longer} {ELLIPSIS}", measure) > most:
            break
        taken = longer
    return taken


def _start_of_word(word: str, room: float) -> str:
    used, end = 0.0, 0
    for end, letter in enumerate(word):  # noqa: B007 (end is used after the loop)
        used += _advance(letter)
        if used > room:
            break
    # A letter keeps its accents.
    while end > 1 and unicodedata.combining(word[end]):
        end -= 1
    return word[: max(end, 1)] + ELLIPSIS


def _advance(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if letter < "\u0250":
        return _CAPITAL if letter.isupper() else _COMMON
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"} or unicodedata.category(letter) == "So":
        return _FULL
    return _CAPITAL
