# SPDX-License-Identifier: EUPL-1.2
"""Drafts: kept while somebody types, offered when they come back, gone when they save."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.base.crypto import decrypt, encrypt
from familievej.gate.models import Draft

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.gate.actor import Actor

MAX_BYTES = 200_000


class DraftTooLarge(ValueError):
    """More than :data:`MAX_BYTES` of text in one draft."""


@dataclass(frozen=True)
class Kept:
    """A draft as it is read again."""

    fields: dict[str, list[str]]
    edition: int
    saved_at: dt.datetime


def keep(actor: Actor, key: str, fields: Mapping[str, list[str]], *, edition: int = 0) -> dt.datetime:
    """Keep what ``actor`` has typed in the form ``key``; gives the time. Raises DraftTooLarge.

    Not an action: it is not a record yet.
    """
    text = json.dumps(dict(fields), ensure_ascii=False)
    if len(text.encode()) > MAX_BYTES:
        raise DraftTooLarge
    sealed = encrypt(text, bound_to=_bound(actor.user_id, key))
    draft, _made = Draft.objects.update_or_create(
        user_id=actor.user_id, key=key, defaults={"sealed": sealed, "edition": edition}
    )
    return draft.saved_at


def kept(actor: Actor, key: str) -> Kept | None:
    """What ``actor`` had typed, or None."""
    draft = Draft.objects.visible_to(actor).filter(key=key).first()
    if draft is None:
        return None
    return Kept(opened(draft), draft.edition, draft.saved_at)


def opened(draft: Draft) -> dict[str, list[str]]:
    """What stands in ``draft``: for its writer, and for whoever answers the writer's own request for access."""
    text = decrypt(draft.sealed, bound_to=_bound(draft.user_id, draft.key))
    found: dict[str, list[str]] = json.loads(text)
    return found


def discard(actor: Actor, key: str) -> None:
    """Throw a draft away: it was saved, or its writer said so."""
    Draft.objects.visible_to(actor).filter(key=key).delete()


def _bound(user_id: UUID | None, key: str) -> str:
    return f"gate_draft:{user_id}:{key}"
