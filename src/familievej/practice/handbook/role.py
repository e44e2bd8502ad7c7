# SPDX-License-Identifier: EUPL-1.2
"""Everything that a model says to one role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.practice.handbook.address import addresses
from familievej.practice.handbook.articles import Article, chapters_of
from familievej.practice.schema.walk import walk

if TYPE_CHECKING:
    from familievej.practice.models import AdoptedModel
    from familievej.practice.schema.texts import Role


@dataclass(frozen=True)
class OfRole:
    """A role, its own article, and the paragraphs that name it, by chapter."""

    role: Role
    article: Article
    chapters: tuple[tuple[str, tuple[Article, ...]], ...]


def of_role(adopted: AdoptedModel, role_id: str) -> OfRole | None:
    """What the version says to this role; None when it has none such."""
    role = adopted.model.role(role_id)
    if role is None:
        return None
    chapters = chapters_of(adopted)
    there = {article.anchor for chapter in chapters for whole in chapter.articles for article in whole.all()}
    named = set(_naming(adopted, role_id, there))
    own, found = None, []
    for chapter in chapters:
        articles = [article for whole in chapter.articles for article in whole.all()]
        own = own or next((each for each in articles if each.anchor == f"roles.{role_id}"), None)
        mine = tuple(each for each in articles if each.anchor in named)
        if mine and chapter.key != "roles":
            found.append((chapter.title, mine))
    return OfRole(role, own, tuple(found)) if own else None


def _naming(adopted: AdoptedModel, role_id: str, there: set[str]) -> Iterator[str]:
    """The address of every paragraph that names the role: the nearest around the reference."""
    for found in walk(adopted.model):
        if found.refers == "role" and found.value == role_id:
            around = list(addresses(adopted.model, found.path))
            yield next(each for each in reversed(around) if each in there)
