# SPDX-License-Identifier: EUPL-1.2
"""The access matrix, tried: every record and every page as every member of the cast in every state of a consent."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from tests.attacks.oracle import readers
from tests.attacks.pages import Visitors, chosen, statuses
from tests.attacks.states import RECEIVERS, STATES, State
from tests.attacks.world import Marked
from tests.cast import ROLES

from familievej.access.models import Consent
from familievej.access.openness import open_categories
from familievej.access.queries.facts import facts_of
from familievej.gate.acting import acting
from familievej.gate.declare import gated_models

Tried = Callable[[str, int], None]
pytestmark = pytest.mark.django_db
# None, given, part, withdrawn, expired, refused by one parent: in these everybody opens every page, in CI.
MULTIPLIED_OUT = {
    "nobody was asked", "both said yes", "a part was taken back", "taken back", "it has ended", "the father refused",
}  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=str)
def test_everybody_reads_the_records_that_the_matrix_and_the_consent_give_and_no_other(
    world: Marked, state: State, tried: Tried
) -> None:
    state.enter(world)
    roles = ROLES if os.environ.get("CI") else (*RECEIVERS, *ROLES[STATES.index(state) % 4 :: 4])
    by = readers(world, state, roles)
    wrong, count = [], 0
    rows: dict[Any, list[Any]] = {
        model: found for model in gated_models() if (found := list(model._default_manager.all()))
    }
    for role in dict.fromkeys(roles):
        actor = world.cast.actor(role)
        may = {model: {row.pk for row in rows[model] if by[role].may_read(row)} for model in rows}
        listed = {model: set(model.objects.visible_to(actor).values_list("pk", flat=True)) for model in rows}
        with acting(actor):
            locked = {model: set(model._default_manager.values_list("pk", flat=True)) for model in rows}
        count += 2 * sum(map(len, rows.values()))
        wrong += [
            (model._meta.label, role, len(may[model]), len(listed[model]), len(locked[model]))
            for model in rows
            if not may[model] == listed[model] == locked[model]
        ]
    assert wrong == []
    tried("records", count)


@pytest.mark.parametrize("state", STATES, ids=str)
def test_no_page_shows_anybody_what_the_matrix_and_the_consent_do_not_give(
    world: Marked, visitors: Visitors, state: State, tried: Tried
) -> None:
    state.enter(world)
    by = readers(world, state, ROLES)
    pairs = chosen(
        STATES.index(state), every_page=bool(os.environ.get("CI")) and state.name in MULTIPLIED_OUT
    )
    leaked, odd = [], []
    for role, address in pairs:
        answer = visitors.opens(role, address)
        may = by[role].words if role in by else frozenset()
        if answer.words - may:
            leaked.append((role, address.name, answer.words - may))
        if answer.status not in statuses(by.get(role), role, address):
            odd.append((role, address.name, answer.status))
    assert leaked == []
    assert odd == []
    tried("pages", len(pairs))


@pytest.mark.parametrize("state", [state for state in STATES if state.by_consent], ids=str)
def test_the_pure_rule_opens_what_was_written_down_by_hand(world: Marked, state: State) -> None:
    state.enter(world)
    today = timezone.localdate()
    opened: dict[Any, frozenset[str]] = {}
    for consent in Consent.objects.filter(family=world.cast.family):
        about = consent.person_id or consent.family_id
        opened[about] = opened.get(about, frozenset()) | open_categories(facts_of(consent), today)
    by_hand = {getattr(world.cast, name).pk: categories for name, categories in state.opens.items()}
    assert {about: categories for about, categories in opened.items() if categories} == by_hand


def test_the_states_that_are_multiplied_out_are_there() -> None:
    assert {state.name for state in STATES} >= MULTIPLIED_OUT


def test_every_table_of_personal_data_has_a_row_that_is_tried(world: Marked) -> None:
    STATES[4].enter(world)
    STATES[-1].enter(world)
    empty = {model._meta.label for model in gated_models() if not model._default_manager.exists()}
    # A withdrawal, a paper and what the register said stand in worlds of their own (tests/access, tests/extract).
    assert empty <= {
        "access.Withdrawal", "access.SubjectAnswer", "gate.Attachment", "extract.RegisteredFamily",
        "extract.RegisteredPerson",
    }  # fmt: skip
