# SPDX-License-Identifier: EUPL-1.2
"""The jobs of the room, as the worker finds them."""

from __future__ import annotations

import uuid

from django.db import close_old_connections
from procrastinate.contrib.django import app

from familievej.insight import jobs


@app.task(name="insight.work", queue="insight")
def work(run_id: str) -> None:
    """Make one run's report."""
    close_old_connections()
    jobs.work(uuid.UUID(run_id))
