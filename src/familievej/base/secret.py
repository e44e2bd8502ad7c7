# SPDX-License-Identifier: EUPL-1.2
"""The key that signs sessions and links: from the environment, or made once for an installation of its own."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from familievej.base import env

SHORTEST = 50


def secret_key(data: Path, *, may_be_made: bool) -> str:
    """FAMILIEVEJ_SECRET_KEY, else the one in ``data``, which is made (readable by its owner only) when ``may_be_made``.

    Raises ImproperlyConfigured.
    """
    given = env.text("FAMILIEVEJ_SECRET_KEY", "")
    if given:
        if len(given) < SHORTEST:
            raise ImproperlyConfigured(
                f"FAMILIEVEJ_SECRET_KEY is too short; it must have {SHORTEST} characters."
            )
        return given
    if not may_be_made:
        raise ImproperlyConfigured(
            "FAMILIEVEJ_SECRET_KEY is not set. Give it a secret of its own, the same in every process: "
            "python -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )
    file = data / "secret_key"
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = file.with_name(f"secret_key.{secrets.token_hex(8)}.part")
        with os.fdopen(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write(secrets.token_urlsafe(64))
        try:
            # A link is refused when another process was first; its key then counts.
            os.link(part, file)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return file.read_text(encoding="utf-8").strip()
