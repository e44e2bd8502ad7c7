# SPDX-License-Identifier: EUPL-1.2
"""Each lock holds alone: with the other one taken away, no page shows anybody a word more."""

from __future__ import annotations

import os
from typing import Any

import pytest
from tests.attacks.oracle import readers
from tests.attacks.pages import READ, Visitors
from tests.attacks.states import STATES, State
from tests.attacks.test_matrix import Tried
from tests.attacks.world import Marked
from tests.cast import ROLES
from tests.guards.addresses import EVERYBODY, OURS

from familievej.gate import acting, decide
from familievej.gate.models.grant import GatedQuerySet

pytestmark = pytest.mark.django_db
# A consent that opens some of the family to the job centre and not the rest; and one that opens nothing yet.
EVERYWHERE = bool(os.environ.get("CI"))
TRIED = [
    state
    for state in STATES
    if state.name == "about the family together" or (EVERYWHERE and state.name == "one of two said yes")
]
# Those to whom much is closed; the coordinator and the leader may read nearly all of it.
WATCHED = (
    EVERYBODY
    if EVERYWHERE
    else ("colleague", "outsider", "parent", "other_parent", "young_person", "analyst")
)
FOR_THE_FAMILY = {"access:own", "access:who_has_looked", "portal:plan", "portal:fridge"}
PAGES = [*READ, *(address for address in OURS if address.name in FOR_THE_FAMILY)]
states = pytest.mark.parametrize("state", TRIED, ids=str)


def _leaks(world: Marked, visitors: Visitors, state: State) -> list[Any]:
    """The words that somebody read without a right to, with who and where."""
    state.enter(world)
    by = readers(world, state, ROLES)
    found = []
    for address in PAGES:
        for role in WATCHED:
            leaked = visitors.opens(role, address).words - (by[role].words if role in by else frozenset())
            found += [(role, address.name, leaked)] if leaked else []
    return found


def _without_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every filter shows everything, every question is answered with yes."""
    monkeypatch.setattr(GatedQuerySet, "visible_to", lambda self, _actor, _verb="read": self.all())
    yes = decide.Decision(True, "own_work", "")
    monkeypatch.setattr(decide, "_decide", lambda _actor, _verb, _keys: yes)


def _without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request stays the owner of the tables, whom no policy binds."""

    def stay_owner(cursor: Any, actor: Any) -> None:
        cursor.execute("select set_config('familievej.actor', %s, true)", [str(actor.user_id or "")])

    monkeypatch.setattr(acting, "_become", stay_owner)


@states
def test_with_the_filters_of_the_code_taken_away_nothing_leaks(
    world: Marked, visitors: Visitors, state: State, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_the_code(monkeypatch)
    assert _leaks(world, visitors, state) == []
    tried("pages with the first lock open", len(PAGES) * len(WATCHED))


@states
def test_with_row_level_security_taken_away_nothing_leaks(
    world: Marked, visitors: Visitors, state: State, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_the_database(monkeypatch)
    assert _leaks(world, visitors, state) == []
    tried("pages with the second lock open", len(PAGES) * len(WATCHED))


def test_with_both_taken_away_it_does_leak_and_is_found(
    world: Marked, visitors: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the two tests above would be true of an empty page."""
    _without_the_code(monkeypatch)
    _without_the_database(monkeypatch)
    plan = next(address for address in OURS if address.name == "plan:edit")
    assert world.word("goal_child") in visitors.opens("outsider", plan).words
