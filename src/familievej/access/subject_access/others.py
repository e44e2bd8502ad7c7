# SPDX-License-Identifier: EUPL-1.2
"""Third persons: where one is named, it says what they are to the person instead.

The names of everybody who is or was in a family of the person, is related to somebody there, has custody or stands in
the network are looked for, whole words only. A name that the person has too stays. It finds no name that the system
does not know: whoever hands the answer out reads it first.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from familievej.people.models import Custody, Membership, NetworkPerson, Person, Relation, RelationKind
from familievej.people.models.relation import OTHER_WAY

if TYPE_CHECKING:
    from familievej.access.subject_access.asked import Asked

# Shorter names are words too: "bo", "ask", "liv". They are looked for as names are written.
SHORT = 4


class Others:
    """Who the others are to the person, and their names in a text."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._words = _numbered(_relations(asked))
        people = Person.objects.filter(pk__in=self._words)
        tokens: dict[str, set[str]] = {}
        for person in people:
            for token in _tokens(person.given_name, person.family_name, person.called_name):
                tokens.setdefault(token, set()).add(self._words[person.pk])
        for name in NetworkPerson.objects.filter(family__in=asked.every_family).values_list(
            "name", flat=True
        ):
            for token in _tokens(name):
                tokens.setdefault(token, set()).add(_("somebody in the network"))
        own = _tokens(asked.person.given_name, asked.person.family_name, asked.person.called_name)
        self._tokens = {
            token.casefold(): " / ".join(sorted(words)) for token, words in tokens.items() if token not in own
        }
        self._pattern = _pattern([token for token in tokens if token not in own])

    def word(self, person_id: UUID) -> str:
        """What somebody is to the person; the person's own name for themselves."""
        if person_id == self._asked.person.pk:
            return self._asked.person.full_name
        words = self._words.get(person_id) or _("another person")
        return f"[{words}]"

    def without_names(self, text: str) -> str:
        """``text`` with what each is to the person in the place of their name."""
        if self._pattern is None:
            return text
        replaced = self._pattern.sub(lambda found: f"[{self._tokens[found['name'].casefold()]}]", text)
        # First and last name beside each other are one person.
        return re.sub(r"(\[[^\]]+\])(?:\s+\1)+", r"\1", replaced)


def _relations(asked: Asked) -> dict[UUID, str]:
    """Ids of the others with what they are; the closest word wins."""
    me = asked.person.pk
    inside = set(Membership.objects.filter(family__in=asked.every_family).values_list("person_id", flat=True))
    rows = Relation.objects.filter(_touching("from_person", "to_person", inside | {me})).order_by("-starts")
    custody = Custody.objects.filter(_touching("child", "holder", inside | {me}))
    near = {pk for row in rows for pk in (row.from_person_id, row.to_person_id)}
    near |= {pk for row in custody for pk in (row.child_id, row.holder_id)}
    words = dict.fromkeys(near, _("somebody close to the family")) | dict.fromkeys(
        inside, _("somebody in the family")
    )
    words |= {row.holder_id: _("holder of custody") for row in custody if row.child_id == me}
    words |= {pk: word for row in rows if (pk := _other_end(row, me)) for word in [_to_me(row, me)]}
    words.pop(me, None)
    return words


def _touching(one: str, other: str, people: set[UUID]) -> Q:
    return Q(**{f"{one}__in": people}) | Q(**{f"{other}__in": people})


def _other_end(row: Relation, me: UUID) -> UUID | None:
    if row.to_person_id == me:
        return row.from_person_id
    return row.to_person_id if row.from_person_id == me else None


def _to_me(row: Relation, me: UUID) -> str:
    kind = RelationKind(row.kind)
    return str(kind.label if row.to_person_id == me else OTHER_WAY[kind].label)


def _numbered(words: dict[UUID, str]) -> dict[UUID, str]:
    """Two brothers are "brother 1" and "brother 2": who is who can be followed through the answer."""
    many = {word for word, count in Counter(words.values()).items() if count > 1}
    numbers: Counter[str] = Counter()
    found = {}
    for person_id in sorted(words):
        word = words[person_id]
        numbers[word] += 1
        found[person_id] = f"{word} {numbers[word]}" if word in many else word
    return found


def _tokens(*names: str) -> set[str]:
    return {part for name in names for part in re.split(r"[\s\-]+", name) if len(part) > 1}


def _pattern(tokens: list[str]) -> re.Pattern[str] | None:
    if not tokens:
        return None
    parts = []
    for token in sorted(tokens, key=len, reverse=True):
        escaped = re.escape(token)
        parts.append(f"(?i:{escaped})" if len(token) >= SHORT else f"{escaped}|{re.escape(token.upper())}")
    # A genitive stays beside it: "Jens'" and "Marias" are "[parent]'" and "[parent]s".
    return re.compile(rf"(?<!\w)(?P<name>{'|'.join(parts)})(?=(?:s|'s|’s)?(?!\w))")
