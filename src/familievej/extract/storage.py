# SPDX-License-Identifier: EUPL-1.2
"""Where uploaded extracts lie while they are worked on: a folder each, for the server alone, soon removed."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from familievej.extract.tables import BY_NAME

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_TABLES = (".csv", ".parquet")
_WHOLE = (".xlsx", ".zip")
_UNSAFE = re.compile(r"[^0-9A-Za-zÆØÅæøå _.-]+")


def folder(run_id: uuid.UUID) -> Path:
    """The folder of one delivery; it need not exist."""
    return Path(settings.FAMILIEVEJ_DATA_DIR) / "imports" / str(run_id)


def stored_name(name: str) -> str | None:
    """What an uploaded file is called on our disk: a table or a whole delivery; None for anything else."""
    path = Path(name.replace("\\", "/"))
    suffix, stem = path.suffix.lower(), path.stem.strip()
    if suffix in _TABLES and stem.lower() in BY_NAME:
        return stem.lower() + suffix
    if suffix in _WHOLE:
        return (_UNSAFE.sub("", stem).strip(" .")[:60] or "extract") + suffix
    return None


def store(run_id: uuid.UUID, files: Iterable[UploadedFile]) -> None:
    """Writes the files of one delivery. Raises ValueError for a name that ``stored_name`` does not know."""
    place = folder(run_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.mkdir(mode=0o700)
    for file in files:
        name = stored_name(file.name or "")
        if name is None:
            raise ValueError("an unknown file passed the form")
        with (place / name).open("xb") as out:
            out.writelines(file.chunks())


def remove(run_id: uuid.UUID) -> None:
    """Removes the files of one delivery, if they are there."""
    shutil.rmtree(folder(run_id), ignore_errors=True)
