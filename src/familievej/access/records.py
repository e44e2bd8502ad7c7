# SPDX-License-Identifier: EUPL-1.2
"""What of a family can be hidden from somebody, or have papers beside it: each room says so for its own records.

The pages of hiding and of papers are the same for all; they are here, and know a kind of record by its word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.functional import _StrPromise

    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class RecordKind:
    """``slug`` stands in the address; ``of_family`` is the lookup from the record to its family.

    ``text(record)`` is what a reader knows it by; ``page(family_id, record)`` is where it is read. ``together(actor,
    record)`` are the records that say the same, itself among them: hidden together or not at all; ``key`` is the same
    for all of them. ``papers``: whether papers can lie beside it.
    """

    slug: str
    label: _StrPromise
    model: type[Any]
    of_family: str
    text: Callable[[Any], str]
    page: Callable[[UUID, Any], str]
    together: Callable[[Actor, Any], Sequence[Model]] = lambda _actor, record: [record]
    key: Callable[[Any], UUID] = lambda record: UUID(str(record.pk))
    papers: bool = True


_kinds: dict[str, RecordKind] = {}


def register(kind: RecordKind) -> None:
    """Add a kind. Raises ValueError on a second one of the same word."""
    if kind.slug in _kinds:
        raise ValueError(f"two kinds of records are called {kind.slug!r}")
    _kinds[kind.slug] = kind


def kinds() -> list[RecordKind]:
    """Every kind, in the order of the rooms."""
    return list(_kinds.values())


def record_or_404(
    actor: Actor, family_id: UUID, slug: str, record_id: UUID, verb: Verb
) -> tuple[RecordKind, Any]:
    """A record of the family with its kind. Raises NoAccess, also for a kind that is none."""
    kind = _kinds.get(slug)
    if kind is None:
        raise NoAccess
    rows = kind.model.objects.visible_to(actor, verb).filter(pk=record_id, **{kind.of_family: family_id})
    record = rows.first()
    if record is None:
        raise NoAccess
    return kind, record
