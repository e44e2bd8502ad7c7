# SPDX-License-Identifier: EUPL-1.2
"""The rooms below ask when a family meets next, and know nobody who answers."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from familievej.base import nextmeeting
from familievej.base.nextmeeting import NextMeeting

NOON = dt.datetime(2026, 5, 3, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _own_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nextmeeting, "_sources", {})


def test_the_soonest_of_all_sources_is_next() -> None:
    later = NextMeeting("meeting", NOON + dt.timedelta(days=2))
    soon = NextMeeting("home visit", NOON + dt.timedelta(days=1), "hjemme")
    nextmeeting.register("later", lambda _actor, _family, _moment, _for_all: later)
    nextmeeting.register("soon", lambda _actor, _family, _moment, _for_all: soon)
    nextmeeting.register("none", lambda _actor, _family, _moment, _for_all: None)
    assert nextmeeting.next_meeting(None, uuid.uuid4(), NOON) == soon


def test_nobody_knows_of_a_meeting() -> None:
    assert nextmeeting.next_meeting(None, uuid.uuid4(), NOON) is None


def test_two_sources_of_one_name_are_a_mistake() -> None:
    nextmeeting.register("followup", lambda _actor, _family, _moment, _for_all: None)
    with pytest.raises(ValueError, match="two sources of meetings are called 'followup'"):
        nextmeeting.register("followup", lambda _actor, _family, _moment, _for_all: None)
