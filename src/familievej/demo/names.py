# SPDX-License-Identifier: EUPL-1.2
"""Names for people who do not exist, drawn from ``names.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Literal

Kind = Literal["women", "men", "girls", "boys"]


@dataclass(frozen=True)
class Background:
    """First names by kind and family names that go together; ``weight`` is per cent of the families."""

    weight: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    family: tuple[str, ...]

    def first_names(self, kind: Kind) -> tuple[str, ...]:
        """The first names of one kind."""
        return {"women": self.women, "men": self.men, "girls": self.girls, "boys": self.boys}[kind]


@cache
def backgrounds() -> tuple[Background, ...]:
    """The groups of the names file, in its order."""
    raw = tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))
    return tuple(
        Background(weight=group["weight"], **{k: tuple(v) for k, v in group.items() if k != "weight"})
        for group in raw.values()
    )


class FamilyNamer:
    """Names one family: everybody from one background, no first name twice in the family."""

    def __init__(self, rng: Random, background: Background, family_name: str) -> None:
        self._rng = rng
        self._background = background
        self._taken: set[str] = set()
        self.family_name = family_name

    def first_name(self, kind: Kind) -> str:
        """A first name that nobody in the family has yet."""
        free = [name for name in self._background.first_names(kind) if name not in self._taken]
        name = self._rng.choice(free)
        self._taken.add(name)
        return name

    def other_family_name(self) -> str:
        """Another family name of the same background: parents often do not share one."""
        return self._rng.choice([name for name in self._background.family if name != self.family_name])


class Namer:
    """Deals backgrounds and family names; a family name comes again only when all of its group are used."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._piles: dict[Background, list[str]] = {}

    def family(self) -> FamilyNamer:
        """Somebody to name the next family."""
        groups = backgrounds()
        [group] = self._rng.choices(groups, weights=[g.weight for g in groups])
        pile = self._piles.get(group)
        if not pile:
            pile = self._piles[group] = self._rng.sample(group.family, len(group.family))
        return FamilyNamer(self._rng, group, pile.pop())
