# SPDX-License-Identifier: EUPL-1.2
"""The work that an officer orders: done as that officer, with the purpose, on the owner's connection."""

from __future__ import annotations

import base64
import io
import logging
import zipfile
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from familievej.access.models import AnswerState, SubjectAnswer
from familievej.access.subject_access.asked import NotTheirs
from familievej.access.subject_access.document import Answer, answer
from familievej.base import crypto
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.actor import actor_for
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role
from familievej.people.models import Person

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

logger = logging.getLogger(__name__)


@action("access.subject_access")
def subject_access(*, actor: Actor, person: Person, receiver: Person, language: str) -> Answer:
    """Collect everything about ``person`` for ``receiver``. Logged as taken out, with the actor's purpose.

    For the system and the data protection officer, on the owner's connection. Raises NoAccess, NotTheirs.
    """
    if not (actor.is_system or actor.has_role(Role.DATA_PROTECTION_OFFICER)):
        raise NoAccess
    made = answer(person, receiver, timezone.localdate(), language)
    audit.note(
        actor,
        audit.Verb.EXPORT,
        "access.subject_access",
        subjects=[person.pk, receiver.pk],
        basis=actor.purpose,
    )
    return made


def work(answer_id: UUID) -> None:
    """Collects one answer. Ordered twice, it is done once."""
    row = SubjectAnswer.objects.select_related("user").filter(pk=answer_id, state=AnswerState.WAITING).first()
    if row is None:
        return
    actor = actor_for(row.user, purpose=row.purpose)
    people = Person.objects.in_bulk([row.person_id, row.receiver_id])
    try:
        made = subject_access(
            actor=actor, person=people[row.person_id], receiver=people[row.receiver_id], language=row.language
        )
    except (KeyError, NoAccess, NotTheirs):
        row.state = AnswerState.FAILED
        row.save(update_fields=["state"])
        return
    except Exception as fault:  # noqa: BLE001 - whatever it is, the page must say that it stopped
        # The message of a fault can quote what was read: only its kind may be logged.
        logger.error("Answer %s stopped: %s", row.pk, type(fault).__name__)  # noqa: TRY400
        row.state = AnswerState.FAILED
        row.save(update_fields=["state"])
        return
    row.sealed = crypto.encrypt(base64.b64encode(packed(made)).decode(), bound_to=bound(row.pk))
    row.rows, row.withheld, row.state = made.rows, made.withheld, AnswerState.READY
    row.save(update_fields=["sealed", "rows", "withheld", "state"])


def packed(made: Answer) -> bytes:
    """One ZIP file: PDF, JSON, and the papers in a folder of their own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answer.pdf", made.pdf)
        archive.writestr("answer.json", made.json)
        for name, data in made.papers:
            archive.writestr(f"papers/{name}", data)
    return out.getvalue()


def unsealed(row: SubjectAnswer) -> bytes:
    """The ZIP file again."""
    return base64.b64decode(crypto.decrypt(row.sealed or b"", bound_to=bound(row.pk)))


def bound(answer_id: UUID) -> str:
    """What ties the sealed answer to its row."""
    return f"access_subjectanswer:{answer_id}"
