# SPDX-License-Identifier: EUPL-1.2
"""The question of the gate for one record: may this actor do this, and why?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404

from familievej.base import once
from familievej.gate.actor import Post
from familievej.gate.categories import Basis, Verb
from familievej.gate.declare import LEADS, Keys
from familievej.gate.models import Grant, Restriction
from familievej.gate.sources import source

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import Model

    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class Decision:
    """``sentence`` says why in plain words; empty for a no, which must not tell that the record exists."""

    allowed: bool
    basis: str = ""
    sentence: str = ""


class NoAccess(Http404):
    """No basis. It is a 404: whoever may not see a record may not learn that it exists."""


REFUSED = Decision(allowed=False)


def decide_about(actor: Actor, verb: Verb, subjects: Collection[UUID], category: str) -> Decision:
    """May ``actor`` do ``verb`` with what is of ``category`` about all ``subjects``? One query."""
    return _decide(actor, verb, Keys(tuple(subjects), category))


def decide(actor: Actor, verb: Verb, record: Model) -> Decision:
    """May ``actor`` do ``verb`` with ``record``? Gives the sentence that is shown beside it. At most two queries."""
    gated: Any = getattr(type(record), "gated")  # noqa: B009 - declared by every model of personal data
    keys: Keys = gated.keys(record)
    if keys.records and actor.person_id and _hidden(actor, keys.records):
        return REFUSED
    return _decide(actor, verb, keys)


def _hidden(actor: Actor, records: Collection[UUID]) -> bool:
    return Restriction.objects.hiding_from(actor).filter(record_id__in=records).exists()


def _decide(actor: Actor, verb: Verb, keys: Keys) -> Decision:
    if actor.is_system:
        return Decision(True, Basis.SYSTEM, actor.purpose)
    wanted = set(keys.subjects)
    if actor.user_id is None or not wanted:
        return REFUSED
    live = _live(actor, verb, wanted, keys)
    grants = {grant.subject_id: grant for grant in live}
    if wanted - set(grants):
        if verb is Verb.WRITE and keys.unit and Post(LEADS, keys.unit) in actor.posts:
            return _decide(actor, Verb.READ, keys)
        return REFUSED
    last = min(grants.values(), key=lambda grant: grant.starts_at)
    return Decision(True, last.basis, source(last.source).sentence(last))


def _live(actor: Actor, verb: Verb, subjects: set[UUID], keys: Keys) -> list[Grant]:
    """The grants that answer, the oldest of each subject last. Within a reading those of a subject are read once."""
    known = once.kept("gate.grants", actor.user_id)
    if known is None:
        own_area = Q(area_id__isnull=True) | Q(area_id=keys.area)
        rows = Grant.objects.live(actor, verb).filter(
            own_area, subject_id__in=subjects, category=keys.category
        )
        return list(rows.order_by("-starts_at", "-id"))
    _learn(known, actor, subjects)
    return [grant for subject in subjects for grant in known[subject] if _answers(grant, verb, keys)]


def _learn(known: dict[UUID, list[Grant]], actor: Actor, subjects: Collection[UUID]) -> None:
    if new := set(subjects) - set(known):
        known.update({subject: [] for subject in new})
        live = Grant.objects.live(actor, Verb.READ).filter(subject_id__in=new)
        for grant in live.order_by("-starts_at", "-id"):
            known[grant.subject_id].append(grant)


def ask_about(actor: Actor, subjects: Collection[UUID]) -> None:
    """Within a reading, learn in one query what is asked about each of ``subjects`` afterwards."""
    known = once.kept("gate.grants", actor.user_id)
    if known is not None and actor.user_id is not None:
        _learn(known, actor, subjects)


def _answers(grant: Grant, verb: Verb, keys: Keys) -> bool:
    """The same question as the query's, of a grant that is live for reading."""
    own_area = grant.area_id is None or grant.area_id == keys.area
    return grant.category == keys.category and own_area and (grant.writes or verb is Verb.READ)


def require(actor: Actor, verb: Verb, record: Model) -> Decision:
    """The same, for code that goes on only when allowed. Raises NoAccess."""
    decision = decide(actor, verb, record)
    if not decision.allowed:
        raise NoAccess
    return decision


def require_about(actor: Actor, verb: Verb, subjects: Collection[UUID], category: str) -> Decision:
    """:func:`decide_about`, for code that goes on only when allowed. Raises NoAccess."""
    decision = decide_about(actor, verb, subjects, category)
    if not decision.allowed:
        raise NoAccess
    return decision
