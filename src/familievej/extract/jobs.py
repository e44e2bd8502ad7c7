# SPDX-License-Identifier: EUPL-1.2
"""The work behind the page, done as the person who ordered it, with a purpose, on the owner's connection."""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.extract import storage
from familievej.extract.actions.loading import (
    FaultyExtract,
    extract_check,
    extract_load,
    extract_refused,
    record,
)
from familievej.extract.check import Progress
from familievej.extract.models import ImportRun, State
from familievej.extract.target import UnitNotChosen
from familievej.gate.actor import Actor, actor_for
from familievej.gate.decide import NoAccess
from familievej.gate.models import User

logger = logging.getLogger(__name__)
PURPOSE = "The register extract is imported"
KEPT = dt.timedelta(hours=24)
_STEPS = {State.WAITING: State.CHECKING, State.ORDERED: State.LOADING}
_A_WHILE = 0.5


def work(run_id: uuid.UUID) -> None:
    """Checks or loads one delivery, whichever was ordered. Ordered twice, it is done once."""
    run = ImportRun.objects.filter(pk=run_id).first()
    step = _STEPS.get(State(run.state)) if run else None
    if run is None or step is None:
        return
    if not ImportRun.objects.filter(pk=run.pk, state=run.state).update(
        state=step, counts={}, told_at=timezone.now()
    ):
        return
    run.state = step
    user = User.objects.filter(pk=run.user_id).first() if run.user_id else None
    actor = actor_for(user, purpose=PURPOSE)
    try:
        with _telling(run.pk) as progress:
            _check(actor, run, progress) if step is State.CHECKING else _load(actor, run, progress)
    except FaultyExtract as faulty:
        extract_refused(actor=actor, outcome=faulty.outcome, run=run)
    except (NoAccess, UnitNotChosen) as refused:
        _failed(run, str(refused) or str(_("Whoever ordered this is no longer administrator.")))
    except Exception as fault:  # noqa: BLE001  whatever it is, the page must say that the work stopped
        # The message of a database fault quotes values of rows: only its kind may be logged.
        logger.error("Import %s stopped: %s", run.pk, type(fault).__name__)  # noqa: TRY400
        _failed(run, str(_("Something went wrong on our side. Nothing was loaded.")))
    if run.state in (State.FAULTY, State.LOADED):
        storage.remove(run.pk)


def sweep() -> None:
    """Removes the files of deliveries that nobody has loaded for a day: they are personal data without a purpose."""
    waiting = ImportRun.objects.filter(
        state__in=[State.CHECKED, State.FAILED], told_at__lt=timezone.now() - KEPT
    )
    for run in waiting:
        ImportRun.objects.filter(pk=run.pk, state=State.CHECKED).update(state=State.DROPPED)
        storage.remove(run.pk)


def _check(actor: Actor, run: ImportRun, progress: Progress) -> None:
    outcome = extract_check(actor=actor, path=storage.folder(run.pk), unit=_unit(run), progress=progress)
    if outcome.fault_count:
        raise FaultyExtract(outcome)
    record(run, outcome, State.CHECKED)


def _load(actor: Actor, run: ImportRun, progress: Progress) -> None:
    extract_load(actor=actor, path=storage.folder(run.pk), unit=_unit(run), progress=progress, run=run)


def _unit(run: ImportRun) -> str:
    return run.unit.code if run.unit else ""


def _failed(run: ImportRun, why: str) -> None:
    run.state, run.failure, run.told_at = State.FAILED, why[:300], timezone.now()
    run.save(update_fields=["state", "failure", "told_at"])


@contextmanager
def _telling(run_id: uuid.UUID) -> Iterator[Progress]:
    """Progress that others can see: on a connection of its own, since the work itself is one long transaction."""
    beside = connection.copy()
    rows: dict[str, dict[str, int]] = {}
    told_at = 0.0

    def told(table: str, number: int) -> None:
        nonlocal told_at
        rows[table] = {"rows": number}
        if time.monotonic() - told_at < _A_WHILE:
            return
        told_at = time.monotonic()
        with beside.cursor() as cursor:
            cursor.execute(
                "update extract_importrun set counts = %s::jsonb, told_at = now() where id = %s",
                [json.dumps(rows), run_id],
            )

    try:
        yield told
    finally:
        beside.close()
