# SPDX-License-Identifier: EUPL-1.2
"""A scanned paper beside a consent: evidence only, taken in after its content, given out through the gate."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.access.conftest import Ask
from tests.cast import Cast

from familievej.access.models import Consent
from familievej.access.openness import State
from familievej.access.queries import consents
from familievej.gate.acting import acting
from familievej.gate.attachments import ENDINGS, plain_name
from familievej.gate.models import Attachment

As = Callable[[str], Client]
PDF = b"%PDF-1.7\nsamtykke\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(
    cast: Cast, client: Client, consent: Consent, data: bytes, name: str = "scan.pdf", **more: Any
) -> Any:
    where = f"/families/{cast.family.pk}/consents/{consent.pk}/papers/"
    key = more.pop("attachment_id", "11111111-1111-4111-8111-111111111111")
    return client.post(where, {"file": SimpleUploadedFile(name, data), "attachment_id": key, **more})


@pytest.mark.parametrize(("data", "ending"), [(PDF, ".pdf"), (PNG, ".png"), (JPEG, ".jpg")])
def test_a_paper_is_kept_privately_and_comes_back_as_a_download(
    cast: Cast, as_: As, ask: Ask, tmp_path: Path, data: bytes, ending: str
) -> None:
    consent = ask()
    client = as_("coordinator")
    for _press in range(2):
        assert send(cast, client, consent, data, "../../Underskrift.exe").status_code == 302
    paper = Attachment.objects.get()
    assert paper.name == f"Underskrift{ending}"
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    answer = client.get(f"/families/{cast.family.pk}/consents/{consent.pk}/papers/{paper.pk}/")
    assert b"".join(answer) == data
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_paper_never_changes_the_state(cast: Cast, as_: As, ask: Ask) -> None:
    consent = ask()
    send(cast, as_("coordinator"), consent, PDF)
    (reading,) = consents.readings(Consent.objects.filter(pk=consent.pk), consent.starts)
    assert reading.state is State.ASKED
    assert not reading.open


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty."),
        (b"MZ\x90\x00", "Choose a PDF, or a picture as PNG or JPEG."),
        (b"<html><script>alert(1)</script>", "Choose a PDF"),
        (b"GIF89a" + PDF, "Choose a PDF"),
        (PDF[:-8], "The file stops in the middle."),
    ],
)
def test_what_is_no_whole_paper_is_refused(
    cast: Cast, as_: As, ask: Ask, tmp_path: Path, data: bytes, says: str
) -> None:
    answer = send(cast, as_("coordinator"), ask(), data)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Attachment.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_paper_above_the_limit_is_refused(cast: Cast, as_: As, ask: Ask, settings: Any) -> None:
    settings.FAMILIEVEJ_ATTACHMENT_MB = 1
    answer = send(cast, as_("coordinator"), ask(), b"%PDF-" + b"x" * 1024 * 1024 + b"%%EOF")
    assert "The most is 1 MB." in answer.content.decode()


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        (f"{sys.executable} -c 'import sys; sys.exit(0)'", True),
        (f"{sys.executable} -c 'import sys; sys.exit(1)'", False),
        (f"{sys.executable} -c 'import os; os.abort()'", False),
        ("/no/such/scanner --quiet", False),
    ],
)
def test_the_scanner_fails_closed(
    cast: Cast, as_: As, ask: Ask, settings: Any, tmp_path: Path, command: str, kept: bool
) -> None:
    settings.FAMILIEVEJ_SCANNER = command
    assert (send(cast, as_("coordinator"), ask(), PDF).status_code == 302) is kept
    assert Attachment.objects.exists() is kept
    assert bool([path for path in tmp_path.rglob("*") if path.is_file()]) is kept


@pytest.mark.parametrize("role", ["colleague", "outsider", "parent", "analyst"])
def test_whoever_may_not_see_the_consent_sees_no_paper(cast: Cast, as_: As, ask: Ask, role: str) -> None:
    consent = ask()
    send(cast, as_("coordinator"), consent, PDF)
    paper = Attachment.objects.get()
    where = f"/families/{cast.family.pk}/consents/{consent.pk}/papers/{paper.pk}/"
    assert as_(role).get(where).status_code == 404
    assert send(cast, as_(role), consent, PDF).status_code == 404
    with acting(cast.actor(role)):
        seen = Attachment.objects.filter(pk=paper.pk).exists()
    assert seen is (role == "parent"), "who may read the consent may know that a paper lies beside it"


def test_a_paper_is_reached_through_its_own_consent_only(cast: Cast, as_: As, ask: Ask) -> None:
    one, other = ask(), ask(about="mother")
    client = as_("coordinator")
    send(cast, client, one, PDF)
    paper = Attachment.objects.get()
    assert client.get(f"/families/{cast.family.pk}/consents/{other.pk}/papers/{paper.pk}/").status_code == 404
    assert send(cast, client, other, PDF, attachment_id=str(paper.pk)).status_code == 404


@given(st.text(max_size=200), st.sampled_from(sorted(ENDINGS)))
def test_no_name_becomes_a_path_or_breaks_a_header(name: str, kind: str) -> None:
    plain = plain_name(name, kind)
    assert not set(plain) & set('/\\\0\r\n"<>:;')
    assert not plain.startswith(".")
    assert 4 < len(plain) <= 110
