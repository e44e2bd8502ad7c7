# SPDX-License-Identifier: EUPL-1.2
"""The first paragraph of a kind: for screens that follow a rule without being bound to one version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.practice.handbook.address import address, addresses
from familievej.practice.handbook.articles import chapters_of
from familievej.practice.schema.rules import rule_at
from familievej.practice.schema.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from familievej.practice.models import AdoptedModel


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's title and where it is read."""

    title: str
    url: str


def first_paragraph(models: Iterable[AdoptedModel], key: str) -> Paragraph | None:
    """The first paragraph of the rules of ``key`` (:data:`~familievej.practice.schema.rules.RULES`), if there is one.

    A key of a whole chapter ("principles") leads to the chapter, and so does a rule that no model has.
    """
    models = list(models)
    return _first(models, key) or _first(models, key.partition(".")[0])


def _first(models: Iterable[AdoptedModel], key: str) -> Paragraph | None:
    for adopted in models:
        chapters = chapters_of(adopted)
        whole = next((chapter for chapter in chapters if chapter.key == key), None)
        if whole:
            return Paragraph(whole.title, address(adopted, key))
        wanted = next(
            (each.path for each in walk(adopted.model) if rule_at(each.path, each.value) == key), None
        )
        if wanted is None:
            continue
        *_outer, anchor = addresses(adopted.model, wanted)
        articles = (article for chapter in chapters for outer in chapter.articles for article in outer.all())
        title = next((article.title for article in articles if article.anchor == anchor), None)
        if title is not None:
            return Paragraph(title, address(adopted, anchor))
    return None
