# SPDX-License-Identifier: EUPL-1.2
"""A delivery by the page: received, checked by a job, and loaded by a job once somebody has seen what it means."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from familievej.access.actions.organisation import may_administer
from familievej.extract import storage
from familievej.extract.models import ImportRun, State
from familievej.gate import audit
from familievej.gate.action import action

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from familievej.gate.actor import Actor
    from familievej.gate.models import Unit


@action("extract.delivery_receive")
def delivery_receive(
    *, actor: Actor, files: Sequence[UploadedFile], run_id: uuid.UUID, unit: Unit | None = None
) -> ImportRun:
    """Keeps the files and orders the check. The same form sent twice (``run_id``) is one delivery. Raises NoAccess."""
    may_administer(actor)
    name = ", ".join(sorted(storage.stored_name(file.name or "") or "" for file in files))[:200]
    run, is_new = ImportRun.objects.get_or_create(
        pk=run_id,
        defaults={"source_name": name, "user_id": actor.user_id, "user_name": actor.name, "unit": unit},
    )
    if is_new:
        storage.store(run.pk, files)
        _defer(run)
    audit.wrote(actor, "extract.delivery_receive", run, after={"files": name})
    return run


@action("extract.delivery_order")
def delivery_order(*, actor: Actor, run: ImportRun) -> bool:
    """Orders the loading of a checked delivery; False when that was done already (a second click). Raises NoAccess."""
    return _move(actor, "extract.delivery_order", run, State.CHECKED, State.ORDERED)


@action("extract.delivery_again")
def delivery_again(*, actor: Actor, run: ImportRun) -> bool:
    """Starts work anew that failed or stopped, from the check on. Raises NoAccess."""
    return _move(
        actor,
        "extract.delivery_again",
        run,
        run.state if run.may_start_again else State.FAILED,
        State.WAITING,
    )


@action("extract.delivery_drop")
def delivery_drop(*, actor: Actor, run: ImportRun) -> bool:
    """Removes the files of a delivery that is not to be loaded after all. Raises NoAccess."""
    dropped = _move(actor, "extract.delivery_drop", run, State.CHECKED, State.DROPPED)
    transaction.on_commit(lambda: storage.remove(run.pk))
    return dropped


def _move(actor: Actor, name: str, run: ImportRun, before: str, after: State) -> bool:
    may_administer(actor)
    # The state is compared in the statement itself: of two clicks at once, one finds nothing to change.
    moved = ImportRun.objects.filter(pk=run.pk, state=before).update(
        state=after, told_at=timezone.now(), failure=""
    )
    run.refresh_from_db()
    if moved:
        _defer(run)
    audit.wrote(actor, name, run, after={"state": run.state})
    return bool(moved)


def _defer(run: ImportRun) -> None:
    from familievej.extract import tasks

    if run.state in (State.WAITING, State.ORDERED):
        # In this transaction: no commit, no job.
        tasks.work.defer(run_id=str(run.pk))
