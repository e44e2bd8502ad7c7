# SPDX-License-Identifier: EUPL-1.2
"""Finding families and persons by name, also a misspelt one, and persons by CPR number.

Families are found through an index (familievej.people.search_sql), and then asked of the gate like everything else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from familievej.base import cpr
from familievej.base.crypto import blind_index
from familievej.base.names import search_key
from familievej.people.actions.cpr import PURPOSE
from familievej.people.models import Cpr, Family, Person
from familievej.people.search_sql import LIKENESS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from familievej.gate.actor import Actor

# Six digits and four, written as people write them. A telephone number has eight.
_CPR = re.compile(r"(?<!\d)\d{6}[\s\-–.]*\d{4}(?!\d)")
MAX_WORDS = 6
# Nobody turns so many pages of names that are only spelt alike.
MOST_NEAR = 50


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


def called_like(families: QuerySet[Family], text: str) -> QuerySet[Family]:
    """Those of ``families`` whose own name, or whose members' names, have words that begin as each word of ``text``.

    Among those whom the actor of the request may see.
    """
    return families.filter(
        pk__in=RawSQL("select family_id from people_families_beginning(%s)", [_words(text)])
    )


def called_nearly(families: QuerySet[Family], text: str) -> QuerySet[Family]:
    """Those of ``families`` with a name, or a member's name, that is spelt nearly as ``text``; the nearest first.

    Among those whom the actor of the request may see.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select family_id, likeness from people_families_nearly(%s, %s)",
            [search_key(text), MOST_NEAR],
        )
        near = dict(cursor.fetchall())
    likeness = RawSQL(
        "(%s::real[])[array_position(%s::uuid[], people_family.id)]", [list(near.values()), list(near)]
    )
    return (
        families.filter(pk__in=list(near)).annotate(likeness=likeness).order_by("-likeness", "sort_key", "pk")
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
