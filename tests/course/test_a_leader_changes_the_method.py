# SPDX-License-Identifier: EUPL-1.2
"""A leader changes the Gladsaxe model in a text file: a new course follows it, an old one does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.course.conftest import consent_open, days
from tests.practice.test_leader import change, make_it_ours

from familievej.cli.practice import practice
from familievej.course import actions as course
from familievej.course.models import Course
from familievej.course.queries import shown
from familievej.people import actions as people
from familievej.practice.actions import model_adopt
from familievej.practice.models import AdoptedModel
from familievej.practice.queries import programmes_in_force
from familievej.practice.schema import Span, load
from familievej.practice.shipped import LIBRARY

pytestmark = pytest.mark.django_db
KEY = "helhedsindsats"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LIBRARY / "gladsaxe", tmp_path / "vores"))


def told(*words: object) -> Result:
    """What the command line answers, as if the transaction of the test had ended before it."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
    return CliRunner().invoke(practice, [str(word) for word in words], catch_exceptions=False)


def follow_up(made: Course) -> Span:
    """How often the course is followed up, in the version that it is bound to."""
    programme = made.adopted.model.programme(made.programme_key) if made.adopted else None
    assert programme is not None
    interval = programme.interval("follow_up")
    assert interval is not None
    return interval.every


def placed(client: Client, cast: Cast, name: str) -> Course:
    """A family that the coordinator gives a place through the page, in whatever programme is offered today."""
    family = people.family_create(actor=SYSTEM, name=name)
    course.course_close(
        actor=SYSTEM,
        course=course.course_start(
            actor=SYSTEM, family=family, unit=cast.unit, starts=days(-90), programme="x",
            coordinator=cast.coordinator, reason="Kender familien",
        ),
        day=days(-60), reason="moved",
    )  # fmt: skip
    (offered,) = programmes_in_force(timezone.localdate())
    client.force_login(cast.leader)
    form = {
        "programme": f"{offered.adopted.pk}:{KEY}", "unit": str(cast.unit.pk),
        "coordinator": str(cast.coordinator.pk), "reason": "Kender familien", "organisation": "",
        "day": f"{timezone.localdate():%d-%m-%Y}", "beyond_reason": "",
    }  # fmt: skip
    assert client.post(reverse("course:allocate", args=[family.pk]), form).status_code == 302
    return Course.objects.get(family=family, ends__isnull=True)


def begun(cast: Cast, made: Course) -> Course:
    """The course begins today, with the consent that its gate asks for."""
    consent_open(cast, made)
    course.course_begin(actor=SYSTEM, course=made, day=days(0), access_agreement="Ring 10-15")
    return made


def filled(client: Client, cast: Cast, made: Course) -> str:
    """The page on which the coordinator fills in the map of the family's course."""
    client.force_login(cast.coordinator)
    began = client.post(reverse("forms:begin", args=[made.family_id, "kollaborativt-kort"]))
    return client.get(began["Location"]).content.decode()


def test_from_the_text_file_to_the_family(client: Client, cast: Cast, copy: Path) -> None:
    first = told("adopt", "gladsaxe", "--owner", "Lene Leder", "--from", days(-1))
    assert first.exit_code == 0, first.output
    old = placed(client, cast, "Familien Før")
    make_it_ours(copy)
    assert told("check", copy).exit_code == 0
    adopted = told("adopt", copy, "--owner", "Lene Leder", "--from", days(0))
    assert "Owner: Lene Leder." in adopted.output
    new = placed(client, cast, "Familien Efter")
    assert (follow_up(old), follow_up(new)) == (Span(3, "months"), Span(2, "months"))
    for made, version, interval, form in (
        (old, "1.0", "3 months", "Det støtter os"),
        (new, "1.1", "2 months", "Det hjælper os"),
    ):
        begun(cast, made)
        page = client.get(reverse("course:page", args=[made.family_id])).content.decode()
        assert f"{made.adopted}" in page
        # The first follow-up is asked for alike; the one after it by the interval that was changed.
        course.met_add(actor=SYSTEM, course=made, need="interval:first_follow_up", words="Holdt", day=days(0))
        (due,) = [turn for turn in shown(SYSTEM, made, days(0)).turns if turn.kind == "follow_up"]
        assert due.by == follow_up(made).after(days(0))
        assert (
            f"at least every {interval}"
            in client.get(reverse("course:page", args=[made.family_id])).content.decode()
        )
        question = filled(client, cast, made)
        assert form in question
        assert ({"Det støtter os", "Det hjælper os"} - {form}).pop() not in question
        handbook = client.get(reverse("practice:version", args=["gladsaxe", version])).content.decode()
        assert interval in handbook
        assert form in handbook
    client.force_login(cast.leader)
    # Moving the old one is an act of its own, which shows what becomes different and wants a reason.
    there = reverse("course:model", args=[old.family_id])
    assert "from “3 months” to “2 months”" in client.get(there).content.decode()
    form_data = {"programme": f"{new.adopted_id}:{KEY}", "day": f"{timezone.localdate():%d-%m-%Y}"}
    client.post(there, {**form_data, "reason": ""})
    old.refresh_from_db()
    assert follow_up(old) == Span(3, "months")
    client.post(there, {**form_data, "reason": "Familien vil følges tættere"})
    assert follow_up(Course.objects.get(pk=old.pk)) == Span(2, "months")


def test_a_model_that_is_edited_while_courses_run_changes_none_of_them(
    client: Client, cast: Cast, copy: Path
) -> None:
    """The same number with other words is refused, and so is half a file; what courses follow stays as it was."""
    model_adopt(actor=SYSTEM, loaded=load(copy), owner="Lene", starts=days(-1))
    made = placed(client, cast, "Familien Midt I")
    change(
        copy / "indsats.yaml",
        "kind: follow_up\n        every: 3 months",
        "kind: follow_up\n        every: 1 month",
    )
    refused = told("adopt", copy, "--owner", "Lene", "--from", days(0))
    assert refused.exit_code == 1
    assert "Version 1.0 of gladsaxe is adopted already with another content" in refused.output
    half = copy / "indsats.yaml"
    half.write_bytes(half.read_bytes()[: half.stat().st_size // 2])
    change(copy / "model.yaml", "version: 1.0", "version: 2.0")
    cut = told("adopt", copy, "--owner", "Lene", "--from", days(0))
    assert cut.exit_code == 1
    assert "indsats.yaml:" in cut.output
    assert AdoptedModel.objects.get().version == "1.0"
    assert follow_up(Course.objects.get(pk=made.pk)) == Span(3, "months")
