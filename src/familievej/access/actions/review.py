# SPDX-License-Identifier: EUPL-1.2
"""Sign that the list of who has access through a unit has been read."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.models import AccessReview
from familievej.access.queries.review import SEALED_FOR, access_of, fingerprint, leads
from familievej.base.crypto import encrypt
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.decide import NoAccess
from familievej.gate.record import validated

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.gate.models import Unit


@action("access.review_sign")
def review_sign(
    *, actor: Actor, unit: Unit, seen: str, comment: str = "", review_id: uuid.UUID | None = None
) -> AccessReview:
    """The leader of ``unit`` has read the list whose fingerprint is ``seen``.

    ``review_id`` from the form makes a double click harmless. Raises NoAccess; ValidationError when the list has
    changed since it was read.
    """
    if actor.user_id is None or not leads(actor, unit.pk):
        raise NoAccess
    review_id = review_id or uuid.uuid4()
    known = AccessReview.objects.filter(pk=review_id, unit=unit, signed_by_id=actor.user_id).first()
    found = access_of(unit.pk)
    if known is None and fingerprint(found) != seen:
        raise ValidationError(
            _("Somebody’s access has changed meanwhile. Look at the list again, then sign.")
        )
    review = known or AccessReview(
        id=review_id,
        unit=unit,
        signed_by_id=actor.user_id,
        signed_at=timezone.now(),
        comment=comment.strip(),
        sealed=encrypt(json.dumps([each.kept() for each in found]), bound_to=SEALED_FOR),
    )
    if known is None:
        validated(review)
        review.save(force_insert=True)
    audit.wrote(actor, "access.review_sign", review, after={"unit": str(unit), "comment": review.comment})
    return review
