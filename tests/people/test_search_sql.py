# SPDX-License-Identifier: EUPL-1.2
"""The functions behind the search run as the owner, and still show each actor the own families only."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.cast import ROLES, Cast

from familievej.gate.acting import acting
from familievej.people.models import Family

ASKED = {
    "people_families_beginning(array['maria'])": "family",
    "people_families_beginning(array['anton', 'sofie'])": "family",
    "people_families_beginning(array['s'])": "both",
    "people_families_nearly('marai', 50)": "family",
    "people_families_nearly('sorensne', 50)": "other_family",
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("asked", ASKED)
def test_a_search_finds_nothing_that_its_actor_may_not_read(asked: str, role: str, cast: Cast) -> None:
    actor = cast.actor(role)
    with acting(actor), connection.cursor() as cursor:
        seen = set(Family.objects.values_list("pk", flat=True))
        cursor.execute(f"select family_id from {asked}")
        found = {row[0] for row in cursor.fetchall()}
    called = {"family": {cast.family.pk}, "other_family": {cast.other_family.pk}}
    meant = called.get(ASKED[asked], {cast.family.pk, cast.other_family.pk})
    assert found == seen & meant


def test_without_an_actor_nobody_is_found(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from people_families_beginning(array['m'])")
        assert cursor.fetchone() == (0,)
