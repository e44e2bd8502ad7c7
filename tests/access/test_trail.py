# SPDX-License-Identifier: EUPL-1.2
"""Who has looked: each reads what is theirs to read, and nothing that could hurt somebody."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.access.test_emergency import opened
from tests.cast import ROLES, SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.queries import trail
from familievej.access.queries.trail import Look, by_day
from familievej.access.trail_words import BY_VERB, WORDS, said
from familievej.followup import actions as followup
from familievej.gate import audit
from familievej.gate.acting import acting
from familievej.gate.action import all_actions
from familievej.gate.member import member_subject
from familievej.gate.models import AuditRow
from familievej.people import actions as people

if TYPE_CHECKING:
    from familievej.followup.models import Note
    from familievej.gate.models import Restriction

PAGE = "/who-has-looked/"


def look(cast: Cast, action: str, *about: str, role: str = "coordinator", basis: str = "") -> None:
    """Somebody reads, behind both locks; ``about`` are persons of the cast or "family"."""
    actor = cast.actor(role)
    with acting(actor):
        audit.read(actor, action, subjects=[getattr(cast, each).pk for each in about], basis=basis)


def looks(cast: Cast, role: str) -> list[Look]:
    """What somebody reads on their page, one by one, without what made the world."""
    actor = cast.actor(role)
    with acting(actor):
        return [look for look in trail.looks(None, 100) if look.why != "system"]


def actions(cast: Cast, role: str) -> set[str]:
    return {each.action for each in looks(cast, role)}


def html(cast: Cast, role: str, address: str = PAGE) -> str:
    client = Client()
    client.force_login(getattr(cast, role))
    return client.get(address).content.decode().split("<main", 1)[1].split("</main>")[0]


# -- Whose rows ------------------------------------------------------------------------------------------------------


def test_each_reads_about_themselves_children_in_custody_and_their_family(cast: Cast) -> None:
    for about in ("mother", "father", "child", "youth", "family", "stranger"):
        look(cast, f"test.{about}", about)
    assert actions(cast, "parent") == {"test.mother", "test.child", "test.youth", "test.family"}
    assert actions(cast, "other_parent") == {"test.father", "test.child"}
    assert actions(cast, "young_person") == {"test.youth", "test.family"}
    for role in ROLES:
        if role not in {"parent", "other_parent", "young_person"}:
            assert looks(cast, role) == [], role


def test_what_is_said_of_a_member_in_the_family_is_that_members(cast: Cast) -> None:
    actor = cast.actor("coordinator")
    for person in (cast.mother, cast.child):
        with acting(actor):
            audit.read(
                actor, f"test.{person.given_name}", subjects=[member_subject(cast.family.pk, person.pk)]
            )
    assert actions(cast, "other_parent") == {"test.Anton"}
    assert actions(cast, "parent") == {"test.Maria", "test.Anton"}


def test_a_row_about_several_names_only_those_that_the_reader_may_know_of(cast: Cast) -> None:
    look(cast, "family.page", "family", "mother", "child", "youth", basis="Om Marias helbred")
    (father,) = looks(cast, "other_parent")
    assert (father.own, father.about) == (False, ["Anton"])
    (mother,) = looks(cast, "parent")
    assert (mother.own, mother.about) == (True, ["Anton", "Sofie", f"“{cast.family.name}”"])
    page = html(cast, "other_parent")
    for secret in ("Maria", "Sofie", "helbred"):
        assert secret not in page
    assert "About Anton" in page


def test_the_other_parent_reads_nothing_of_the_mother_on_any_page_of_the_list(cast: Cast) -> None:
    look(cast, "people.cpr_reveal", "mother")
    followup.note_add(
        actor=cast.actor("coordinator"), family=cast.family, person=cast.mother, text="Sover dårligt"
    )
    assert looks(cast, "other_parent") == []
    assert "Karin" not in html(cast, "other_parent")
    assert "Karin" not in html(cast, "other_parent", f"{PAGE}?before=999999999")


def test_custody_that_has_ended_shows_nothing_of_the_child_any_more(cast: Cast) -> None:
    look(cast, "family.person", "child")
    assert actions(cast, "other_parent") == {"family.person"}
    custody = cast.child.custody_of.get(holder=cast.father)
    people.custody_end(actor=SYSTEM, custody=custody, day=timezone.localdate())
    assert looks(cast, "other_parent") == []


def test_whoever_joins_a_family_does_not_read_what_was_before(cast: Cast) -> None:
    look(cast, "family.page", "family")
    yesterday = timezone.now() - dt.timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table gate_auditrow disable trigger user")
        cursor.execute("update gate_auditrow set at = %s where action = 'family.page'", [yesterday])
        cursor.execute("alter table gate_auditrow enable trigger user")
    people.member_add(
        actor=SYSTEM, family=cast.family, person=cast.father, role="step_parent", starts=timezone.localdate()
    )
    assert actions(cast, "other_parent") == set()
    look(cast, "plan.edit", "family")
    assert actions(cast, "other_parent") == {"plan.edit"}


def test_what_relatives_do_is_their_own_affair(cast: Cast) -> None:
    for role in ("other_parent", "parent", "young_person"):
        look(cast, "portal.plan", "child", "youth", role=role)
    assert looks(cast, "parent") == looks(cast, "other_parent") == looks(cast, "young_person") == []


def test_log_ins_are_not_looks(cast: Cast) -> None:
    actor = cast.actor("coordinator")
    with acting(actor):
        audit.note(actor, audit.Verb.LOGIN, "login", subjects=[cast.mother.pk])
    assert looks(cast, "parent") == []


# -- What must not show ----------------------------------------------------------------------------------------------


def hidden(cast: Cast, note: Note) -> Restriction:
    """The coordinator hides a note about Anton from his father."""
    actor = cast.actor("coordinator")
    with acting(actor):
        return access.restriction_set(
            actor=actor,
            record=note,
            person=cast.father,
            reason="Anton er bange for, at far læser det",
            review_on=timezone.localdate() + dt.timedelta(days=30),
        )


def test_a_restriction_leaves_no_sign_and_the_record_comes_back_when_it_is_lifted(cast: Cast) -> None:
    actor = cast.actor("coordinator")
    with acting(actor):
        note = followup.note_add(
            actor=actor, family=cast.family, person=cast.child, text="Anton fortalte mere"
        )
    assert actions(cast, "other_parent") == {"followup.note_add"}
    restriction = hidden(cast, note)
    assert actions(cast, "other_parent") == set()
    assert actions(cast, "parent") == {"followup.note_add"}, "it is hidden from the father only"
    with acting(actor):
        access.restriction_lift(actor=actor, restriction=restriction)
    for role in ("parent", "other_parent", "young_person"):
        assert not {each for each in actions(cast, role) if "restriction" in each}, role
    assert actions(cast, "other_parent") == {"followup.note_add"}


def protected_home(cast: Cast, *residents: str) -> None:
    """The coordinator writes a protected address down for them."""
    actor = cast.actor("coordinator")
    home = people.household_create(actor=SYSTEM, street="Hemmelig Vej 1", protected=True)
    for each in residents:
        with acting(actor):
            people.residence_add(
                actor=actor, person=getattr(cast, each), household=home, starts=timezone.localdate()
            )


def test_a_protected_address_is_not_told_by_a_row_nor_by_where_a_reader_works(cast: Cast) -> None:
    protected_home(cast, "mother", "child")
    look(cast, "plan.edit", "child", role="outsider", basis="You see this because Jobcentret …")
    assert actions(cast, "other_parent") == {"plan.edit"}
    (seen,) = looks(cast, "other_parent")
    assert (seen.who, seen.title, seen.unit, seen.basis) == ("", "", "", "")
    page = html(cast, "other_parent")
    assert "Somebody who works in the municipality" in page
    for secret in ("Ole", "Jobcentret", "an address"):
        assert secret not in page


def test_whoever_lives_at_the_protected_address_reads_everything(cast: Cast) -> None:
    protected_home(cast, "mother", "child")
    look(cast, "plan.edit", "child", role="outsider")
    assert actions(cast, "parent") == {"people.residence_add", "plan.edit"}
    assert {each.who for each in looks(cast, "parent")} == {"Karin Koordinator", "Ole Udenfor"}


def test_when_the_protection_is_lifted_it_shows(cast: Cast) -> None:
    protected_home(cast, "mother", "child")
    home = cast.child.residences.get().household
    people.household_protect(actor=cast.actor("coordinator"), household=home, protected=False)
    assert actions(cast, "other_parent") == {"people.residence_add", "people.household_protect"}
    assert {each.who for each in looks(cast, "other_parent")} == {"Karin Koordinator"}


def test_an_emergency_kept_from_the_family_and_all_that_was_done_in_it_shows_when_it_is_told(
    cast: Cast, client: Client
) -> None:
    emergency = opened(cast, kept="Fare for børnene")
    client.force_login(cast.outsider)
    client.get(f"/families/{cast.family.pk}/")
    client.get("/families/")
    client.force_login(cast.leader)
    client.get(f"/emergencies/{emergency.pk}/")
    for role in ("parent", "other_parent", "young_person"):
        assert looks(cast, role) == [], role
        assert "Ole" not in html(cast, role)
        assert "Lene" not in html(cast, role)
    officer = cast.actor("data_protection_officer")
    with acting(officer):
        access.emergency_review(actor=officer, emergency=emergency, review="I orden")
    assert actions(cast, "parent") == {
        "access.emergency_open", "family.page", "family.list", "access.emergency", "access.emergency_review",
    }  # fmt: skip
    assert {each.why for each in looks(cast, "parent") if each.who == "Ole Udenfor"} == {"emergency"}


def test_a_search_in_an_emergency_that_is_kept_never_shows(cast: Cast) -> None:
    from familievej.access.queries.emergency import find

    actor = cast.actor("outsider")
    for told in (True, False):
        with acting(actor):
            find(actor, number="", reference=str(cast.family.pk), reason="Uro", told=told)
    assert actions(cast, "parent") == {"access.emergency_find"}


def test_what_they_are_still_to_be_told_is_not_learned_here(cast: Cast) -> None:
    actor = cast.actor("coordinator")
    with acting(actor):
        telling = access.telling_open(
            actor=actor, family=cast.family, what="x", with_whom="y", why_without="z",
            happened_on=timezone.localdate(),
        )  # fmt: skip
    assert actions(cast, "parent") == set()
    with acting(actor):
        access.telling_done(actor=actor, telling=telling, told_on=timezone.localdate())
    assert actions(cast, "parent") == {"access.telling_open", "access.telling_done"}


# -- How it reads ----------------------------------------------------------------------------------------------------


def test_the_page_says_who_what_about_whom_and_why(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    client.get(f"/families/{cast.family.pk}/")
    page = html(cast, "parent")
    said_there = (
        "Karin Koordinator", "Familieteamet", "read the family’s page", "About you and Anton",
        "Is the family’s coordinator",
    )  # fmt: skip
    for words in said_there:
        assert words in page, words


def test_the_same_again_on_one_day_is_one_line(cast: Cast) -> None:
    for _time in range(3):
        look(cast, "family.list", "family", "mother")
    assert len(looks(cast, "parent")) == 3
    assert "(3 times)" in html(cast, "parent")


def test_reading_it_is_itself_in_the_trail_and_not_on_the_page(cast: Cast) -> None:
    html(cast, "parent")
    row = AuditRow.objects.get(action="access.who_has_looked")
    assert (row.user_id, row.subjects) == (cast.parent.pk, [cast.mother.pk])
    assert looks(cast, "parent") == []


def test_earlier_pages_follow_on_without_a_gap_or_a_count(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("familievej.access.queries.trail.PER_PAGE", 4)
    for number in range(10):
        look(cast, f"test.{number}", "mother")
    actor, before = cast.actor("parent"), None
    found: list[str] = []
    for _page in range(3):
        with acting(actor):
            found += [look.action for look in trail.looks(before, 4) if look.why != "system"]
            before = trail.who_looked(before).earlier
    assert found == [f"test.{number}" for number in range(9, -1, -1)]


@pytest.mark.parametrize("before", ["x", "-1", "1e9", "٣", "9" * 30, "1;drop"])
def test_a_tampered_address_is_as_if_nothing_stood_there(cast: Cast, client: Client, before: str) -> None:
    client.force_login(cast.parent)
    assert client.get(PAGE, {"before": before}).status_code == 200


def test_it_is_one_query_however_much_has_been_looked(cast: Cast, client: Client) -> None:
    client.force_login(cast.parent)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(PAGE)
        return len(found)

    asked()
    once = asked()
    for number in range(8):
        look(cast, f"test.{number}", "mother", "child", "family")
    assert asked() == once


def test_a_text_that_somebody_typed_is_shown_and_never_run(cast: Cast) -> None:
    actor = cast.actor("coordinator")
    with acting(actor):
        audit.read(actor, "family.page", subjects=[cast.mother.pk], basis="<script>alert(1)</script>")
    assert "<script>" not in html(cast, "parent")


def test_every_action_has_plain_words_and_none_says_case() -> None:
    for name in all_actions():
        assert said(name, audit.Verb.WRITE), name
    for words in [*WORDS.values(), *BY_VERB.values()]:
        assert "case" not in str(words).lower()
        assert "sag" not in str(words).lower()
    assert said("plan.versions", "read") == said("plan.version", "read") != said("plan.goal_add", "write")
    assert said("not.known", "print") == BY_VERB["print"]


def _look(at: dt.datetime, action: str) -> Look:
    return Look(1, at, "Karin", "", "", "read", action, "", "", True, [])


# Around the night on which the clock changes.
FIRST = dt.datetime(2026, 3, 27, tzinfo=dt.UTC)
moments = st.integers(0, 4 * 24 * 60).map(lambda minutes: FIRST + dt.timedelta(minutes=minutes))


@given(st.lists(st.tuples(moments, st.sampled_from(["a", "b"]))))
def test_folding_loses_no_look_and_no_order(rows: list[tuple[dt.datetime, str]]) -> None:
    rows.sort(reverse=True)
    days = by_day([_look(*row) for row in rows])
    assert sum(group.times for day in days for group in day.groups) == len(rows)
    assert [day.day for day in days] == sorted({timezone.localdate(at) for at, _ in rows}, reverse=True)
    for day in days:
        for group in day.groups:
            assert group.first <= group.last
            assert timezone.localdate(group.first) == timezone.localdate(group.last) == day.day


def test_nobody_reads_the_trail_past_the_function(cast: Cast) -> None:
    look(cast, "family.page", "mother")
    for role in ("parent", "data_protection_officer", "leader"):
        with acting(cast.actor(role)):
            assert not AuditRow.objects.filter(action="family.page").exists(), role
    with acting(cast.actor("parent")), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from access_trail_search('', '', '', null, null, null, null, null, 100)"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("select access_trail_whom(%s)", [str(uuid.UUID(int=0))])
        assert cursor.fetchone() == ([],)
