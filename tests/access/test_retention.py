# SPDX-License-Identifier: EUPL-1.2
"""Nothing younger than its rule is ever deleted, and what is due goes whole: rows, papers, grants and login."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.access.conftest import Ask
from tests.cast import SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.access.models import Consent, Disclosure, EmergencyAccess, LegalBasis, Notice, SubjectAnswer
from familievej.access.retention.due import due
from familievej.access.retention.run import retention_run
from familievej.course.models import Course
from familievej.course.states import State
from familievej.gate import attachments, drafts
from familievej.gate.actor import system
from familievej.gate.decide import NoAccess
from familievej.gate.declare import Gated, gated_models
from familievej.gate.models import Attachment, AuditRow, Draft, Grant, Restriction, User
from familievej.people import actions as people
from familievej.people.models import Custody, Family, Membership, Person, Relation

As = Callable[[str], Client]
DAY = timezone.localdate()
REASON = system("Besluttet i styregruppen")
AGO = st.integers(0, 9 * 366).map(lambda days: DAY - dt.timedelta(days=days))


def rows() -> dict[tuple[str, str], Any]:
    """Every row of personal data, with its values."""
    return {
        (model._meta.label, str(row.pk)): row
        for model in gated_models()
        for row in model._default_manager.all()
    }


def close(course: Course, day: dt.date | None) -> None:
    state = State.CLOSED if day else State.RUNNING
    Course.objects.filter(pk=course.pk).update(starts=dt.date(2001, 1, 1), ends=day, state=state)


def at_noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def old(cast: Cast) -> None:
    """Both families were closed ten years ago, and registered before."""
    for course in (cast.course, cast.other_course):
        close(course, DAY.replace(year=DAY.year - 10, day=1))
    Person.objects.update(created_at=at_noon(dt.date(2001, 1, 1)))
    Family.objects.update(created_at=at_noon(dt.date(2001, 1, 1)))


def run() -> None:
    retention_run(actor=REASON, day=DAY)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


# -- The oracle: the rules once more, in the plainest Python ---------------------------------------------------------


def closed_of_family(family: Family) -> dt.date | None:
    ends = list(Course.objects.filter(family=family).values_list("ends", flat=True))
    if any(end is None or end > DAY for end in ends):
        return None
    return max((end for end in ends if end), default=timezone.localdate(family.created_at))


def closed_on() -> dict[object, dt.date | None]:
    families = {family.pk: closed_of_family(family) for family in Family.objects.all()}
    found: dict[object, dt.date | None] = dict(families.items())
    ties: dict[object, set[object]] = {}
    for relation in Relation.objects.all():
        ties.setdefault(relation.from_person_id, set()).add(relation.to_person_id)
        ties.setdefault(relation.to_person_id, set()).add(relation.from_person_id)
    for custody in Custody.objects.all():
        ties.setdefault(custody.child_id, set()).add(custody.holder_id)
        ties.setdefault(custody.holder_id, set()).add(custody.child_id)
    memberships = list(Membership.objects.all())
    for row in memberships:
        found[row.subject_id] = families[row.family_id]
    for person in Person.objects.all():
        near = {person.pk, *ties.get(person.pk, set())}
        theirs = [families[row.family_id] for row in memberships if row.person_id in near]
        ends = [end for end in theirs if end]
        none = len(ends) < len(theirs)
        found[person.pk] = None if none else max(ends, default=timezone.localdate(person.created_at))
    return found


def later(day: dt.date, years: int, days: int) -> dt.date:
    year = day.year + years
    try:
        moved = day.replace(year=year)
    except ValueError:
        moved = day.replace(year=year, day=28)
    return moved + dt.timedelta(days=days)


def run_out(row: Any, closed: dict[object, dt.date | None], everything: dict[tuple[str, str], Any]) -> bool:
    """Whether the rule of ``row`` has run out."""
    gated = type(row).gated
    rule = gated.retention
    if rule.follows:
        wanted = str(getattr(row, rule.follows))
        there = [each for (_label, pk), each in everything.items() if pk == wanted]
        return all(run_out(each, closed, everything) for each in there)
    if not isinstance(gated, Gated) and not rule.column:
        other = apps.get_model(gated.model)._default_manager.filter(**{gated.column: row.pk})
        return all(run_out(each, closed, everything) for each in other)
    subjects = [closed.get(getattr(row, name)) for name in getattr(gated, "subjects", ())]
    if any(day is None for day in subjects):
        return False
    if rule.column:
        moment = getattr(row, rule.column)
        if moment is None:
            return False
        day = timezone.localdate(moment) if isinstance(moment, dt.datetime) else moment
        return later(day, rule.years, rule.days) < DAY
    return all(later(day, rule.years, rule.days) < DAY for day in subjects if day)


@pytest.fixture
def full(cast: Cast, ask: Ask, tmp_path: Path, settings: Any) -> Cast:
    """A row in nearly every table."""
    settings.MEDIA_ROOT = tmp_path
    ask()
    ask(about="mother", from_areas=[cast.area])
    basis = LegalBasis.objects.first()
    assert basis is not None
    access.disclosure_make(
        actor=SYSTEM, family=cast.family, person=cast.child, categories=["plan"], to=To(unit=cast.other_unit),
        purpose="Skolen skal vide det", legal_basis=basis, starts_at=timezone.now(),
        ends_at=timezone.now() + dt.timedelta(days=1),
    )  # fmt: skip
    home = people.household_create(actor=SYSTEM, street="Stien 3", postcode="8000", town="Aarhus C")
    for person in (cast.child, cast.mother):
        people.residence_add(actor=SYSTEM, person=person, household=home, starts=dt.date(2025, 1, 6))
    people.cpr_set(actor=SYSTEM, person=cast.mother, number="630588-4000")
    people.contact_points_set(actor=SYSTEM, person=cast.mother, points=[("phone", "12345678")])
    access.restriction_set(
        actor=SYSTEM, record=cast.note, person=cast.father, reason="x", review_on=DAY + dt.timedelta(days=9)
    )
    attachments.attachment_add(
        actor=SYSTEM, record=cast.note, file=SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF\n")
    )
    EmergencyAccess.objects.create(
        family=cast.family, user=cast.outsider, reason="x", starts_at=timezone.now(), ends_at=timezone.now()
    )
    Notice.objects.create(user=cast.outsider, kind="began", since=DAY, at=timezone.now())
    drafts.keep(cast.actor("coordinator"), "plan.goal:1", {"words": ["x"]})
    SubjectAnswer.objects.create(
        user=cast.data_protection_officer, person_id=cast.mother.pk, receiver_id=cast.mother.pk, purpose="x",
        language="da", ordered_at=timezone.now(),
    )  # fmt: skip
    return cast


WORLD = st.fixed_dictionaries(
    {
        "closed": st.one_of(st.none(), AGO),
        "other_closed": st.one_of(st.none(), AGO),
        "registered": AGO,
        "consent": AGO,
        "disclosure": AGO,
        "reviewed": st.one_of(st.none(), AGO),
        "told": AGO,
        "draft": AGO,
        "father_elsewhere": st.booleans(),
    }
)


def make(cast: Cast, world: dict[str, Any]) -> None:
    close(cast.course, world["closed"])
    close(cast.other_course, world["other_closed"])
    Person.objects.update(created_at=at_noon(world["registered"]))
    Family.objects.update(created_at=at_noon(world["registered"]))
    Consent.objects.update(starts=dt.date(2001, 1, 1), ends=world["consent"])
    Disclosure.objects.update(starts_at=at_noon(dt.date(2001, 1, 1)), ends_at=at_noon(world["disclosure"]))
    reviewed = world["reviewed"]
    EmergencyAccess.objects.update(reviewed_at=at_noon(reviewed) if reviewed else None)
    Notice.objects.update(at=at_noon(world["told"]))
    Draft.objects.update(saved_at=at_noon(world["draft"]))
    SubjectAnswer.objects.update(ordered_at=at_noon(world["draft"]))
    if world["father_elsewhere"]:
        Membership(
            family=cast.other_family, person=cast.father, role="parent", starts=dt.date(2025, 1, 6)
        ).save(force_insert=True)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(world=WORLD)
def test_nothing_younger_than_its_rule_is_deleted_and_whatever_has_run_out_goes(
    full: Cast, world: dict[str, Any]
) -> None:
    with transaction.atomic():
        make(full, world)
        before, closed = rows(), closed_on()
        trail = AuditRow.objects.count()
        said = {line.model._meta.label: line.count for line in due(DAY)}
        run()
        after = rows()
        gone = [before[key] for key in before.keys() - after.keys()]
        kept = [before[key] for key in before.keys() & after.keys()]
        young = [row for row in gone if not run_out(row, closed, before)]
        assert [f"{type(row).__name__} {row.pk}" for row in young] == []
        if world["closed"] is None:
            assert not [row for row in gone if getattr(row, "family_id", None) == full.family.pk]
        # What has run out may stay only because something younger hangs on it.
        stays = [row for row in kept if run_out(row, closed, before)]
        if all(run_out(row, closed, before) for row in before.values()):
            assert stays == []
        counted: dict[str, int] = {}
        for row in gone:
            counted[type(row)._meta.label] = counted.get(type(row)._meta.label, 0) + 1
        assert counted == said, "the dry run says what the run does"
        assert AuditRow.objects.count() >= trail + max(1, len(said))
        transaction.set_rollback(True)


def test_what_is_due_goes_whole(full: Cast, tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    old(full)
    make_old = at_noon(dt.date(2010, 1, 1))
    Consent.objects.update(starts=dt.date(2009, 1, 1), ends=dt.date(2010, 1, 1))
    Disclosure.objects.update(starts_at=make_old, ends_at=make_old)
    EmergencyAccess.objects.update(reviewed_at=make_old)
    Notice.objects.update(at=make_old)
    Draft.objects.update(saved_at=make_old)
    SubjectAnswer.objects.update(ordered_at=make_old)
    assert [path for path in tmp_path.rglob("*") if path.is_file()]
    with django_capture_on_commit_callbacks(execute=True):
        run()
    assert rows() == {}
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "the paper itself"
    assert not Grant.objects.filter(subject_id__in=[full.family.pk, full.mother.pk, full.child.pk]).exists()
    mother = User.objects.get(pk=full.parent.pk)
    assert (mother.is_active, mother.name, mother.subject_id) == (False, "", None)
    assert "parent" not in mother.email
    assert not mother.has_usable_password()
    assert User.objects.get(pk=full.coordinator.pk).is_active


def test_a_family_with_a_running_course_keeps_everything(full: Cast) -> None:
    old(full)
    close(full.course, None)
    Consent.objects.update(starts=dt.date(2001, 1, 1), ends=dt.date(2002, 1, 1))
    Membership(family=full.other_family, person=full.father, role="parent", starts=dt.date(2025, 1, 6)).save(
        force_insert=True
    )
    run()
    assert [family.pk for family in Family.objects.all()] == [full.family.pk], (
        "his other family's time is over"
    )
    assert Consent.objects.exists()
    assert not Course.objects.filter(pk=full.other_course.pk).exists()
    assert Person.objects.filter(pk=full.father.pk).exists(), "Jens was in both"
    assert not Person.objects.filter(pk=full.stranger.pk).exists()


def test_on_the_very_day_it_is_still_there(cast: Cast) -> None:
    close(cast.other_course, DAY.replace(year=DAY.year - 5))
    assert not [line for line in due(DAY) if line.table == "course_course"]
    assert [line for line in due(DAY + dt.timedelta(days=1)) if line.table == "course_course"]


def test_a_younger_consent_keeps_its_family_and_all_that_it_hangs_on(full: Cast) -> None:
    old(full)
    run()
    assert Family.objects.filter(pk=full.family.pk).exists()
    assert Person.objects.filter(pk=full.child.pk).exists()
    assert not Course.objects.exists()
    assert not Restriction.objects.exists(), "it went with its note"
    assert not Attachment.objects.exists()


def test_the_log_says_how_many_on_which_rule_and_why_and_never_what(full: Cast) -> None:
    old(full)
    before = set(AuditRow.objects.values_list("pk", flat=True))
    run()
    assert before <= set(AuditRow.objects.values_list("pk", flat=True)), "no row of the trail is deleted"
    new = AuditRow.objects.exclude(pk__in=before)
    assert {(row.action, row.purpose) for row in new} == {
        ("access.retention_run", "Besluttet i styregruppen")
    }
    notes = new.get(basis__startswith="followup_note:")
    assert notes.basis == "followup_note: 1 (5 years after the last course was closed)"
    assert all(row.sealed is None and row.subjects == [] for row in new)


def test_only_the_system_runs_it(cast: Cast) -> None:
    for role in ("administrator", "coordinator", "data_protection_officer"):
        with pytest.raises(NoAccess):
            retention_run(actor=cast.actor(role), day=DAY)


def test_the_question_changes_nothing(full: Cast) -> None:
    old(full)
    before = rows().keys()
    assert due(DAY)
    assert rows().keys() == before
    assert json.dumps([line.rule for line in due(DAY)])


def test_bytes_without_a_row_are_swept_after_a_day(full: Cast, tmp_path: Path) -> None:
    stray = tmp_path / "attachments" / "ab" / "abababab-abab-4bab-8bab-abababababab"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"%PDF-")
    assert attachments.sweep(timezone.now() - dt.timedelta(days=1)) == 0
    assert attachments.sweep(timezone.now() + dt.timedelta(seconds=5)) == 1
    assert Attachment.objects.count() == len([p for p in tmp_path.rglob("*") if p.is_file()])


def test_the_rules_can_be_read_and_name_every_purpose(cast: Cast, as_: As) -> None:
    page = as_("administrator").get("/retention/").content.decode()
    assert "5 years after the last course was closed" in page
    assert "30 days after it was last typed in" in page
    for model in gated_models():
        purpose = str(model.gated.purpose)  # type: ignore[attr-defined]
        assert purpose[1:] in page.replace("&#x27;", "'"), purpose
