# SPDX-License-Identifier: EUPL-1.2
"""The cast with a word of its own in every text: whoever finds the word on a page has read that record."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from tests.cast import LONG_AGO, SYSTEM, Cast, build
from tests.guards import forms as forms_of

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.access.models import Consent
from familievej.course import actions as course
from familievej.course.models import CoursePhase
from familievej.extract.models import Activation, Attendance, ChildCase, IncomeSupport, PersonCost, Rating
from familievej.followup import actions as followup
from familievej.forms import actions as forms
from familievej.forms.models import Answer, Filling
from familievej.gate import drafts
from familievej.gate.categories import Category
from familievej.gate.member import member_subject
from familievej.gate.models import Draft
from familievej.people import actions as people
from familievej.people.models import Person
from familievej.plan import actions as plan

PEOPLE = ("mother", "child", "youth", "father")
REPLACEMENT = "71{month:02}{year:02}-4000"  # day 61 to 91: no living person has it
# Five empty pixels in a file that is whole: begins and ends as a JPEG must.
PICTURE = b"\xff\xd8\xff\xe0" + b"familievej" + b"\xff\xd9"


@dataclass
class Marked:
    """``words`` are the marks by their record. ``hidden`` are records with the family member who may not see them."""

    cast: Cast
    words: dict[str, models.Model] = field(default_factory=dict)
    hidden: set[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=set)
    extra: dict[str, object] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """A word that stands nowhere else (nor in a token by chance), and that no page breaks in two."""
        return f"Zqzq{name.replace('_', '')}x"

    def mark(self, name: str, record: models.Model) -> None:
        """``record`` carries the word of ``name``."""
        self.words[self.word(name)] = record


@contextmanager
def marked(blocker: DjangoDbBlocker) -> Iterator[Marked]:
    """The world in one transaction that is rolled back: many tests look at it, none may leave a trace."""
    with blocker.unblock(), transaction.atomic():
        world = Marked(build())
        _people(world)
        _plan(world)
        _followup(world)
        _access(world)
        _course(world)
        _register(world)
        _forms(world)
        yield world
        transaction.set_rollback(True)


def _people(world: Marked) -> None:
    cast = world.cast
    for name in PEOPLE:
        person: Person = getattr(cast, name)
        word = world.word(f"mail_{name}")
        people.contact_points_set(actor=SYSTEM, person=person, points=[("email", f"{word}@example.com")])
        world.mark(f"mail_{name}", person.contact_points.get())
        unit = cast.other_unit if name == "mother" else cast.unit
        involved = people.involvement_add(
            actor=SYSTEM, person=person, unit=unit, starts=LONG_AGO, plan_name=world.word(f"involved_{name}")
        )
        world.mark(f"involved_{name}", involved)
    for name, protected in (("home_child", False), ("home_mother", True)):
        home = people.household_create(
            actor=SYSTEM,
            street=f"{world.word(name)} 3",
            name="hos mor" if not protected else "et sikkert sted",
            protected=protected,
        )
        lives = people.residence_add(
            actor=SYSTEM, person=getattr(cast, name[5:]), household=home, starts=LONG_AGO
        )
        world.mark(name, lives)
    friend = people.network_person_add(
        actor=SYSTEM, family=cast.family, name="Karen", role=world.word("friend"), starts=LONG_AGO
    )
    world.mark("friend", friend)
    born = cast.child.birth_date
    assert born is not None
    people.cpr_set(
        actor=SYSTEM,
        person=cast.child,
        number=REPLACEMENT.format(month=born.month, year=born.year % 100).replace(
            "71", f"{born.day + 60}", 1
        ),
    )


def _plan(world: Marked) -> None:
    cast = world.cast
    persons: tuple[tuple[str, Person | None], ...] = (
        ("family", None), ("mother", cast.mother), ("child", cast.child), ("youth", cast.youth),
        ("hidden", cast.child),
    )  # fmt: skip
    for name, person in persons:
        goal = plan.goal_add(
            actor=SYSTEM,
            plan=cast.plan,
            words=world.word(f"goal_{name}"),
            person=person,
            shared=person is None,
            steps=[plan.StepInput(uuid.uuid4(), world.word(f"step_{name}"), "Maria", None)],
        )
        world.mark(f"goal_{name}", goal)
        world.mark(f"step_{name}", goal.steps.get())
        if name == "hidden":
            _hide(world, goal, cast.father)
    other = plan.plan_start(
        actor=SYSTEM, course=cast.other_course, title=world.word("other_plan"), purpose="x"
    )
    world.mark("other_plan", other)
    world.mark(
        "other_goal",
        plan.goal_add(
            actor=SYSTEM, plan=other, words=world.word("other_goal"), person=cast.stranger, shared=False
        ),
    )


def _hide(world: Marked, record: models.Model, person: Person) -> None:
    restriction = access.restriction_set(
        actor=SYSTEM,
        record=record,
        person=person,
        reason=world.word("reason"),
        review_on=timezone.localdate() + dt.timedelta(days=90),
    )
    world.mark("reason", restriction)
    world.hidden.add((record.pk, person.pk))


def _followup(world: Marked) -> None:
    cast = world.cast
    for name in ("family", "mother", "child", "youth"):
        person = None if name == "family" else getattr(cast, name)
        note = followup.note_add(
            actor=cast.actor("coordinator"),
            family=cast.family,
            person=person,
            text=world.word(f"note_{name}"),
        )
        world.mark(f"note_{name}", note)
        world.extra["note_id"] = note.pk
    held = followup.contact_add(
        actor=cast.actor("coordinator"),
        family=cast.family,
        kind="meeting",
        planned_at=timezone.now() - dt.timedelta(days=3),
        place=world.word("place"),
    )
    world.mark("place", held)
    drafts.keep(cast.actor("coordinator"), f"plan.words:{cast.plan.pk}", {"purpose": [world.word("draft")]})
    world.mark("draft", Draft.objects.get())


def _access(world: Marked) -> None:
    cast = world.cast
    karin = cast.actor("coordinator")
    telling = access.telling_open(
        actor=karin,
        family=cast.family,
        person=cast.child,
        what=world.word("telling"),
        with_whom="skolen",
        why_without="hastede",
        happened_on=timezone.localdate(),
    )
    world.mark("telling", telling)
    world.extra["telling_id"] = telling.pk
    shared = access.disclosure_make(
        actor=karin,
        family=cast.family,
        person=cast.mother,
        to=To(outside="Dr Holm"),
        purpose=world.word("disclosure"),
        what="et brev",
        once=True,
    )
    world.mark("disclosure", shared)
    world.extra["disclosure_id"] = shared.pk


def _course(world: Marked) -> None:
    """What happens in a course. Ole is in the team: while he works in another area, that opens nothing to him."""
    cast = world.cast
    karin, made, day = cast.actor("coordinator"), cast.course, timezone.localdate()
    team = course.team_add(
        actor=karin,
        course=made,
        role="x",
        role_name="x",
        name=world.word("team"),
        day=LONG_AGO,
        user=cast.outsider,
    )
    world.mark("team", team)
    world.extra["member_id"] = team.pk
    decides = course.authority_set(
        actor=karin,
        course=made,
        area=cast.area,
        scope="shared",
        shared_with=world.word("authority"),
        day=LONG_AGO,
    )
    world.mark("authority", decides)
    met = course.met_add(actor=karin, course=made, need="acknowledgement", words=world.word("met"), day=day)
    world.mark("met", met)
    phase = CoursePhase.objects.create(
        course=made, family=made.family, unit=made.unit, phase="x", name=world.word("phase"), starts=LONG_AGO
    )
    world.mark("phase", phase)


def _register(world: Marked) -> None:
    """A row in every table that the municipality's extract fills: no page shows them, and both locks hold them."""
    about, day = {"person_id": world.cast.child.pk}, LONG_AGO
    IncomeSupport.objects.create(**about, month=day, category="x")
    Activation.objects.create(**about, month=day, kind="x")
    ChildCase.objects.create(**about, kind="x", start_date=day)
    Attendance.objects.create(**about, month=day, days=1, hours=1)
    PersonCost.objects.create(**about, month=day, account_function="x", amount_dkk=1)
    items = dict.fromkeys((f"item_{n}" for n in range(1, 5)), 1)
    Rating.objects.create(**about, rater="parent", instrument="x", date=day, **items)


def _forms(world: Marked) -> None:
    """A form about the family and each of them, finished and begun anew; something to examine and to ask for."""
    cast = world.cast
    filling = Filling.objects.create(
        course=cast.course,
        family=cast.family,
        adopted=forms_of.adopted(),
        form="foerste-dialog",
        name="Dialog",
    )
    places = (
        ("family", None, "haster", "bolig", Category.PLAN),
        ("mother", cast.mother, "deltage", "hvordan", Category.PLAN),
        ("child", cast.child, "deltage", "hvordan", Category.PLAN),
        ("aside", cast.child, "passe-paa", "hensyn", Category.NOTES),
        ("hidden", cast.child, "deltage", "oensker", Category.PLAN),
    )  # fmt: skip
    for name, person, section, key, category in places:
        subject = member_subject(cast.family.pk, person.pk) if person else cast.family.pk
        answer = Answer.objects.create(
            filling=filling, family=cast.family, section=section, field=key, person=person, subject_id=subject,
            category=category, value=world.word(f"answer_{name}"), written_by_name="Karin",
        )  # fmt: skip
        world.mark(f"answer_{name}", answer)
        if name == "hidden":
            _hide(world, answer, cast.father)
    filling.finished_at = timezone.now()
    filling.save()
    begun = forms_of.filling(cast, world.word("answer_begun"))
    waits = begun.answers.get()
    world.mark("answer_begun", waits)
    world.extra |= {
        "filling_id": filling.pk, "open_id": begun.pk, "which": filling.form, "answer_id": waits.pk,
    }  # fmt: skip
    claim = forms.claim_add(actor=SYSTEM, course=cast.course, said=world.word("claim"), person=cast.child)
    world.mark("claim", claim)
    asked = forms.statement_ask(
        actor=SYSTEM, course=cast.course, category="school", partner=world.word("partner"), question="x",
        basis=forms_of.law(), asked_on=LONG_AGO, due_on=LONG_AGO, person=cast.child,
    )  # fmt: skip
    world.mark("partner", asked)


def asked(world: Marked) -> Consent | None:
    """The newest consent of the family."""
    return Consent.objects.filter(family=world.cast.family).order_by("-asked_at", "-version").first()
