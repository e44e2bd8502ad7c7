# SPDX-License-Identifier: EUPL-1.2
"""Finding families and persons by name, also a misspelt one, and persons by CPR number.

Row-level security is asked before any operator of ours, so the database compares only the rows that the actor may
see: a search is never slower, and never says more, than the actor's own list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, FloatField, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from familievej.base import cpr
from familievej.base.crypto import blind_index
from familievej.base.names import search_key
from familievej.people.actions.cpr import PURPOSE
from familievej.people.models import Cpr, Family, Membership, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from familievej.gate.actor import Actor

# Six digits and four, written as people write them. A telephone number has eight.
_CPR = re.compile(r"(?<!\d)\d{6}[\s\-–.]*\d{4}(?!\d)")
# The share of the three-letter pieces of what was typed that a name has too. Two letters swapped in a short name
# leave a third: "maira" still finds Maria.
LIKENESS = 0.3
MAX_WORDS = 6


def looks_like_cpr(text: str) -> bool:
    """Whether a CPR number stands in ``text``: then it must not go into an address or a log."""
    return _CPR.search(text) is not None


def _words(text: str) -> list[str]:
    return search_key(text).split()[:MAX_WORDS]


def _begins(words: list[str]) -> Q:
    """Every word begins some word of the name."""
    found = Q()
    for word in words:
        found &= Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
    return found


def called_like(actor: Actor, families: QuerySet[Family], text: str) -> QuerySet[Family]:
    """Those of ``families`` whose own name, or whose members' names, have words that begin as each word of ``text``."""
    for word in _words(text):
        persons = Person.objects.visible_to(actor).filter(_begins([word]))
        with_person = Membership.objects.visible_to(actor).filter(person__in=persons)
        families = families.filter(_begins([word]) | Q(pk__in=with_person.values("family_id")))
    return families


def called_nearly(actor: Actor, families: QuerySet[Family], text: str) -> QuerySet[Family]:
    """Those of ``families`` with a name, or a member's name, that is spelt nearly as ``text``; the nearest first."""
    key = search_key(text)
    of_members = (
        Membership.objects.visible_to(actor)
        .filter(family=OuterRef("pk"), person__in=Person.objects.visible_to(actor))
        .order_by()
        .values("family_id")
        .annotate(near=Max(TrigramWordSimilarity(key, "person__search_key")))
        .values("near")
    )
    near = Greatest(
        TrigramWordSimilarity(key, "search_key"),
        Coalesce(Subquery(of_members), 0.0, output_field=FloatField()),
        output_field=FloatField(),
    )
    return (
        families.annotate(likeness=near)
        .filter(likeness__gte=LIKENESS)
        .order_by("-likeness", "sort_key", "pk")
    )


def persons_called(actor: Actor, text: str, *, limit: int = 10) -> list[Person]:
    """Persons whom ``actor`` may see, by name: those that begin so first, then those spelt nearly so."""
    words = _words(text)
    if not words:
        return []
    seen = Person.objects.visible_to(actor)
    exact = list(seen.filter(_begins(words)).order_by("sort_key", "pk")[:limit])
    if exact:
        return exact
    near = seen.annotate(likeness=TrigramWordSimilarity(search_key(text), F("search_key")))
    return list(near.filter(likeness__gte=LIKENESS).order_by("-likeness", "sort_key", "pk")[:limit])


def by_cpr(actor: Actor, number: str) -> Person | None:
    """The person with this number, whom ``actor`` may identify. Raises ValidationError when it is no CPR number."""
    index = blind_index(cpr.clean(number), purpose=PURPOSE)
    row = Cpr.objects.visible_to(actor).filter(blind_index=index).first()
    if row is None:
        return None
    return Person.objects.visible_to(actor).filter(pk=row.person_id).first()
