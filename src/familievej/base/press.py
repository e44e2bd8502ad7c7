# SPDX-License-Identifier: EUPL-1.2
"""Typst kept warm: fonts are read once for a process, and what no font can show is found before it is set.

Letters come from IBM Plex Sans in the folders given; what it lacks (Arabic, Greek, arrows) from the fonts that typst
carries; where no folder is given or it does not exist, everything is set in those. PDF/UA forbids a letter without a
shape, so an emoji that no font has is left out, and any other such letter becomes □, visibly. A folder with one more
font (an emoji or a Thai one) mends both without a change here. Fonts of the machine are never used: a page must look
the same everywhere.
"""

from __future__ import annotations

import functools
import json
import threading
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from familievej.base.papertext import JOINERS, clean

_TRIAL = (
    b'#set document(title: "x")\n#set text(font: ("IBM Plex Sans", "Libertinus Serif"))\n#sys.inputs.text'
)
_NO_SHAPE = "□"
# Every font here has these: Latin-1 and Latin Extended-A.
_CERTAIN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) | frozenset(f"{_NO_SHAPE}…–—’“”•·")


class Press:
    """One warm typst with its fonts for one ``source``. Safe between threads: one page is set at a time."""

    def __init__(self, source: Path, folders: tuple[Path, ...]) -> None:
        found = [folder for folder in folders if folder.is_dir()]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=found)
        self._compiler = typst.Compiler(input=source, root=source.parent, font_paths=fonts)
        self._trial = typst.Compiler(font_paths=fonts)
        self._lock = threading.Lock()
        self._shaped: dict[str, bool] = {}

    def print(self, data: Mapping[str, Any], moment: int) -> bytes:
        """``data`` (strings, lists and dicts) set by the source as PDF/UA-1. ``moment`` (Unix seconds) is its date.

        The texts reach typst as JSON values, never as source: whatever is written in them is shown as it stands.
        """
        with self._lock:
            try:
                return self._set(_every_text(data, self._showable), moment)
            except typst.TypstError as error:
                if "could not be displayed" not in error.message:
                    raise
                # A sequence that its single letters did not foretell: the page without it is better than no page.
                return self._set(_every_text(data, _only_certain), moment)

    def _set(self, data: Any, moment: int) -> bytes:
        inputs = {"page": json.dumps(data)}
        made = self._compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards="ua-1", timestamp=moment)
        if not isinstance(made, bytes):
            raise TypeError(f"typst made {type(made).__name__}, not one PDF file")
        return made

    def _showable(self, text: str) -> str:
        text = clean(text)
        letters = set(text) - _CERTAIN - JOINERS - self._shaped.keys()
        if letters:
            self._learn(sorted(letters))
        shown = "".join(letter if self._has(letter) else _stand_in(letter) for letter in text)
        # "🎉" alone must not become nothing: the reader would see an empty goal.
        return clean(shown) or (_NO_SHAPE if text else "")

    def _has(self, letter: str) -> bool:
        return letter in _CERTAIN or letter in JOINERS or self._shaped[letter]

    def _learn(self, letters: list[str]) -> None:
        """Try letters together, and in halves when they fail: a text in one script costs one trial."""
        # A mark needs a letter under it, else even a good font refuses.
        text = "".join(
            f"a{letter}" if unicodedata.category(letter)[0] == "M" else letter for letter in letters
        )
        try:
            self._trial.compile(input=_TRIAL, format="pdf", sys_inputs={"text": text}, pdf_standards="ua-1")
        except typst.TypstError:
            if len(letters) == 1:
                self._shaped[letters[0]] = False
                return
            middle = len(letters) // 2
            self._learn(letters[:middle])
            self._learn(letters[middle:])
        else:
            self._shaped.update(dict.fromkeys(letters, True))


@functools.lru_cache(maxsize=8)
def press(source: Path, folders: tuple[Path, ...]) -> Press:
    """The warm press of this process for one typst source and these font folders."""
    return Press(source, folders)


def _stand_in(letter: str) -> str:
    return "" if unicodedata.category(letter) in {"So", "Sk", "Mn", "Me"} else _NO_SHAPE


def _only_certain(text: str) -> str:
    return clean("".join(letter if letter in _CERTAIN else _stand_in(letter) for letter in clean(text)))


def _every_text(data: Any, change: Any) -> Any:
    """``data`` with every string in it changed; keys stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {key: _every_text(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_every_text(value, change) for value in data]
    return data
