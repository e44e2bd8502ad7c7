# SPDX-License-Identifier: EUPL-1.2
"""The cast with a home and a grandmother: every address finds a record of Maria's family."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.cast import LONG_AGO, SYSTEM, Cast
from tests.guards import forms

from familievej.people import actions as people


@pytest.fixture
def world(cast: Cast) -> Cast:
    """What the addresses of the guards are filled in with."""
    home = people.household_create(
        actor=SYSTEM, street="Stien 3", postcode="8000", town="Aarhus C", name="hos mor"
    )
    people.residence_add(actor=SYSTEM, person=cast.child, household=home, starts=LONG_AGO)
    people.network_person_add(actor=SYSTEM, family=cast.family, name="Karen", role="mormor", starts=LONG_AGO)
    people.cpr_set(actor=SYSTEM, person=cast.child, number=_replacement_number(cast.child.birth_date))
    # Asked for on a paragraph, which is a disclosure: it stands on pages that come before those of statements.
    forms.statement(cast)
    return cast


def _replacement_number(birth: dt.date | None) -> str:
    """Day 61 to 91 makes a replacement number: no living person has it."""
    assert birth is not None
    return f"{birth.day + 60:02}{birth:%m%y}-4000"
