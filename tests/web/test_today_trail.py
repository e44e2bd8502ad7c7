# SPDX-License-Identifier: EUPL-1.2
"""What "I dag" shows of a family is in the trail, like every other reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from familievej.gate.models import AuditRow

if TYPE_CHECKING:
    from django.test import Client
    from tests.cast import Cast


def test_the_families_on_the_page_are_logged_as_read(client: Client, cast: Cast) -> None:
    client.force_login(cast.coordinator)
    client.get("/")
    (row,) = AuditRow.objects.filter(action="web.today")
    assert row.subjects == [cast.family.pk]
    assert row.basis


def test_a_page_that_shows_nobody_logs_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.analyst)
    client.get("/")
    assert not AuditRow.objects.filter(action="web.today").exists()
