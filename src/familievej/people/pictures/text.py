# SPDX-License-Identifier: EUPL-1.2
"""How wide a text will be, and how to fit it, without asking a browser.

A picture is laid out on the server, where the reader's font is not at hand. Widths here are in em and on the
generous side of both IBM Plex Sans and Arial, so that what fits here also fits on the screen and on paper.
"""

import unicodedata

BOLD_FACTOR = 1.06
ELLIPSIS = "…"

_WIDTHS: tuple[tuple[float, str], ...] = (
    (0.30, "'ijlI|.,:;! ’"),
    (0.40, "()[]{}ftr-/\\·"),
    (0.54, 'szcvxyJ"*°“”ß'),
    (0.62, "aeghknopqbdu0123456789+=<>~_?–$#LTFZ"),
    (0.70, "EPSYVXABK"),
    (0.78, "CDHNRU&"),
    (0.84, "GOQw"),
    (0.92, "mM"),
    (1.00, "W@%æÆœŒ…—"),
)
_EM = {character: em for em, characters in _WIDTHS for character in characters}


def _em(character: str) -> float:
    if character in _EM:
        return _EM[character]
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.1
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _EM.get(base, 0.8)
    return 0.8


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` in the same unit as `size` (font size), never less than a browser will use."""
    em = sum(_em(character) for character in text)
    return em * size * (BOLD_FACTOR if bold else 1.0)


def clean(text: str) -> str:
    """Return `text` on one line and without characters that XML cannot hold."""
    printable = (c if unicodedata.category(c) not in {"Cc", "Cs", "Cn"} else " " for c in text)
    return " ".join("".join(printable).split())


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return `text`, or as much of it as fits in `room` with an ellipsis at the end."""
    text = clean(text)
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(text + ELLIPSIS, size, bold=bold) > room:
        text = text[:-1].rstrip(" ,.-/")
    return text + ELLIPSIS


def wrap(text: str, room: float, size: float, *, lines: int = 2, bold: bool = False) -> tuple[str, ...]:
    """Return `text` broken at spaces and hyphens into at most `lines` lines no wider than `room`.

    What does not fit is cut off with an ellipsis; an empty text gives no lines.
    """
    parts = clean(text).replace("-", "- ").replace("/", "/ ").split()
    result: list[str] = []
    while parts and len(result) < lines:
        line = parts.pop(0)
        while parts and text_width(_joined(line, parts[0]), size, bold=bold) <= room:
            line = _joined(line, parts.pop(0))
        if parts and len(result) == lines - 1:
            line = _joined(line, " ".join(parts).replace("- ", "-").replace("/ ", "/"))
        result.append(shorten(line, room, size, bold=bold))
    return tuple(result)


def _joined(line: str, part: str) -> str:
    """A part after a hyphen or slash belongs to the same word: `Anne-` and `Sofie` give `Anne-Sofie`."""
    return line + part if line.endswith(("-", "/")) else f"{line} {part}"
