# SPDX-License-Identifier: EUPL-1.2
"""The three answers of the gate are one: the question about a record, the filter of a list, the policy of the table."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.access.worlds import Plan, build, plans

from familievej.gate.acting import acting
from familievej.gate.actor import actor_for
from familievej.gate.categories import Verb
from familievej.gate.decide import decide

# The gate's promise is tried on two thousand worlds where it counts, and on fewer while somebody waits.
WORLDS = 1_000 if os.environ.get("CI") else 75
RECORDS = 12


@pytest.mark.django_db
@pytest.mark.parametrize("half", ["first half", "second half"])  # two workers share the worlds
@settings(
    max_examples=WORLDS,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(plan=plans, chosen=st.integers(0, 99), first=st.integers(0, 99))
def test_decide_and_visible_to_and_the_database_agree_in_every_world(
    half: str, plan: Plan, chosen: int, first: int
) -> None:
    with transaction.atomic():
        world = build(plan)
        # One reader a world, and some of its records: two thousand worlds reach all of them many times.
        actor = actor_for(world.users[chosen % len(world.users)])
        start = first % len(world.records)
        records = (world.records[start:] + world.records[:start])[:RECORDS]
        rows: dict[Any, list[Any]] = defaultdict(list)
        for record in records:
            rows[type(record)].append(record)
        asked = {record.pk for record in records if decide(actor, Verb.READ, record).allowed}
        assert _shown(rows, lambda model: model.objects.visible_to(actor)) == asked
        with acting(actor):
            assert _shown(rows, lambda model: model._default_manager.all()) == asked
            assert _shown(rows, lambda model: model.objects.visible_to(actor)) == asked
        transaction.set_rollback(True)


def _shown(rows: dict[Any, list[Any]], queryset: Callable[[Any], Any]) -> set[Any]:
    found: set[Any] = set()
    for model, records in rows.items():
        ids = [record.pk for record in records]
        found |= set(queryset(model).filter(pk__in=ids).values_list("pk", flat=True))
    return found
