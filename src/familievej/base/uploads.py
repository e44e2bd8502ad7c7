# SPDX-License-Identifier: EUPL-1.2
"""A limit on what a request may upload, kept before anything is written to disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

MEGABYTE = 1024 * 1024


class LimitHandler(FileUploadHandler):
    """Comes first: swallows the files of a request above the limit, so that the form can say so in words."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - Django calls it so
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Before the first file."""
        self._swallows = content_length > settings.FAMILIEVEJ_UPLOAD_MB * MEGABYTE

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hands the piece on to the handlers that keep it, or nothing."""
        return None if self._swallows else raw_data

    def file_complete(self, file_size: int) -> None:
        """Others keep the file."""


def is_too_large(request: HttpRequest) -> bool:
    """Whether the files of this request were swallowed."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > settings.FAMILIEVEJ_UPLOAD_MB * MEGABYTE
