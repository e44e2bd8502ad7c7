# SPDX-License-Identifier: EUPL-1.2
"""What of a text can stand on paper."""

from __future__ import annotations

import re
import unicodedata

# They join letters and emoji and have no shape of their own. Other invisible signs (text direction, tags) are dropped:
# they could turn a line around or hide words from the reader.
JOINERS = frozenset("\u200c\u200d")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# A no-break space is somebody's wish.
_SPACES = re.compile(r"[^\S\u00a0]+")
_STACKED_MARKS = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
_LONELY_JOINERS = re.compile(r"(?<!\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\S)")


def clean(text: str) -> str:
    """``text`` in one line, composed (NFC), without invisible signs, and with at most two marks on a letter."""
    kept = "".join(letter for letter in unicodedata.normalize("NFC", text) if _stands(letter))
    spaced = _SPACES.sub(" ", _LONELY_JOINERS.sub("", kept))
    return _STACKED_MARKS.sub(r"\1", spaced).strip()


def _stands(letter: str) -> bool:
    return letter in JOINERS or letter.isspace() or unicodedata.category(letter) not in _INVISIBLE
