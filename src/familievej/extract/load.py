# SPDX-License-Identifier: EUPL-1.2
"""From a delivery to the database: one reading, one check, one transaction that the caller holds and may undo."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

from familievej.extract.check import Checker, Progress, silent
from familievej.extract.faults import Fault, FaultLog
from familievej.extract.registered import merge_families, merge_persons
from familievej.extract.sources import Source, open_source
from familievej.extract.staging import MODELS, Counts, merge, stage
from familievej.extract.tables import FAMILIES, PERSONS, TABLES
from familievej.extract.target import choose
from familievej.people.actions.register import CprTaken
from familievej.people.subjects import refold_around

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class Outcome:
    """What a delivery holds and means. With faults, only rows are counted: nothing was compared or written."""

    source_name: str
    counts: dict[str, Counts]
    faults: list[Fault]
    fault_count: int
    warning_count: int
    fingerprints: dict[str, str]
    subjects: tuple[uuid.UUID, ...] = field(default=(), repr=False)

    @property
    def changes(self) -> int:
        """How many rows are new or changed."""
        return sum(count.new + count.changed for count in self.counts.values())


def load(
    *, actor: Actor, path: Path, unit: str = "", programme: str = "", progress: Progress = silent
) -> Outcome:
    """Checks what lies at ``path`` and, when there is no fault, writes it.

    Needs a transaction and the owner's connection. With a fault nothing is merged, but the caller must undo the
    transaction all the same. Raises UnitNotChosen.
    """
    log = FaultLog()
    source = open_source(path, log)
    with connection.cursor() as cursor:
        # Two imports at once would compare with what the other is about to change.
        cursor.execute("select pg_advisory_xact_lock(hashtext('extract_load'))")
    rows = Checker(source, log, consume=stage, progress=progress).run()
    counts = {name: Counts(number) for name, number in rows.items()}
    subjects: tuple[uuid.UUID, ...] = ()
    if not log.count:
        target = choose(actor=actor, unit=unit, programme=programme)
        try:
            merged, families = merge_families(target)
            counts[FAMILIES.name] = merged
            counts[PERSONS.name], persons = merge_persons()
        except CprTaken as taken:
            _tell_taken(source, taken, log)
        else:
            for table in TABLES:
                if table.name in MODELS:
                    progress(table.name, counts[table.name].rows)
                    counts[table.name] = merge(table)
            subjects = (*families.values(), *persons.values())
            if subjects:
                refold_around(families=families.values(), persons=persons.values())
    return Outcome(
        source_name=source.name,
        counts=counts,
        faults=list(log),
        fault_count=log.count,
        warning_count=log.warning_count,
        fingerprints=source.fingerprints(),
        subjects=subjects,
    )


def _tell_taken(source: Source, taken: CprTaken, log: FaultLog) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select line, person_id from staged_persons where person_id = any(%s) order by line",
            [list(taken.external_ids)],
        )
        for line, person_id in cursor.fetchall():
            log.add("cpr_taken", source.tables[PERSONS.name].label, line, "cpr", person_id)
