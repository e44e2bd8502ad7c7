# SPDX-License-Identifier: EUPL-1.2
"""A search that forgives: endings, misspellings and letters without their rings find the paragraph all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.base.names import search_key
from familievej.practice.handbook.articles import Article, chapters_of

if TYPE_CHECKING:
    from familievej.practice.models import AdoptedModel

# Shares of common trigrams, as pg_trgm counts them: a word is the same word from here.
ALIKE = 0.4
MOST = 40


@dataclass(frozen=True)
class Hit:
    """A paragraph that was found, and where it stands."""

    adopted: AdoptedModel
    chapter: str
    article: Article
    score: float


def search(models: Iterable[AdoptedModel], query: str) -> list[Hit]:
    """Paragraphs in which every word of ``query`` is found, the best first; a word in the title counts double."""
    wanted = search_key(query).split()
    if not wanted:
        return []
    hits = [
        Hit(adopted, chapter.title, article, score)
        for adopted in models
        for chapter in chapters_of(adopted)
        for whole in chapter.articles
        for article in whole.all()
        if (score := _score(wanted, article))
    ]
    return sorted(hits, key=lambda hit: -hit.score)[:MOST]


def _score(wanted: list[str], article: Article) -> float:
    title, words = set(search_key(article.title).split()), set(search_key(article.words).split())
    total = 0.0
    for word in wanted:
        best = max((alike(word, each) for each in words), default=0.0)
        if best < ALIKE:
            return 0.0
        total += best + max((alike(word, each) for each in title), default=0.0)
    return total


def alike(one: str, other: str) -> float:
    """How alike two words are, 0 to 1. An ending is not a mistake, and Danish words are put together."""
    if other.startswith(one) and len(one) > 2:
        return 1.0
    if one in other and len(one) > 4:
        return 0.9
    ours, theirs = _trigrams(one), _trigrams(other)
    return len(ours & theirs) / len(ours | theirs)


def _trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
