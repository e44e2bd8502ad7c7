# SPDX-License-Identifier: EUPL-1.2
"""The jobs of this room, as the worker finds them."""

from __future__ import annotations

import uuid

from django.db import close_old_connections
from procrastinate.contrib.django import app

from familievej.access.subject_access import work as subject_access


@app.task(name="access.subject_access", queue="access")
def collect_answer(answer_id: str) -> None:
    """Collect one answer to a request for access."""
    close_old_connections()
    subject_access.work(uuid.UUID(answer_id))
