# SPDX-License-Identifier: EUPL-1.2
"""Papers beside records: taken in after their content, kept privately, given out through the gate, never run.

A paper is evidence. It changes nothing about the record that it lies beside.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import os
import re
import shlex
import subprocess
import unicodedata
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess, require
from familievej.gate.models import Attachment
from familievej.gate.record import validated

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import Model

    from familievej.gate.actor import Actor

MEGABYTE = 1024 * 1024
SCAN_SECONDS = 60
ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
# What each begins with, and what stands near its end: half a file is refused with a word, not kept as evidence.
_MARKS = {
    "application/pdf": (b"%PDF-", b"%%EOF"),
    "image/png": (b"\x89PNG\r\n\x1a\n", b"IEND"),
    "image/jpeg": (b"\xff\xd8\xff", b"\xff\xd9"),
}
_TAIL = 2048
_MOST_NAME = 100


@action("gate.attachment_add")
def attachment_add(
    *, actor: Actor, record: Model, file: UploadedFile, attachment_id: UUID | None = None
) -> Attachment:
    """Put ``file`` beside ``record``. ``attachment_id`` from the form makes a double click harmless.

    Raises NoAccess; ValidationError by the field ``file`` for anything but a whole PDF, PNG or JPEG below the limit
    that the scanner lets through.
    """
    require(actor, Verb.WRITE, record)
    known = Attachment.objects.visible_to(actor).filter(pk=attachment_id).first() if attachment_id else None
    if known is not None:
        if known.record_id != record.pk:
            raise NoAccess
        audit.wrote(actor, "gate.attachment_add", known)
        return known
    data = _received(file)
    kind = _kind_of(data)
    gated: Any = getattr(type(record), "gated")  # noqa: B009 - declared by every model of personal data
    keys = gated.keys(record)
    paper = Attachment(
        id=attachment_id or uuid.uuid4(),
        record_id=record.pk,
        subject_id=keys.subjects[0],
        category=keys.category,
        name=plain_name(file.name or "", kind),
        content_type=kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        added_by_id=actor.user_id,
        added_at=timezone.now(),
    )
    validated(paper)
    place = _place(paper.pk)
    _keep(data, place)
    try:
        _scan(place)
        paper.save(force_insert=True)
        audit.wrote(actor, "gate.attachment_add", paper, after={"name": paper.name, "sha256": paper.sha256})
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return paper


def attachments_of(actor: Actor, record: Model) -> list[Attachment]:
    """The papers beside ``record`` that ``actor`` may see, in the order in which they came."""
    return list(Attachment.objects.visible_to(actor).filter(record_id=record.pk).select_related("added_by"))


def give(actor: Actor, record: Model, attachment_id: UUID) -> FileResponse:
    """One paper beside ``record`` as a download that no browser shows or runs. Logged. Raises NoAccess."""
    paper = Attachment.objects.visible_to(actor).filter(record_id=record.pk, pk=attachment_id).first()
    if paper is None:
        raise NoAccess
    basis = require(actor, Verb.READ, paper)
    try:
        opened = _place(paper.pk).open("rb")
    except FileNotFoundError as fault:
        raise NoAccess from fault
    audit.read(actor, "gate.attachment", subjects=[paper.subject_id], basis=basis.sentence)
    response = FileResponse(opened, as_attachment=True, filename=paper.name, content_type=paper.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


def bytes_of(paper: Attachment) -> bytes:
    """The paper itself, for whoever the caller has asked the gate about; nothing when it was lost."""
    place = _place(paper.pk)
    return place.read_bytes() if place.exists() else b""


def forget(attachment_ids: Iterable[UUID]) -> None:
    """Remove the bytes of papers whose rows are deleted, once that has been committed."""
    for pk in attachment_ids:
        transaction.on_commit(functools.partial(_place(pk).unlink, missing_ok=True))


def sweep(before: dt.datetime) -> int:
    """Remove bytes older than ``before`` to which no row belongs: of an upload that was not saved after all."""
    count = 0
    for place in (Path(settings.MEDIA_ROOT) / "attachments").glob("*/*"):
        is_old = place.stat().st_mtime < before.timestamp()
        if is_old and not Attachment.objects.filter(pk=uuid.UUID(place.name)).exists():
            place.unlink(missing_ok=True)
            count += 1
    return count


def plain_name(name: str, kind: str) -> str:
    """A file name without folders, invisible signs and what a file system or a header would misread.

    The ending is that of the content, whatever the name said.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(letter if letter.isalnum() or letter in " -_.()" else " " for letter in last)
    stem = re.sub(r"\s+", " ", kept.rsplit(".", 1)[0]).strip(" .")[:_MOST_NAME].strip(" .")
    return f"{stem or 'paper'}{ENDINGS[kind]}"


def _received(file: UploadedFile) -> bytes:
    most = settings.FAMILIEVEJ_ATTACHMENT_MB
    if (file.size or 0) > most * MEGABYTE:
        raise ValidationError(
            {"file": _("The file is too large. The most is %(most)d MB.") % {"most": most}}, code="size"
        )
    data = b"".join(file.chunks())
    if not data:
        raise ValidationError({"file": _("The file is empty. Choose another.")}, code="empty")
    return data


def _kind_of(data: bytes) -> str:
    for kind, (first, last) in _MARKS.items():
        if data.startswith(first):
            if last in data[-_TAIL:]:
                return kind
            raise ValidationError(
                {"file": _("The file stops in the middle. Scan or save it again.")}, code="half"
            )
    raise ValidationError({"file": _("Choose a PDF, or a picture as PNG or JPEG.")}, code="kind")


def _place(attachment_id: UUID) -> Path:
    """Named by the id alone: nothing that somebody typed becomes a path."""
    name = str(attachment_id)
    return Path(settings.MEDIA_ROOT) / "attachments" / name[:2] / name


def _keep(data: bytes, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as fault:
        raise NoAccess from fault
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _scan(place: Path) -> None:
    """Fails closed: whatever is not a clear "clean" refuses the paper."""
    command = shlex.split(settings.FAMILIEVEJ_SCANNER)
    if not command:
        return
    try:
        done = subprocess.run(
            [*command, str(place)],
            capture_output=True,
            timeout=SCAN_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise ValidationError(
            {
                "file": _(
                    "The file could not be checked for viruses, so it was not kept. Tell the administrator."
                )
            },
            code="scanner",
        ) from fault
    if done.returncode != 0:
        raise ValidationError(
            {"file": _("The virus scanner did not let the file through. It was not kept.")}, code="virus"
        )
