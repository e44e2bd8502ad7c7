# SPDX-License-Identifier: EUPL-1.2
"""The CPR number: read as people write it, never readable at rest, shown on a click that is logged."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from tests.cast import SYSTEM, Cast

from familievej.base import cpr
from familievej.base.crypto import Undecipherable, decrypt, forget_ring, key_name, key_ring, write_ring
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow
from familievej.people import actions as people
from familievej.people.models import Cpr

# Day 61 to 91 makes a replacement number: no living person has it.
REPLACEMENT = "630588-4000"


@pytest.mark.parametrize("written", ["6305884000", "630588-4000", "630588 4000", " 63.05.88–4000 "])
def test_a_number_is_read_as_people_write_it(written: str) -> None:
    assert cpr.clean(written) == "6305884000"


@pytest.mark.parametrize(
    "wrong", ["", "123", "630588-400", "630588-40001", "311388-4000", "300288-4000", "000188-4000"]
)
def test_a_wrong_number_is_refused_without_being_repeated(wrong: str) -> None:
    with pytest.raises(ValidationError) as told:
        cpr.clean(wrong)
    assert not wrong or wrong not in str(told.value)


def test_a_replacement_number_carries_the_birthday(db: None) -> None:
    assert cpr.birth_date(cpr.clean(REPLACEMENT)) == dt.date(1988, 5, 3)


def test_nothing_in_the_database_holds_the_number_readable(cast: Cast) -> None:
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=REPLACEMENT)
    with connection.cursor() as cursor:
        cursor.execute(
            "select people_cpr::text from people_cpr union all select gate_auditrow::text from gate_auditrow"
        )
        everything = " ".join(row for (row,) in cursor.fetchall())
    assert "6305884000" not in everything
    assert b"6305884000".hex() not in everything


def test_one_number_belongs_to_one_person(cast: Cast) -> None:
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=REPLACEMENT)
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=REPLACEMENT)
    with pytest.raises(ValidationError) as told:
        people.cpr_set(actor=SYSTEM, person=cast.father, number=REPLACEMENT)
    assert "Maria" not in str(told.value)


def test_showing_the_number_is_logged_with_its_basis(cast: Cast) -> None:
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=REPLACEMENT)
    assert people.cpr_reveal(actor=cast.actor("coordinator"), person=cast.mother) == REPLACEMENT
    row = AuditRow.objects.get(verb="reveal")
    assert row.subjects == [cast.mother.pk]
    assert row.basis


@pytest.mark.parametrize(
    "role", ["colleague", "outsider", "leader", "other_parent", "young_person", "administrator"]
)
def test_the_number_is_not_for_everybody_who_sees_the_person(cast: Cast, role: str) -> None:
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=REPLACEMENT)
    with pytest.raises(NoAccess):
        people.cpr_reveal(actor=cast.actor(role), person=cast.mother)


def test_a_number_moved_to_another_row_cannot_be_read(cast: Cast) -> None:
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=REPLACEMENT)
    sealed = Cpr.objects.get(person=cast.mother).sealed
    with pytest.raises(Undecipherable):
        decrypt(sealed, bound_to=f"people_cpr:{cast.father.pk}")


def test_after_rotation_every_number_is_under_the_new_key_and_still_found(
    cast: Cast, settings: object, tmp_path: object
) -> None:
    settings.FAMILIEVEJ_KEYS_FILE = tmp_path / "keys.json"  # type: ignore[attr-defined,operator]
    forget_ring()
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=REPLACEMENT)
    index = Cpr.objects.get().blind_index
    write_ring(settings.FAMILIEVEJ_KEYS_FILE, key_ring().with_new_key())  # type: ignore[attr-defined]
    forget_ring()
    assert people.cpr_rotate(actor=SYSTEM) == 1
    assert people.cpr_rotate(actor=SYSTEM) == 0
    row = Cpr.objects.get()
    assert (key_name(row.sealed), row.blind_index) == ("k2", index)
    assert people.cpr_reveal(actor=SYSTEM, person=cast.mother) == REPLACEMENT
    forget_ring()
