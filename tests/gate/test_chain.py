# SPDX-License-Identifier: EUPL-1.2
"""Every row of the trail hangs on the one before it: what is changed, removed or moved is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from tests.cast import Cast

from familievej.gate import audit
from familievej.gate.acting import acting
from familievej.gate.chain import Checkpoint, FaultKind, checkpoint, faults, heads
from familievej.gate.models import AuditLink, AuditRow

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def linked() -> None:
    """What a commit does: run the deferred trigger for every row written so far."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


@contextmanager
def somebody_with_all_rights() -> Iterator[Callable[[str], None]]:
    """The owner of the database switches the triggers off: what the chain, not the trigger, must find."""
    with connection.cursor() as cursor:
        for table in ("gate_auditrow", "gate_auditlink"):
            cursor.execute(f"alter table {table} disable trigger user")
        yield cursor.execute
        for table in ("gate_auditrow", "gate_auditlink"):
            cursor.execute(f"alter table {table} enable trigger user")


@pytest.fixture
def trail(cast: Cast) -> Cast:
    with acting(cast.actor("coordinator")):
        for action in ("first", "second", "third"):
            audit.read(cast.actor("coordinator"), action, subjects=[cast.family.pk], basis="own work")
    linked()
    return cast


def _row(action: str) -> AuditRow:
    return AuditRow.objects.get(action=action)


def test_a_whole_trail_has_no_faults(trail: Cast) -> None:
    assert faults() == []


def test_each_family_has_a_chain_without_gaps(trail: Cast) -> None:
    numbers = list(
        AuditLink.objects.filter(chain=trail.family.pk).order_by("number").values_list("number", flat=True)
    )
    assert numbers == list(range(1, len(numbers) + 1))
    assert str(trail.other_family.pk) in heads()


def test_a_row_about_a_person_hangs_on_the_familys_chain(trail: Cast) -> None:
    with acting(trail.actor("coordinator")):
        audit.read(trail.actor("coordinator"), "person", subjects=[trail.child.pk])
    linked()
    assert AuditLink.objects.filter(chain=trail.family.pk, row_id=_row("person").pk).exists()


def test_a_changed_row_is_found_and_named(trail: Cast) -> None:
    row = _row("second")
    with somebody_with_all_rights() as do:
        do(f"update gate_auditrow set actor_name = 'Somebody else' where id = {row.pk}")
    (fault,) = faults()
    assert (fault.kind, fault.row_id, fault.chain) == (FaultKind.CHANGED, row.pk, str(trail.family.pk))


def test_a_removed_row_is_found_and_named(trail: Cast) -> None:
    row = _row("second")
    with somebody_with_all_rights() as do:
        do(f"delete from gate_auditrow where id = {row.pk}")
    (fault,) = faults()
    assert (fault.kind, fault.row_id) == (FaultKind.MISSING, row.pk)


def test_a_row_removed_with_its_link_is_found(trail: Cast) -> None:
    row = _row("second")
    with somebody_with_all_rights() as do:
        do(f"delete from gate_auditlink where row_id = {row.pk}")
        do(f"delete from gate_auditrow where id = {row.pk}")
    assert FaultKind.GAP in {fault.kind for fault in faults()}


def test_two_rows_that_changed_places_are_found(trail: Cast) -> None:
    first, third = _row("first"), _row("third")
    with somebody_with_all_rights() as do:
        do(f"update gate_auditlink set row_id = -1 where row_id = {first.pk} and chain = '{trail.family.pk}'")
        do(
            f"update gate_auditlink set row_id = {first.pk} where row_id = {third.pk} and chain = '{trail.family.pk}'"
        )
        do(f"update gate_auditlink set row_id = {third.pk} where row_id = -1")
    assert {fault.row_id for fault in faults()} >= {first.pk, third.pk}


def test_a_row_put_in_behind_the_chain_is_found(trail: Cast) -> None:
    with somebody_with_all_rights() as do:
        do(
            "insert into gate_auditrow (at, actor_name, purpose, verb, action, object_table, object_id, subjects,"
            " fields, basis) values (now(), 'x', '', 'read', 'smuggled', '', '', '{}', '{}', '')"
        )
    assert [fault.kind for fault in faults()] == [FaultKind.UNLINKED]


def test_a_chain_cut_off_at_its_end_is_found_with_a_checkpoint(trail: Cast) -> None:
    before = checkpoint(NOW)
    row = _row("third")
    with somebody_with_all_rights() as do:
        do(f"delete from gate_auditlink where row_id = {row.pk}")
        do(f"delete from gate_auditrow where id = {row.pk}")
    assert faults() == []
    (fault,) = faults(before)
    assert (fault.kind, fault.chain) == (FaultKind.CUT, str(trail.family.pk))


def test_a_checkpoint_that_was_changed_is_refused(trail: Cast) -> None:
    text = checkpoint(NOW).to_json()
    assert faults(Checkpoint.from_json(text)) == []
    assert [f.kind for f in faults(Checkpoint.from_json(text.replace("2026-11-22", "2026-11-21")))] == [
        FaultKind.FORGED
    ]


def test_a_file_that_is_no_checkpoint_is_refused() -> None:
    for text in ("", "{}", '{"at": 1, "heads": [], "signature": ""}', "[1]"):
        with pytest.raises(ValueError, match=r"checkpoint|Expecting"):
            Checkpoint.from_json(text)
