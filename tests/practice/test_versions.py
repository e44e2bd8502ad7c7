# SPDX-License-Identifier: EUPL-1.2
"""Adopting a version is an act; what was adopted stays as it was."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.cast import SYSTEM, Cast
from tests.practice.texts import small

from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow
from familievej.practice import actions, queries
from familievej.practice.models import AdoptedModel
from familievej.practice.schema import ModelFaults

pytestmark = pytest.mark.django_db
SPRING, SUMMER, AUTUMN = dt.date(2026, 3, 1), dt.date(2026, 6, 1), dt.date(2026, 9, 1)


def adopt(version: str = "1", starts: dt.date = SPRING, old: str = "", new: str = "") -> AdoptedModel:
    loaded = small("version: 1", f"version: {version}") if not old else small(old, new)
    return actions.model_adopt(actor=SYSTEM, loaded=loaded, owner="Lene Leder", starts=starts)


def test_a_version_holds_from_its_day_until_the_next_one_takes_over() -> None:
    first, second = adopt(), adopt("2", SUMMER)
    assert queries.model_in_force("small", SPRING - dt.timedelta(1)) is None
    assert queries.model_in_force("small", SUMMER - dt.timedelta(1)) == first
    assert queries.model_in_force("small", SUMMER) == second
    assert list(queries.versions("small")) == [second, first]


def test_a_course_may_begin_in_the_programmes_of_the_version_that_holds() -> None:
    adopted = adopt()
    offered = queries.programmes_in_force(SUMMER)
    assert [(each.adopted, each.programme.id) for each in offered] == [(adopted, "effort")]
    assert queries.programme(adopted, "effort").intervals[0].every.number == 3
    with pytest.raises(LookupError):
        queries.programme(adopted, "another")


def test_adopting_the_same_again_changes_nothing() -> None:
    assert adopt() == adopt()
    assert AdoptedModel.objects.count() == 1


def test_a_changed_text_under_an_old_number_is_refused() -> None:
    adopt()
    with pytest.raises(ValidationError, match="another content"):
        adopt(old="every: 3 months", new="every: 2 months")
    with pytest.raises(ValidationError, match="already from"):
        adopt(starts=SUMMER)
    assert AdoptedModel.objects.get().starts == SPRING


def test_comments_and_layout_do_not_make_another_content() -> None:
    adopt()
    same = adopt(old="# A comment that everybody may write.", new="# Another one.")
    assert AdoptedModel.objects.get() == same


@pytest.mark.parametrize("change", [{"owner": "somebody"}, {"starts": SUMMER}, {"content": {}}])
def test_the_database_refuses_to_change_what_was_adopted(change: dict[str, object]) -> None:
    adopted = adopt()
    with pytest.raises(IntegrityError, match="adopt a new version"), transaction.atomic():
        AdoptedModel.objects.filter(pk=adopted.pk).update(**change)
    with pytest.raises(IntegrityError, match="retire it"), transaction.atomic():
        adopted.delete()


def test_a_retired_version_takes_no_new_courses_and_stays_readable() -> None:
    adopted = adopt()
    actions.model_retire(actor=SYSTEM, adopted=adopted, ends=AUTUMN, reason="Indsatsen er lagt sammen.")
    assert queries.model_in_force("small", AUTUMN - dt.timedelta(1)) == adopted
    assert queries.models_in_force(AUTUMN) == []
    assert list(queries.versions("small")) == [adopted]
    with pytest.raises(ValidationError, match="already"):
        actions.model_retire(actor=SYSTEM, adopted=adopted, ends=AUTUMN, reason="Igen")


def test_retiring_needs_a_reason_and_a_day_after_the_beginning() -> None:
    adopted = adopt()
    for ends, reason in ((AUTUMN, " "), (SPRING - dt.timedelta(1), "For tidligt")):
        with pytest.raises(ValidationError):
            actions.model_retire(actor=SYSTEM, adopted=AdoptedModel.objects.get(), ends=ends, reason=reason)
    adopted.refresh_from_db()
    assert adopted.ends is None


def test_a_model_may_not_hold_before_its_own_first_day() -> None:
    with pytest.raises(ModelFaults, match="valid from 2026-01-01"):
        adopt(starts=dt.date(2025, 12, 31))
    assert not AdoptedModel.objects.exists()


def test_only_leaders_and_the_administrator_adopt(cast: Cast) -> None:
    for role in ("coordinator", "analyst", "parent"):
        with pytest.raises(NoAccess):
            actions.model_adopt(actor=cast.actor(role), loaded=small(), owner="Jeg", starts=SPRING)
    adopted = actions.model_adopt(actor=cast.actor("leader"), loaded=small(), owner="Lene", starts=SPRING)
    assert (adopted.owner, adopted.adopted_by_id) == ("Lene", cast.leader.pk)
    assert AuditRow.objects.filter(action="practice.model_adopt", object_id=str(adopted.pk)).exists()
