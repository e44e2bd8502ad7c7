# SPDX-License-Identifier: EUPL-1.2
"""The filter of the code and the policy of the database agree, and each holds alone."""

from __future__ import annotations

import pytest
from django.db import models
from tests.cast import ROLES, Cast

from familievej.gate.acting import acting
from familievej.gate.declare import OwnedBy, gated_models
from familievej.people.models import Person
from familievej.plan.models import Goal

GATED = [model for model in gated_models() if not isinstance(model.gated, OwnedBy)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", GATED, ids=lambda model: model._meta.label)
def test_what_the_database_shows_is_what_the_filter_shows(
    cast: Cast, role: str, model: type[models.Model]
) -> None:
    actor = cast.actor(role)
    first_lock = set(model.objects.visible_to(actor).values_list("pk", flat=True))  # type: ignore[attr-defined]
    with acting(actor):
        second_lock = set(model._default_manager.values_list("pk", flat=True))
    assert second_lock == first_lock


def _people(cast: Cast, role: str) -> set[str]:
    return {person.short_name for person in Person.objects.visible_to(cast.actor(role))}


def test_the_coordinator_sees_the_family_and_those_around_it(cast: Cast) -> None:
    assert _people(cast, "coordinator") == {"Maria", "Anton", "Sofie", "Jens"}


def test_a_colleague_in_another_area_sees_her_own_family_only(cast: Cast) -> None:
    assert _people(cast, "colleague") == {"Søren"}


@pytest.mark.parametrize("role", ["outsider", "analyst", "data_protection_officer", "administrator"])
def test_work_without_a_family_shows_nobody(cast: Cast, role: str) -> None:
    assert _people(cast, role) == set()


def test_the_other_parent_sees_the_child_and_himself_and_not_the_mother(cast: Cast) -> None:
    assert _people(cast, "other_parent") == {"Jens", "Anton"}


def _goals(cast: Cast, role: str) -> set[Goal]:
    return set(Goal.objects.visible_to(cast.actor(role)))


def test_each_reads_the_goals_that_are_theirs(cast: Cast) -> None:
    assert _goals(cast, "parent") == {cast.shared_goal, cast.child_goal, cast.mother_goal}
    assert _goals(cast, "other_parent") == {cast.child_goal}
    assert _goals(cast, "young_person") == {cast.shared_goal}
    assert _goals(cast, "leader") == {cast.shared_goal, cast.child_goal, cast.mother_goal}
    assert _goals(cast, "colleague") == set()
