# SPDX-License-Identifier: EUPL-1.2
"""The kinds of rules that a model may hold, and the room whose code runs each. Together they cover the whole schema."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import get_args

from familievej.practice.schema.faults import Path, gettext_noop
from familievej.practice.schema.model import PracticeModel
from familievej.practice.schema.programme import IntervalKind, Move
from familievej.practice.schema.walk import walk


@dataclass(frozen=True)
class Rule:
    """``words`` is a message id; ``room`` is the room that runs it, in this version or a later one."""

    words: str
    room: str


# Who keeps which interval.
_KEEPERS: dict[IntervalKind, str] = {
    "follow_up": "course",
    "first_follow_up": "course",
    "contact": "course",
    "first_contact": "course",
    "plan_review": "course",
    "coordinating_meeting": "course",
    "intake": "entry",
    "leader_review": "followup",
    "team_review": "followup",
    "supervision": "followup",
    "team_meeting": "meetings",
    "rating": "measures",
    "competence_check": "insight",
    "evaluation": "insight",
}
RULES = {
    "principles": Rule(gettext_noop("principles"), "practice"),
    "core_elements": Rule(gettext_noop("core elements"), "practice"),
    "roles": Rule(gettext_noop("roles"), "practice"),
    "guides": Rule(gettext_noop("guides for action"), "practice"),
    "programmes": Rule(gettext_noop("programmes: purpose, target group, organisation"), "practice"),
    "programmes.criteria": Rule(gettext_noop("criteria of the target group"), "entry"),
    "programmes.referral": Rule(gettext_noop("referral and allocation"), "entry"),
    **{
        f"programmes.capacity:{per}": Rule(gettext_noop("capacity"), "course")
        for per in ("worker", "team", "programme", "leader")
    },
    "programmes.staffing": Rule(gettext_noop("staffing of a course"), "course"),
    "programmes.tracks": Rule(gettext_noop("tracks beside each other"), "course"),
    "programmes.phases": Rule(gettext_noop("phases with their length"), "course"),
    "programmes.phases.events": Rule(gettext_noop("required events of a phase"), "course"),
    **{
        f"programmes.intervals:{kind}": Rule(gettext_noop("intervals"), room)
        for kind, room in _KEEPERS.items()
    },
    "programmes.contacts": Rule(gettext_noop("number of contacts"), "course"),
    "programmes.authority": Rule(gettext_noop("authority in each area"), "course"),
    "programmes.decisions": Rule(gettext_noop("who decides and who approves"), "efforts"),
    **{
        f"programmes.gates:{move}": Rule(gettext_noop("gates"), "course")
        for move in get_args(Move)
        if move not in {"allocate", "decide"}
    },
    "programmes.gates:allocate": Rule(gettext_noop("gates"), "entry"),
    "programmes.gates:decide": Rule(gettext_noop("gates"), "efforts"),
    "programmes.levels": Rule(gettext_noop("levels of intensity"), "course"),
    "programmes.closing": Rule(gettext_noop("closing and the way back in"), "course"),
    "meetings": Rule(gettext_noop("kinds of meetings"), "meetings"),
    "meetings.draw": Rule(gettext_noop("cases drawn at random"), "followup"),
    "forms": Rule(gettext_noop("forms"), "forms"),
    "dialogue": Rule(gettext_noop("questions of the first dialogue"), "forms"),
    "lists": Rule(gettext_noop("lists to talk about"), "forms"),
    "staircase": Rule(gettext_noop("the staircase of efforts"), "efforts"),
    "efforts": Rule(gettext_noop("the catalogue of efforts"), "efforts"),
    "instruments": Rule(gettext_noop("instruments"), "measures"),
    **{
        f"temporary_rules:{kind}": Rule(gettext_noop("rules for a time"), room)
        for kind, room in _KEEPERS.items()
    },
}


def rules_of(model: PracticeModel) -> dict[str, int]:
    """How many rules of each kind a model has, in the order of ``RULES``."""
    counts: Counter[str] = Counter()
    for found in walk(model):
        # A rule is a thing in a list, or a part that stands alone: what lies inside it belongs to it.
        if not isinstance(found.value, tuple) and (key := rule_at(found.path, found.value)):
            counts[key] += 1
    return {key: counts[key] for key in RULES if counts[key]}


def rule_at(path: Path, value: object) -> str | None:
    """The key of the rule that begins at this path; None inside a rule and for what names the model itself."""
    key = ".".join(part for part in path if isinstance(part, str))
    if not isinstance(path[-1], int) and key not in {
        "programmes.referral",
        "programmes.contacts",
        "programmes.closing",
        "meetings.draw",
    }:
        return None
    for narrow in ("kind", "move", "per"):
        if f"{key}:{getattr(value, narrow, '')}" in RULES:
            return f"{key}:{getattr(value, narrow)}"
    return key if key in RULES else None
