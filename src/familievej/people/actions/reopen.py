# SPDX-License-Identifier: EUPL-1.2
"""Something was ended by mistake: it holds again, as if it had never ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.gate.record import validated
from familievej.people.models import Custody, Involvement, Membership, NetworkPerson, Relation, Residence
from familievej.people.subjects import refold_around

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

    Ended = Membership | Relation | Custody | Residence | NetworkPerson | Involvement


@action("people.reopen")
def reopen(*, actor: Actor, record: Ended) -> None:
    """Take the end of a dated fact away. Raises ValidationError when something else has taken its place since."""
    require(actor, Verb.WRITE, record)
    before, record.ends = record.ends, None
    validated(record)
    record.save(update_fields=["ends"])
    if isinstance(record, Membership):
        refold_around(families=[record.family_id], persons=[record.person_id])
    elif isinstance(record, Relation):
        refold_around(persons=[record.from_person_id, record.to_person_id])
    elif isinstance(record, Custody):
        refold_around(persons=[record.child_id, record.holder_id])
    audit.wrote(actor, "people.reopen", record, before={"ends": before}, after={"ends": None})
