# SPDX-License-Identifier: EUPL-1.2
"""A model as articles: one for each thing that has a name or a rule, each with an address that stays.

The address (``programmes.home.phases.first``) is made of the names of fields and the ids that the model gives, never of
positions: moving a paragraph or adding one before it does not break a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from familievej.practice.handbook.labels import CHAPTERS, FLAGS, GROUPS, label
from familievej.practice.handbook.say import Names, names_of, say, say_source
from familievej.practice.schema.catalogue import CutOff, Draw, MeetingStep
from familievej.practice.schema.forms import Field
from familievej.practice.schema.parts import Ages, Choice, LegalBasis, Part, Refers
from familievej.practice.schema.programme import Interval, Need, Post, Quota
from familievej.practice.schema.texts import GuideStep, Item, TemporaryRule
from familievej.practice.schema.walk import mark

if TYPE_CHECKING:
    from familievej.practice.models import AdoptedModel
    from familievej.practice.schema import PracticeModel

# Fields whose text is the body of the article, in this order; the first that gives a title is not said again.
TITLES = ("name", "situation", "text", "says")
BODY = ("purpose", "content", "target_group", "text", "says", "what", "reason", "note", "help")
# Things that are a line of a list, not a paragraph of their own.
POINTS = (Choice, Field, GuideStep, Item, MeetingStep)
SMALL = (Ages, LegalBasis, Quota, CutOff, Draw)
# What is said of an article elsewhere on the page, or only steers the code.
LEFT_OUT = {"id", "source", "format", "for_family", "alternative", "after", "above", "acts_as", "kind"}
CALLED_BY_KIND = (Interval, TemporaryRule)
# What goes without saying is not said, but for what a number counts.
ALWAYS_SAID = {"counts"}
# "Must be answered" is said of questions only: criteria and events are musts unless they say otherwise.
SAID_WHEN = {"Field": {True}, "Criterion": {False}, "Event": {False}}


@dataclass(frozen=True)
class Group:
    """Articles or points of one kind under a heading."""

    title: str
    articles: tuple[Article, ...] = ()
    points: tuple[str, ...] = ()
    ordered: bool = False


@dataclass(frozen=True)
class Article:
    """One thing of the model. ``facts`` are (what, value); ``sources`` say where it is written."""

    anchor: str
    title: str
    texts: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    sources: tuple[str, ...] = ()
    for_family: str = ""

    def all(self) -> Iterator[Article]:
        """This article and every one in it."""
        yield self
        for group in self.groups:
            for article in group.articles:
                yield from article.all()

    @property
    def words(self) -> str:
        """Everything in it but the articles in it: what a search looks through."""
        points = (point for group in self.groups for point in group.points)
        return " ".join([self.title, *self.texts, *points, *(value for _name, value in self.facts)])


@dataclass(frozen=True)
class Chapter:
    """A chapter of the handbook; its key is the field of the model."""

    key: str
    title: str
    articles: tuple[Article, ...]


def chapters_of(adopted: AdoptedModel) -> tuple[Chapter, ...]:
    """The chapters of an adopted version, in the language of the reader. Remembered: a version never changes."""
    return _remembered(adopted.checksum, get_language() or "", adopted.model)


def chapters(model: PracticeModel) -> tuple[Chapter, ...]:
    """The chapters of a model; empty ones are left out."""
    names = names_of(model)
    return tuple(
        Chapter(key, str(title), tuple(_article(each, f"{key}.{each.id}", names) for each in parts))
        for key, title in CHAPTERS.items()
        if (parts := getattr(model, key))
    )


@lru_cache(maxsize=64)
def _remembered(_checksum: str, _language: str, model: PracticeModel) -> tuple[Chapter, ...]:
    return chapters(model)


def _article(part: Part, anchor: str, names: Names, title: str = "") -> Article:
    """The article of a part, under ``title`` when it is given: a part that stands alone is called by its field."""
    own = any(isinstance(part, kind) for kind in CALLED_BY_KIND) or title
    title_field = next((field for field in TITLES if getattr(part, field, None) and not own), "")
    title = title or (str(getattr(part, title_field)) if title_field else _title(part, names))
    made = _Making(anchor, names)
    for field in type(part).model_fields:
        value = getattr(part, field)
        if field == title_field or field in LEFT_OUT or value is None or value == ():
            continue
        made.add(part, field, value)
    texts = [
        str(getattr(part, field)) for field in BODY if field != title_field and getattr(part, field, None)
    ]
    source = getattr(part, "source", "")
    return Article(
        anchor,
        title,
        tuple(texts),
        tuple(made.facts),
        tuple(made.flags),
        tuple(made.groups),
        tuple(say_source(source)) if source else (),
        getattr(part, "for_family", None) or "",
    )


def _title(part: Part, names: Names) -> str:
    """Things without a name are called by what they are about."""
    if isinstance(part, Post):
        return names.get(("role", part.role), part.role)
    for field in ("kind", "per", "area", "meeting", "role"):
        if value := getattr(part, field, None):
            return _capital(say(field, value, names, mark(type(part).model_fields[field], Refers)))
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class _Making:
    """Sorts the fields of one part into facts, flags and groups."""

    def __init__(self, anchor: str, names: Names) -> None:
        self.anchor, self.names = anchor, names
        self.facts: list[tuple[str, str]] = []
        self.flags: list[str] = []
        self.groups: list[Group] = []

    def add(self, part: Part, field: str, value: Any) -> None:
        refers = mark(type(part).model_fields[field], Refers)
        if isinstance(value, bool):
            if (field, value) in FLAGS and value in SAID_WHEN.get(type(part).__name__, {True, False}):
                self.flags.append(str(FLAGS[field, value]))
        elif isinstance(value, tuple):
            self._many(field, value, refers)
        elif isinstance(value, Part) and not isinstance(value, SMALL):
            self._one_inside(field, value)
        elif field not in BODY and (field in ALWAYS_SAID or value != type(part).model_fields[field].default):
            self.facts.append((label(field), say(field, value, self.names, refers)))

    def _many(self, field: str, values: tuple[Any, ...], refers: str | None) -> None:
        if refers or isinstance(values[0], (Need, *SMALL)):
            said = ", ".join(say(field, each, self.names, refers) for each in values)
            self.facts.append((label(field), said))
        elif isinstance(values[0], Part):
            articles = tuple(
                _article(each, f"{self.anchor}.{field}.{getattr(each, 'id', index)}", self.names)
                for index, each in enumerate(values, start=1)
            )
            if isinstance(values[0], POINTS):
                points, ordered = tuple(map(_point, articles)), isinstance(values[0], GuideStep)
                self.groups.append(Group(str(GROUPS[field]), points=points, ordered=ordered))
            else:
                self.groups.append(Group(str(GROUPS[field]), articles))
        else:
            self.groups.append(Group(str(GROUPS[field]), points=tuple(str(each) for each in values)))

    def _one_inside(self, field: str, value: Part) -> None:
        article = _article(value, f"{self.anchor}.{field}", self.names, str(GROUPS[field]))
        self.groups.append(Group("", (article,)))


def _point(article: Article) -> str:
    """A small thing as a line of a list: its name, and what else there is to say."""
    more = [*article.texts, *article.flags, *(f"{name}: {value}" for name, value in article.facts)]
    more += [point for group in article.groups for point in group.points]
    return f"{article.title} ({'; '.join(more)})" if more else article.title
