# SPDX-License-Identifier: EUPL-1.2
"""What hangs on the fridge is read by everybody who comes into the kitchen."""

from __future__ import annotations

import io
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from tests.cast import SYSTEM, Cast

from familievej.gate.models import AuditRow, Restriction
from familievej.plan import actions
from familievej.plan.fridge import FridgePlan
from familievej.plan.models import Step
from familievej.plan.printing import fridge_plan


def _printed(cast: Cast, role: str) -> FridgePlan:
    return fridge_plan(cast.actor(role), cast.plan, timezone.localdate())


def _hide(record: uuid.UUID, cast: Cast) -> None:
    Restriction.objects.create(
        record_id=record,
        subject_id=cast.family.pk,
        category="plan",
        person_id=cast.mother.pk,
        reason="Sofie har bedt om det",
        review_on=timezone.localdate(),
    )


@pytest.mark.parametrize("role", ["coordinator", "leader", "parent", "young_person"])
def test_a_goal_that_one_person_may_see_never_goes_on_the_fridge(cast: Cast, role: str) -> None:
    step = actions.StepInput(uuid.uuid4(), "Tale med lægen om søvn", "Maria")
    actions.goal_save(actor=SYSTEM, goal=cast.mother_goal, edition=1, steps=[step])
    page = _printed(cast, role)
    assert [goal.words for goal in page.goals] == ["Vi vil spise sammen hver aften"]
    assert [each.what for each in page.steps] == ["Lave madplan om søndagen"]


@pytest.mark.parametrize("role", ["coordinator", "young_person"])
def test_what_is_hidden_from_somebody_in_the_family_is_not_hung_where_they_eat(cast: Cast, role: str) -> None:
    _hide(Step.objects.get(goal=cast.shared_goal).pk, cast)
    page = _printed(cast, role)
    assert len(page.goals) == 1
    assert page.steps == ()
    _hide(cast.shared_goal.pk, cast)
    assert _printed(cast, role).goals == ()


def test_the_page_says_who_to_call_and_when_we_meet(cast: Cast) -> None:
    page = _printed(cast, "parent")
    assert page.coordinator is not None
    assert page.coordinator.name == "Karin Koordinator"
    assert page.meeting is not None
    assert page.meeting.place == "Skolen"


@pytest.mark.parametrize(
    ("language", "says"), [("da", "Det vil vi"), ("en", "What we want"), ("xx", "What we want")]
)
def test_the_pdf_is_one_page_in_the_language_asked_for(
    cast: Cast, client: Client, language: str, says: str
) -> None:
    client.force_login(cast.coordinator)
    answer = client.get(reverse("plan:fridge", args=[cast.family.pk]), {"language": language})
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "Vi vil spise sammen" in text
    assert says in text or language == "da"


def test_the_files_name_says_nothing_about_anybody_and_nothing_keeps_a_copy(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.coordinator)
    answer = client.get(reverse("plan:fridge", args=[cast.family.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="our-plan.pdf"'
    assert answer["Cache-Control"] == "private, no-store"


def test_a_print_is_logged_as_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    client.get(reverse("plan:fridge", args=[cast.family.pk]))
    row = AuditRow.objects.filter(action="plan.fridge").latest("id")
    assert (row.verb, row.subjects, row.object_id) == ("print", [cast.family.pk], str(cast.plan.pk))
    assert "lead the unit" in row.basis


def test_without_a_plan_there_is_nothing_to_print(cast: Cast, client: Client) -> None:
    client.force_login(cast.colleague)
    assert client.get(reverse("plan:fridge", args=[cast.other_family.pk])).status_code == 404


def test_the_page_of_the_plan_says_what_stays_off_the_fridge(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    html = client.get(reverse("plan:edit", args=[cast.family.pk])).content.decode()
    assert "2 goals that are not for everyone in the family stay off the page." in html
