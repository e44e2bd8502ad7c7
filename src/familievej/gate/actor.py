# SPDX-License-Identifier: EUPL-1.2
"""Who acts: one small snapshot per request, so that no page asks the database again and again who is looking."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    import datetime as dt

    from familievej.gate.models import User


class Kind(StrEnum):
    """Whose hat an actor wears."""

    STAFF = "staff"
    FAMILY = "family"
    SYSTEM = "system"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Post:
    """One staff role in one unit, held today."""

    role: str
    unit_id: uuid.UUID


@dataclass(frozen=True)
class Actor:
    """``person_id`` is the family member that the user is; ``purpose`` says what a background task is for."""

    kind: Kind
    user_id: uuid.UUID | None = None
    name: str = ""
    person_id: uuid.UUID | None = None
    posts: frozenset[Post] = field(default_factory=frozenset)
    purpose: str = ""

    def has_role(self, *roles: str) -> bool:
        """Whether one of ``roles`` is held today."""
        return any(post.role in roles for post in self.posts)

    @property
    def is_staff(self) -> bool:
        """Employed by the municipality or one of its partners."""
        return self.kind is Kind.STAFF

    @property
    def is_system(self) -> bool:
        """A task of the system, with a purpose, not a person at a screen."""
        return self.kind is Kind.SYSTEM


NOBODY = Actor(Kind.NOBODY)


def actor_for(user: User | None, *, day: dt.date | None = None, purpose: str = "") -> Actor:
    """The snapshot of ``user`` on ``day`` (today). One query."""
    if user is None or not user.is_authenticated or not user.is_active:
        return NOBODY
    roles = user.staff_roles.as_of(day or timezone.localdate())
    posts = frozenset(Post(role, unit) for role, unit in roles.values_list("role", "unit_id"))
    kind = Kind.STAFF if posts else Kind.FAMILY if user.subject_id else Kind.NOBODY
    return Actor(kind, user.pk, user.name or user.email, user.subject_id, posts, purpose)


def system(purpose: str, *, name: str = "Familievej") -> Actor:
    """The system itself, for a task that no person asks for at a screen. ``purpose`` goes into the audit trail."""
    if not purpose.strip():
        raise ValueError("a task of the system needs a purpose")
    return Actor(Kind.SYSTEM, name=name, purpose=purpose)
