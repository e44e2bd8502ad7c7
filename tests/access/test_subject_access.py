# SPDX-License-Identifier: EUPL-1.2
"""Everything about one person, for whoever asks: complete by declaration, with others and hidden records protected."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.access.conftest import Ask
from tests.cast import SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.models import AnswerState, EmergencyAccess, SubjectAnswer
from familievej.access.subject_access.asked import NotTheirs
from familievej.access.subject_access.asked import ask as asking
from familievej.access.subject_access.collect import Collected, collect
from familievej.access.subject_access.document import Answer
from familievej.access.subject_access.looked import looks
from familievej.access.subject_access.others import Others
from familievej.access.subject_access.work import subject_access, unsealed, work
from familievej.followup import actions as followup
from familievej.gate import attachments, audit
from familievej.gate.acting import acting
from familievej.gate.actor import system
from familievej.gate.decide import NoAccess
from familievej.gate.declare import Gated, OwnedBy, gated_models
from familievej.gate.models import AuditRow
from familievej.people import actions as people
from familievej.people.models import Person

As = Callable[[str], Client]
TODAY = timezone.localdate()
STREET = "Hemmelig Allé 7"
FOR_A_REQUEST = system("Anmodning 2026-17")


def make(person: Person, receiver: Person | None = None, language: str = "en") -> Answer:
    return subject_access(actor=FOR_A_REQUEST, person=person, receiver=receiver or person, language=language)


def found(person: Person, receiver: Person | None = None) -> Collected:
    return collect(asking(person, receiver or person, TODAY))


def tables(collected: Collected) -> dict[str, int]:
    return {section.table: len(section.rows) for section in collected.sections}


def values(collected: Collected) -> str:
    return "\n".join(value for section in collected.sections for row in section.rows for _n, _l, value in row)


@pytest.fixture
def known(cast: Cast, ask: Ask, tmp_path: Path, settings: Any) -> Cast:
    """Maria with a protected home, a number, a telephone, a grandmother, a consent and a paper."""
    settings.MEDIA_ROOT = tmp_path
    home = people.household_create(actor=SYSTEM, street=STREET, postcode="8000", town="Aarhus C")
    for person in (cast.mother, cast.child):
        people.residence_add(actor=SYSTEM, person=person, household=home, starts=dt.date(2025, 1, 6))
    people.household_protect(actor=SYSTEM, household=home, protected=True)
    people.cpr_set(actor=SYSTEM, person=cast.mother, number="630588-4000")
    people.cpr_set(actor=SYSTEM, person=cast.father, number="610286-4001")
    people.contact_points_set(actor=SYSTEM, person=cast.mother, points=[("phone", "12 34 56 78")])
    people.network_person_add(
        actor=SYSTEM, family=cast.family, name="Karen Holm", role="mormor", phone="87654321", starts=TODAY
    )
    ask(about="mother")
    note = followup.note_add(
        actor=SYSTEM,
        family=cast.family,
        person=cast.mother,
        text="Maria siger, at Jens og Antons mormor Karen ringer",
    )
    attachments.attachment_add(
        actor=SYSTEM, record=note, file=SimpleUploadedFile("aftale.pdf", b"%PDF-1.7\n%%EOF\n")
    )
    return cast


def test_everything_about_the_mother_is_there(known: Cast) -> None:
    answer = found(known.mother)
    there = tables(answer)
    for table in (
        "people.person", "people.cpr", "people.contactpoint", "people.residence", "people.household",
        "people.membership", "people.relation", "people.custody", "people.networkperson", "people.family",
        "course.course", "course.coordination", "plan.familyplan", "plan.goal", "plan.step", "followup.contact",
        "followup.note", "access.consent", "access.receiver", "gate.attachment",
    ):  # fmt: skip
        assert there.get(table), table
    said = values(answer)
    assert STREET in said, "her own address"
    assert "630588-4000" in said
    assert "12 34 56 78" in said
    assert known.mother_goal.words in said
    assert "Karin Koordinator" in said, "those who work with her stand by their names"


def test_what_is_about_others_alone_is_not(known: Cast) -> None:
    said = values(found(known.mother))
    assert known.child_goal.words not in said
    assert known.note.text not in said
    assert "610286" not in said
    assert values(found(known.stranger)).count("Maria") == 0


def test_every_table_of_personal_data_is_walked(known: Cast) -> None:
    """A row that names the person in any subject column, in any table, is found without a line of code for it."""
    asked = asking(known.mother, known.mother, TODAY)
    given = tables(collect(asked))
    for model in gated_models():
        gated: Any = model.gated  # type: ignore[attr-defined]
        if isinstance(gated, Gated) and model._meta.label != "gate.Restriction":
            wanted = asked.subjects | asked.families
            rows = [
                row
                for row in model._default_manager.all()
                if wanted & {getattr(row, subject) for subject in gated.subjects}
            ]
            assert given.get(model._meta.label_lower, 0) >= len(rows), model
        assert isinstance(gated.purpose, str) or str(gated.purpose)
        assert isinstance(gated, OwnedBy) or str(gated.source)


def test_others_stand_by_what_they_are_and_never_by_name(known: Cast) -> None:
    said = values(found(known.mother))
    assert (
        "Maria siger, at [somebody close to the family] og [child 1]s mormor [somebody in the network]"
        in re.sub(r"\[child \d\]s", "[child 1]s", said)
    )
    for name in ("Jens", "Åkjær", "Anton", "Sofie", "Karen", "87654321"):
        assert name not in said, name
    assert "Thygesen" in said, "her own last name, which the children share"
    assert "[child 1]" in said
    assert "[child 2]" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Jens ringede", "[X] ringede"),
        ("JENS RINGEDE", "[X] RINGEDE"),
        ("Jens' bil og Jenses bil", "[X]' bil og Jenses bil"),
        ("Antons skole", "[Y]s skole"),
        ("Jens Åkjær og Jens", "[X] og [X]"),
        ("Jensine og Åkjærsvej", "Jensine og Åkjærsvej"),
        ("Maria selv", "Maria selv"),
    ],
)
def test_names_in_a_text_are_found_as_whole_words(known: Cast, text: str, says: str) -> None:
    others = Others(asking(known.mother, known.mother, TODAY))
    father, child = others.word(known.father.pk), others.word(known.child.pk)
    assert others.without_names(text) == says.replace("[X]", father).replace("[Y]", child)


def test_whoever_has_custody_gets_what_custody_opens(known: Cast) -> None:
    answer = found(known.child, known.father)
    said = values(answer)
    assert known.child_goal.words in said
    assert STREET not in said, "the protected address"
    assert known.note.text not in said, "notes may hold the child's words"
    assert "Ro om morgenen" not in said, "the family's plan: he is not in the family"
    assert "people.household" not in tables(answer)
    assert answer.withheld_by_custody >= 2
    own = values(found(known.child))
    assert STREET in own
    assert known.note.text.replace("Anton ", "")[:20] in own


def test_what_is_hidden_from_whoever_asks_is_counted_and_not_told(known: Cast) -> None:
    for record in (known.child_goal, known.shared_goal):
        access.restriction_set(
            actor=SYSTEM,
            record=record,
            person=known.father,
            reason="Bange for ham",
            review_on=TODAY + dt.timedelta(9),
        )
    made = make(known.child, known.father)
    assert known.child_goal.words not in made.json
    assert "Bange for ham" not in made.json
    data = json.loads(made.json)
    assert any("§ 22" in each["ground"] for each in data["withheld"])
    access.restriction_set(
        actor=SYSTEM,
        record=known.shared_goal,
        person=known.mother,
        reason="Hemmeligt",
        review_on=TODAY + dt.timedelta(9),
    )
    own = make(known.mother)
    assert known.shared_goal.words not in own.json
    assert "Lave madplan" not in own.json, "its steps go with it"
    assert "Hemmeligt" not in own.json
    for person in (known.mother, known.youth):
        assert "Bange for ham" not in make(person).json, "nobody in the family reads that something is hidden"


def test_only_the_person_or_somebody_with_custody_today_is_answered(known: Cast) -> None:
    for receiver in (known.stranger, known.youth):
        with pytest.raises(NotTheirs):
            make(known.child, receiver)
    with pytest.raises(NotTheirs):
        make(known.mother, known.father)
    known.child.birth_date = TODAY.replace(year=TODAY.year - 18, day=1)
    with pytest.raises(NotTheirs):
        make(known.child, known.mother)


def test_an_untold_emergency_is_in_no_answer(known: Cast) -> None:
    now = timezone.now()
    emergency = EmergencyAccess.objects.create(
        family=known.family, user=known.outsider, reason="Vold i hjemmet", kept_from_family="Fare", starts_at=now,
        ends_at=now + dt.timedelta(hours=1),
    )  # fmt: skip
    audit.read(known.actor("outsider"), "family.page", subjects=[known.family.pk])
    made = make(known.mother)
    assert "Vold i hjemmet" not in made.json
    assert "Ole Udenfor" not in made.json
    EmergencyAccess.objects.filter(pk=emergency.pk).update(told_at=now, category="family_relations")
    made = make(known.mother)
    assert "Vold i hjemmet" in made.json
    assert "Ole Udenfor" in made.json


def test_who_has_looked_stands_there_without_names_where_they_could_tell_an_address(
    known: Cast, as_: As
) -> None:
    as_("coordinator").get(f"/families/{known.family.pk}/")
    own = looks(asking(known.mother, known.mother, TODAY))
    assert any(look.who == "Karin Koordinator" and "page" in look.what for look in own)
    his = looks(asking(known.child, known.father, TODAY))
    assert his
    assert not any(look.who for look in his)


def test_the_pdf_can_be_read_and_says_the_same(known: Cast) -> None:
    made = make(known.mother, language="da")
    reader = pypdf.PdfReader(io.BytesIO(made.pdf))
    text = " ".join("\n".join(page.extract_text() for page in reader.pages).split())
    assert "Maria Thygesen" in text
    assert "630588-4000" in text
    assert "Jens" not in text
    assert made.papers == (("1-aftale.pdf", b"%PDF-1.7\n%%EOF\n"),)
    assert reader.metadata
    assert reader.metadata.title
    data = json.loads(made.json)
    assert {"purpose", "category", "source", "kept"} <= set(data["tables"][0])


def test_it_is_logged_as_taken_out_with_the_case(known: Cast) -> None:
    make(known.mother)
    row = AuditRow.objects.latest("pk")
    assert (row.verb, row.action, row.purpose) == ("export", "access.subject_access", "Anmodning 2026-17")
    assert row.subjects == [known.mother.pk]


def test_nobody_else_collects(known: Cast) -> None:
    for role in ("coordinator", "leader", "administrator", "parent"):
        with pytest.raises(NoAccess):
            subject_access(actor=known.actor(role), person=known.mother, receiver=known.mother, language="da")


SENT = {"answer_id": "3" * 32, "number": "630588-4000", "receiver": "", "purpose": "Sag 17", "language": "da"}


def test_the_officer_orders_an_answer_by_number_and_fetches_it(known: Cast, as_: As) -> None:
    officer = as_("data_protection_officer")
    for _press in range(2):
        assert officer.post("/subject-access/", SENT)["Location"] == "/subject-access/"
    row = SubjectAnswer.objects.get()
    assert officer.get(f"/subject-access/{row.pk}/answer.zip").status_code == 404, "not yet"
    work(row.pk)
    work(row.pk)
    page = officer.get("/subject-access/").content.decode()
    assert "Sag 17" in page
    assert "Maria" not in page, "the page names nobody"
    answer = officer.get(f"/subject-access/{row.pk}/answer.zip")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert set(archive.namelist()) == {"answer.pdf", "answer.json", "papers/1-aftale.pdf"}
        assert "630588-4000" in archive.read("answer.json").decode()
    row.refresh_from_db()
    assert b"Maria" not in bytes(row.sealed or b""), "encrypted where it lies"
    assert unsealed(row) == answer.content
    told = AuditRow.objects.filter(verb="export").values_list("action", flat=True)
    assert list(told) == ["access.answer_fetch", "access.subject_access"]


def test_one_officer_does_not_fetch_anothers_answer(known: Cast, as_: As) -> None:
    as_("data_protection_officer").post("/subject-access/", SENT)
    row = SubjectAnswer.objects.get()
    work(row.pk)
    other = access.account_create(actor=SYSTEM, email="dpo2@example.com", name="Dorte")
    access.role_give(
        actor=SYSTEM, user=other, unit=known.unit, role="data_protection_officer", starts=dt.date(2025, 1, 1)
    )
    client = Client()
    client.force_login(other)
    assert client.get(f"/subject-access/{row.pk}/answer.zip").status_code == 404
    assert "Sag 17" not in client.get("/subject-access/").content.decode()
    with acting(known.actor("administrator")):
        assert not SubjectAnswer.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"number": ""}, "Write the CPR number."),
        ({"number": "123"}, "ten digits"),
        ({"number": "010101-0101"}, "Nobody has this number."),
        ({"receiver": "010101-0101"}, "Nobody has this number."),
        ({"purpose": ""}, "Write which case it is for."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_ordered(
    known: Cast, as_: As, change: dict[str, str], says: str
) -> None:
    answer = as_("data_protection_officer").post("/subject-access/", {**SENT, **change})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not SubjectAnswer.objects.exists()


def test_an_answer_for_somebody_without_custody_is_not_collected(known: Cast, as_: As) -> None:
    as_("data_protection_officer").post("/subject-access/", {**SENT, "receiver": "610286-4001"})
    row = SubjectAnswer.objects.get()
    work(row.pk)
    row.refresh_from_db()
    assert row.state == AnswerState.FAILED
    assert row.sealed is None


def test_an_officer_who_is_one_no_longer_gets_nothing(known: Cast, as_: As) -> None:
    as_("data_protection_officer").post("/subject-access/", SENT)
    known.data_protection_officer.staff_roles.update(ends=TODAY)
    row = SubjectAnswer.objects.get()
    work(row.pk)
    row.refresh_from_db()
    assert row.state == AnswerState.FAILED
