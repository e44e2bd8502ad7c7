# SPDX-License-Identifier: EUPL-1.2
"""The jobs of the import, as the worker finds them."""

from __future__ import annotations

import uuid

from django.db import close_old_connections
from procrastinate.contrib.django import app

from familievej.extract import jobs


@app.task(name="extract.work", queue="extract")
def work(run_id: str) -> None:
    """Check or load one delivery."""
    close_old_connections()
    jobs.work(uuid.UUID(run_id))


@app.periodic(cron="17 * * * *")
@app.task(name="extract.sweep", queue="extract")
def sweep(timestamp: int) -> None:
    """Remove files that nobody loads. ``timestamp`` is what the scheduler hands over."""
    close_old_connections()
    jobs.sweep()
