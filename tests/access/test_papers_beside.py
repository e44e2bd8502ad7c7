# SPDX-License-Identifier: EUPL-1.2
"""Papers beside notes and contacts, attacked: what they are, how large, what they are called, whose they are."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.cast import SYSTEM, Cast

from familievej.access import actions as access
from familievej.followup import actions as followup
from familievej.gate.acting import acting
from familievej.gate.models import Attachment, AuditRow

As = Callable[[str], Client]
PDF = b"%PDF-1.7\nudtalelse fra skolen\n%%EOF\n"
# A whole PDF to whoever looks at its two ends, and a page with a script to a browser that guesses.
BOTH = b"%PDF-1.7\n<html><script>alert(document.cookie)</script></html>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
LATER = timezone.localdate() + dt.timedelta(days=100)
STORED = '"><img src=x onerror=alert(1)>.pdf'


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "papers"


def where(cast: Cast, what: str = "note", paper: object = "") -> str:
    record = {"note": cast.note, "contact": cast.meeting, "goal": cast.shared_goal}[what]
    return f"/families/{cast.family.pk}/papers/{what}/{record.pk}/{f'{paper}/' if paper else ''}"


def got(client: Client, url: str) -> Any:
    """The answer, read to its end as a browser does, which closes the file."""
    answer: Any = client.get(url)
    if answer.streaming:
        answer.body = b"".join(answer)
    return answer


def send(client: Client, url: str, data: bytes = PDF, name: str = "udtalelse.pdf", **more: Any) -> Any:
    sent = {"file": SimpleUploadedFile(name, data), "attachment_id": str(uuid.uuid4()), **more}
    return client.post(url, sent)


@pytest.mark.parametrize("what", ["note", "contact"])
def test_a_paper_stands_beside_its_record_and_comes_back_as_it_was(cast: Cast, as_: As, what: str) -> None:
    client = as_("coordinator")
    key = str(uuid.uuid4())
    for _press in range(2):
        assert send(client, where(cast, what), attachment_id=key).status_code == 302
    paper = Attachment.objects.get()
    family = f"/families/{cast.family.pk}/contacts/"
    page = client.get(family if what == "note" else f"{family}{cast.meeting.pk}/").content.decode()
    assert where(cast, what, paper.pk) in page
    answer = got(client, where(cast, what, paper.pk))
    assert answer.body == PDF
    assert AuditRow.objects.filter(action="gate.attachment", verb="read").count() == 1
    assert got(client, where(cast, "goal")).status_code == 404, "no papers beside a goal"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (SVG, "tegning.pdf"),
        (b"<html><script>alert(1)</script></html>", "brev.pdf"),
        (b"PK\x03\x04 word/document.xml", "brev.pdf"),
        (b"MZ\x90\x00 program", "brev.pdf.exe"),
        (b"#!/bin/sh\nrm -rf /\n", "brev.jpg"),
        (b"%PDF-1.7 half", "halv.pdf"),
        (b"", "tom.pdf"),
    ],
)
def test_the_content_decides_what_a_paper_is_and_nothing_else_is_kept(
    cast: Cast, as_: As, tmp_path: Path, data: bytes, name: str
) -> None:
    answer = send(as_("coordinator"), where(cast), data, name)
    assert answer.status_code == 400
    assert not Attachment.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_page_inside_a_paper_is_never_run(cast: Cast, as_: As) -> None:
    client = as_("coordinator")
    send(client, where(cast), BOTH, "brev.html")
    answer = got(client, where(cast, paper=Attachment.objects.get().pk))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_one_byte_above_the_limit_is_refused_and_the_limit_itself_is_not(
    cast: Cast, as_: As, settings: Any
) -> None:
    settings.FAMILIEVEJ_ATTACHMENT_MB = 1
    full = b"%PDF-" + b"x" * (1024 * 1024 - 10) + b"%%EOF"
    assert send(as_("coordinator"), where(cast), full + b"\n").status_code == 400
    assert send(as_("coordinator"), where(cast), full).status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/cron.d/x", "a\x00.pdf", "CON", ".htaccess",
        "x\r\nSet-Cookie: a=b.pdf", "\u202efdp.exe", "a" * 300, STORED,
    ],
)  # fmt: skip
def test_no_name_leaves_the_folder_breaks_a_header_or_runs(
    cast: Cast, as_: As, tmp_path: Path, name: str
) -> None:
    client = as_("coordinator")
    assert send(client, where(cast), name=name).status_code == 302
    paper = Attachment.objects.get()
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert kept == tmp_path / "papers" / "attachments" / str(paper.pk)[:2] / str(paper.pk)
    answer = got(client, where(cast, paper=paper.pk))
    assert "Set-Cookie" not in answer
    assert "\n" not in answer["Content-Disposition"]
    for page in (where(cast), f"/families/{cast.family.pk}/contacts/"):
        assert "<img src=x" not in client.get(page).content.decode()


def test_a_text_with_a_script_is_shown_as_text_wherever_it_can_be_hidden_or_have_papers(
    cast: Cast, as_: As
) -> None:
    script = "<script>alert('x')</script>"
    note = followup.note_add(actor=SYSTEM, family=cast.family, person=cast.child, text=script)
    access.restriction_set(actor=SYSTEM, record=note, person=cast.father, reason=script, review_on=LATER)
    client = as_("coordinator")
    base = f"/families/{cast.family.pk}"
    for page in (f"{base}/papers/note/{note.pk}/", f"{base}/hidden/note/{note.pk}/", f"{base}/contacts/"):
        said = client.get(page).content.decode()
        assert script not in said, page
        assert "&lt;script&gt;" in said, page


def test_a_paper_beside_a_hidden_record_is_gone_with_it(cast: Cast, as_: As) -> None:
    send(as_("coordinator"), where(cast))
    paper = Attachment.objects.get()
    leader = as_("leader")
    assert got(leader, where(cast, paper=paper.pk)).status_code == 200
    access.restriction_set(
        actor=SYSTEM, record=cast.note, user=cast.leader, reason="Hun er tante", review_on=LATER
    )
    for url in (where(cast), where(cast, paper=paper.pk)):
        assert leader.get(url).status_code == 404
    assert paper.name not in leader.get(f"/families/{cast.family.pk}/contacts/").content.decode()
    with acting(cast.actor("leader")):
        assert not Attachment.objects.filter(pk=paper.pk).exists(), "the second lock"
    assert got(as_("coordinator"), where(cast, paper=paper.pk)).status_code == 200


@pytest.mark.parametrize(
    "role",
    ["colleague", "outsider", "parent", "other_parent", "young_person", "analyst", "administrator",
     "data_protection_officer"],
)  # fmt: skip
def test_whoever_may_not_read_the_note_gets_no_paper_and_adds_none(cast: Cast, as_: As, role: str) -> None:
    send(as_("coordinator"), where(cast))
    paper = Attachment.objects.get()
    client = as_(role)
    assert got(client, where(cast)).status_code == 404
    assert got(client, where(cast, paper=paper.pk)).status_code == 404
    assert send(client, where(cast)).status_code == 404
    assert Attachment.objects.count() == 1
    with acting(cast.actor(role)):
        assert not Attachment.objects.exists()


def test_whoever_may_only_read_adds_none(cast: Cast, as_: As) -> None:
    assert "Keep the paper" not in as_("leader").get(where(cast)).content.decode()
    assert send(as_("leader"), where(cast)).status_code == 404


def test_a_paper_is_reached_under_its_own_record_family_and_id_only(cast: Cast, as_: As) -> None:
    client = as_("coordinator")
    send(client, where(cast))
    paper = Attachment.objects.get()
    wrong = (
        where(cast, "contact", paper.pk),
        where(cast, paper=uuid.uuid4()),
        where(cast, paper=paper.pk).replace(str(cast.family.pk), str(cast.other_family.pk)),
        where(cast, paper=paper.pk).replace("/note/", "/person/"),
    )
    for url in wrong:
        assert client.get(url).status_code == 404, url
    assert send(client, where(cast, "contact"), attachment_id=str(paper.pk)).status_code == 404, "not moved"
    paper.refresh_from_db()
    assert paper.record_id == cast.note.pk


def test_fields_that_nobody_asked_for_change_nothing(cast: Cast, as_: As) -> None:
    other = cast.other_family.pk
    more: dict[str, Any] = {
        "record_id": str(other),
        "subject_id": str(other),
        "category": "plan",
        "content_type": "text/html",
    }
    send(as_("coordinator"), where(cast), **more)
    paper = Attachment.objects.get()
    assert (paper.record_id, paper.subject_id) == (cast.note.pk, cast.note.subject_id)
    assert (paper.category, paper.content_type) == ("notes", "application/pdf")
