# SPDX-License-Identifier: EUPL-1.2
"""Consent opens and closes access, on every path, in the same second."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.cast import SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.actions.consent import To, needed_on
from familievej.gate.acting import acting, refold
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import NoAccess, decide, decide_about
from familievej.people import actions as people
from familievej.plan.models import Goal

if TYPE_CHECKING:
    from familievej.access.models import Consent

YEAR = dt.timedelta(days=365)


def ask(
    cast: Cast, *, about: str = "child", categories: tuple[str, ...] = ("plan",), days: int = 365
) -> Consent:
    """The coordinator asks whether the job centre (the outsider works there) may know."""
    today = timezone.localdate()
    return access.consent_ask(
        actor=cast.actor("coordinator"),
        family=cast.family,
        person=getattr(cast, about),
        categories=categories,
        to=[To(unit=cast.other_unit)],
        purpose="At mor kan passe Anton og arbejde",
        starts=today,
        ends=today + dt.timedelta(days=days),
    )


def sign(cast: Cast, consent: Consent, role: str, answer: str = "yes") -> None:
    """With the own login, behind both locks."""
    actor = cast.actor(role)
    person = {"parent": cast.mother, "other_parent": cast.father, "young_person": cast.youth}[role]
    with acting(actor):
        access.consent_sign(actor=actor, consent=consent, signer=person, answer=answer)


def sees(cast: Cast) -> bool:
    """Whether the job centre sees the child's goal, by question, by filter and in the database: all three agree."""
    actor = cast.actor("outsider")
    asked = decide(actor, Verb.READ, cast.child_goal).allowed
    listed = Goal.objects.visible_to(actor).filter(pk=cast.child_goal.pk).exists()
    with acting(actor):
        locked = Goal.objects.filter(pk=cast.child_goal.pk).exists()
    assert asked is listed is locked
    return asked


def test_asking_opens_nothing(cast: Cast) -> None:
    ask(cast)
    assert not sees(cast)


def test_below_fifteen_every_holder_of_custody_must_say_yes(cast: Cast) -> None:
    consent = ask(cast)
    sign(cast, consent, "parent")
    assert not sees(cast)
    sign(cast, consent, "other_parent", "no")
    assert not sees(cast)
    sign(cast, consent, "other_parent", "yes")
    assert sees(cast)


def test_from_fifteen_the_young_person_alone_decides(cast: Cast) -> None:
    consent = ask(cast, about="youth")
    assert needed_on(consent, timezone.localdate()) == {cast.youth.pk}
    with pytest.raises(ValidationError):
        sign(cast, consent, "parent")
    sign(cast, consent, "young_person")
    about = decide_about(cast.actor("outsider"), Verb.READ, [cast.youth.pk], Category.PLAN)
    assert about.allowed


def _open(cast: Cast, **fields: object) -> Consent:
    consent = ask(cast, **fields)  # type: ignore[arg-type]
    sign(cast, consent, "parent")
    sign(cast, consent, "other_parent")
    return consent


def test_a_withdrawn_consent_hides_the_goal_at_once(cast: Cast) -> None:
    consent = _open(cast)
    assert sees(cast)
    actor = cast.actor("parent")
    with acting(actor):
        access.consent_withdraw(actor=actor, consent=consent, by=cast.mother)
    assert not sees(cast)


def test_two_withdrawals_at_once_are_as_good_as_one(cast: Cast) -> None:
    consent = _open(cast)
    for role, person in (("parent", cast.mother), ("other_parent", cast.father), ("parent", cast.mother)):
        access.consent_withdraw(actor=cast.actor(role), consent=consent, by=person)
    assert not sees(cast)


def test_a_part_is_taken_back_and_the_rest_stays(cast: Cast) -> None:
    consent = _open(cast, categories=("plan", "school"))
    access.consent_withdraw(
        actor=cast.actor("parent"), consent=consent, by=cast.mother, categories=["school"]
    )
    assert sees(cast)
    access.consent_withdraw(actor=cast.actor("parent"), consent=consent, by=cast.mother, categories=["plan"])
    assert not sees(cast)


def test_what_was_never_asked_cannot_be_taken_back(cast: Cast) -> None:
    consent = _open(cast)
    with pytest.raises(ValidationError):
        access.consent_withdraw(
            actor=cast.actor("parent"), consent=consent, by=cast.mother, categories=["health"]
        )


def test_only_the_categories_that_were_named_are_opened(cast: Cast) -> None:
    _open(cast)
    actor = cast.actor("outsider")
    assert sees(cast)
    assert not decide(actor, Verb.READ, cast.note).allowed
    assert not decide(actor, Verb.WRITE, cast.child_goal).allowed
    assert not decide(actor, Verb.READ, cast.mother_goal).allowed


def test_a_new_holder_of_custody_closes_it_until_they_answer(cast: Cast) -> None:
    _open(cast)
    people.custody_set(
        actor=SYSTEM, child=cast.child, holder=cast.stranger, kind="guardian", starts=timezone.localdate()
    )
    assert not sees(cast)


def test_the_fifteenth_birthday_closes_what_the_parents_said(cast: Cast) -> None:
    today = timezone.localdate()
    _open(cast)
    fifteen = dt.date(today.year - 15, today.month, min(today.day, 28))
    people.person_update(actor=SYSTEM, person=cast.child, edition=1, birth_date=fifteen)
    assert not sees(cast)


def test_fourteen_is_still_the_parents(cast: Cast) -> None:
    today = timezone.localdate()
    _open(cast)
    tomorrow = today + dt.timedelta(days=1)
    people.person_update(
        actor=SYSTEM,
        person=cast.child,
        edition=1,
        birth_date=dt.date(tomorrow.year - 15, tomorrow.month, tomorrow.day),
    )
    assert sees(cast)


def test_a_new_version_closes_the_old_until_it_is_signed(cast: Cast) -> None:
    consent = _open(cast)
    today = timezone.localdate()
    newer = access.consent_renegotiate(
        actor=cast.actor("coordinator"),
        consent=consent,
        categories=["plan", "employment"],
        to=[To(unit=cast.other_unit)],
        purpose="Også arbejde",
        starts=today,
        ends=today + YEAR,
    )
    assert (newer.version, newer.replaces) == (2, consent)
    assert not sees(cast)
    with pytest.raises(ValidationError):
        sign(cast, consent, "parent")
    sign(cast, newer, "parent")
    sign(cast, newer, "other_parent")
    assert sees(cast)


@pytest.mark.parametrize(
    "role", ["outsider", "colleague", "young_person", "leader", "analyst", "administrator"]
)
def test_nobody_signs_for_another(cast: Cast, role: str) -> None:
    consent = ask(cast)
    actor = cast.actor(role)
    with pytest.raises((NoAccess, ValidationError)):
        access.consent_sign(actor=actor, consent=consent, signer=cast.mother, answer="yes")


def test_the_database_refuses_a_signature_in_anothers_name(cast: Cast) -> None:
    from django.db import DatabaseError

    from familievej.access.models import Signature

    consent = ask(cast)
    with pytest.raises(DatabaseError, match="row-level security"), acting(cast.actor("other_parent")):
        Signature(
            consent=consent,
            subject_id=consent.subject_id,
            signer=cast.mother,
            answer="yes",
            how="own_login",
            signed_at=timezone.now(),
        ).save(force_insert=True)


def test_on_a_shared_screen_the_coordinator_is_the_witness(cast: Cast) -> None:
    consent = ask(cast)
    coordinator = cast.actor("coordinator")
    for person in (cast.mother, cast.father):
        with acting(coordinator):
            access.consent_sign(
                actor=coordinator, consent=consent, signer=person, answer="yes", witness=cast.coordinator
            )
    assert sees(cast)
    with pytest.raises(NoAccess):
        access.consent_sign(
            actor=coordinator, consent=consent, signer=cast.mother, answer="yes", witness=cast.colleague
        )


def test_one_area_can_be_opened_and_not_another(cast: Cast) -> None:
    consent = _open(cast)
    consent.from_areas.set([cast.area])
    refold([consent.subject_id, cast.child.pk])
    assert not sees(cast), "a goal belongs to no area: a consent limited to one does not open it"


def test_the_receiver_reads_why_and_until_when(cast: Cast) -> None:
    _open(cast)
    actor = cast.actor("outsider")
    with acting(actor):
        sentence = decide(actor, Verb.READ, cast.child_goal).sentence
    assert "Maria" in sentence
    assert "Jens" in sentence
    assert str(Category.PLAN.label) in sentence


def test_staff_who_join_the_unit_are_included_and_who_leave_are_not(cast: Cast) -> None:
    _open(cast)
    (post,) = cast.outsider.staff_roles.all()
    access.role_end(actor=SYSTEM, staff_role=post, day=timezone.localdate())
    assert not decide(cast.actor("outsider"), Verb.READ, cast.child_goal).allowed
