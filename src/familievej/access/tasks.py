# SPDX-License-Identifier: EUPL-1.2
"""The jobs of this room, as the worker finds them."""

from __future__ import annotations

import uuid

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from familievej.access.retention import work as retention_work
from familievej.access.subject_access import work as subject_access


@app.task(name="access.subject_access", queue="access")
def collect_answer(answer_id: str) -> None:
    """Collect one answer to a request for access."""
    close_old_connections()
    subject_access.work(uuid.UUID(answer_id))


@app.task(name="access.retention", queue="access")
def retention(run_id: str) -> None:
    """Count what has been kept long enough, or delete it."""
    close_old_connections()
    retention_work.work(uuid.UUID(run_id))


@app.periodic(cron="41 2 * * *")
@app.task(name="access.passing", queue="access")
def passing(timestamp: int) -> None:
    """Delete what is only in passing. ``timestamp`` is what the scheduler hands over."""
    close_old_connections()
    retention_work.nightly(timezone.localdate())
