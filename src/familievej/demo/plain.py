# SPDX-License-Identifier: EUPL-1.2
"""What is dealt out to the families of the register extract, read from ``plain.toml``."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from familievej.demo.story import built, read_toml


@dataclass(frozen=True)
class PlainGoal:
    """A goal in somebody's own words; ``about`` is ``child``, ``mother`` or ``family``."""

    text: str
    focus: str
    about: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class PlainContact:
    """A contact that was held, and what was noted."""

    kind: str
    note: str
    place: str = ""


@dataclass(frozen=True)
class Plain:
    """``{barn}`` and ``{mor}`` in a text stand for the called-by names of the index child and the mother."""

    reasons: tuple[str, ...]
    titles: tuple[str, ...]
    purposes: tuple[str, ...]
    roads: tuple[str, ...]
    goals: tuple[PlainGoal, ...]
    contacts: tuple[PlainContact, ...]


@cache
def plain() -> Plain:
    """Read once. Raises StoryFault naming the place."""
    name = "plain.toml"
    return built(Plain, read_toml(name, files(__package__).joinpath(name).read_text(encoding="utf-8")), name)
