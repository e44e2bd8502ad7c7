# SPDX-License-Identifier: EUPL-1.2
"""What stands along the road: milestones and their kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

When = Literal["past", "today", "future"]


class MilestoneKind(StrEnum):
    """What a milestone is, and with that its mark."""

    COURSE_START = "course start"
    COURSE_CLOSED = "course closed"
    COORDINATOR_CHANGE = "coordinator change"
    CRISIS = "crisis"
    GOAL_REACHED = "goal reached"
    GOAL_SET = "goal set"
    AGREEMENT_KEPT = "agreement kept"
    EFFORT_CHANGE = "effort change"
    MEETING = "meeting"
    HOME_VISIT = "home visit"
    COMPANION = "companion"
    RATING = "rating"


KIND_NAMES: Mapping[MilestoneKind, Promise] = {
    MilestoneKind.COURSE_START: gettext_lazy("The course began"),
    MilestoneKind.COURSE_CLOSED: gettext_lazy("The course was closed"),
    MilestoneKind.COORDINATOR_CHANGE: gettext_lazy("New coordinator"),
    MilestoneKind.CRISIS: gettext_lazy("Crisis"),
    MilestoneKind.GOAL_REACHED: gettext_lazy("Goal reached"),
    MilestoneKind.GOAL_SET: gettext_lazy("New goal"),
    MilestoneKind.AGREEMENT_KEPT: gettext_lazy("Agreement kept"),
    MilestoneKind.EFFORT_CHANGE: gettext_lazy("Change of effort"),
    MilestoneKind.MEETING: gettext_lazy("Meeting"),
    MilestoneKind.HOME_VISIT: gettext_lazy("Home visit"),
    MilestoneKind.COMPANION: gettext_lazy("Went along"),
    MilestoneKind.RATING: gettext_lazy("Rating"),
}


@dataclass(frozen=True)
class Milestone:
    """Something that happened or is agreed on a day; `text` is short, and may be empty."""

    key: str
    day: date
    kind: MilestoneKind
    text: str = ""
    href: str = ""


@dataclass(frozen=True)
class RoadRow:
    """One milestone of the list beside the road (and in place of it on a phone), oldest first."""

    key: str
    day: date
    day_text: str
    kind: MilestoneKind
    kind_name: str
    text: str
    when: When
    folded: bool
    href: str
