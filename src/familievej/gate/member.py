# SPDX-License-Identifier: EUPL-1.2
"""What is said about a person *in one family* has a subject of its own.

A father may be in two families, each with its own coordinator. That he is a person, where he lives and who treats
him is about him; what he wants in one family's plan, and what was noted there, is not the other family's business.
"""

from __future__ import annotations

import uuid
from hashlib import md5

from django.db.models import TextField, UUIDField
from django.db.models.functions import MD5, Cast, Concat


def member_subject(family_id: uuid.UUID, person_id: uuid.UUID) -> uuid.UUID:
    """The subject of ``person_id`` in ``family_id``: the same for ever, also when they leave and come back."""
    text = f"{family_id}{person_id}".encode()
    return uuid.UUID(md5(text, usedforsecurity=False).hexdigest())


def member_subject_column(family: str, person: str) -> Cast:
    """The same as an expression of the database, for a generated column."""
    return Cast(MD5(Concat(Cast(family, TextField()), Cast(person, TextField()))), UUIDField())
