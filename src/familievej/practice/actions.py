# SPDX-License-Identifier: EUPL-1.2
"""Adopting a version of a practice model, and retiring one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role
from familievej.gate.record import validated, values
from familievej.practice.models import AdoptedModel
from familievej.practice.schema.load import checked_for

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.practice.schema import Loaded


def may_adopt(actor: Actor) -> None:
    """Raises NoAccess for anybody but leaders, the administrator and tasks of the system."""
    if not (actor.is_system or actor.has_role(Role.LEADER, Role.ADMINISTRATOR)):
        raise NoAccess


@action("practice.model_adopt")
def model_adopt(*, actor: Actor, loaded: Loaded, owner: str, starts: dt.date) -> AdoptedModel:
    """Let a checked model hold from ``starts``. The same again changes nothing.

    Raises ModelFaults when a rule is laxer than the law on that day, and ValidationError when this version is adopted
    already with another content or day: a changed text is a new version.
    """
    may_adopt(actor)
    model = loaded.model
    checked_for(loaded, starts)
    there = AdoptedModel.objects.filter(model_id=model.id, version=model.version).first()
    if there and (there.checksum, there.starts) == (loaded.checksum, starts):
        audit.note(actor, audit.Verb.READ, "practice.model_adopt", object_id=str(there.pk))
        return there
    if there:
        raise ValidationError(_already(there, loaded.checksum))
    adopted = validated(
        AdoptedModel(
            model_id=model.id,
            version=model.version,
            name=model.name,
            owner=owner.strip(),
            starts=starts,
            content=model.model_dump(mode="json", exclude_defaults=True),
            files=dict(loaded.files),
            checksum=loaded.checksum,
            adopted_by_id=actor.user_id,
            adopted_by_name=actor.name,
            adopted_at=timezone.now(),
        )
    )
    adopted.save(force_insert=True)
    after = values(adopted, "model_id", "version", "owner", "starts", "checksum")
    audit.wrote(actor, "practice.model_adopt", adopted, after=after)
    return adopted


@action("practice.model_retire")
def model_retire(*, actor: Actor, adopted: AdoptedModel, ends: dt.date, reason: str) -> None:
    """No course begins under it from ``ends``; those that follow it go on. Raises ValidationError."""
    may_adopt(actor)
    if adopted.ends is not None:
        raise ValidationError(_("This version is retired already."))
    adopted.ends, adopted.retired_reason = ends, reason.strip()
    validated(adopted)
    adopted.save(update_fields=["ends", "retired_reason"])
    audit.wrote(
        actor,
        "practice.model_retire",
        adopted,
        before={"ends": None},
        after=values(adopted, "ends", "retired_reason"),
    )


def _already(there: AdoptedModel, checksum: str) -> str:
    if there.checksum != checksum:
        text = _(
            "Version %(version)s of %(model)s is adopted already with another content. Give the changed text a new"
            " version number."
        )
    else:
        text = _("Version %(version)s of %(model)s is adopted already from %(day)s.")
    return text % {"version": there.version, "model": there.model_id, "day": there.starts}
