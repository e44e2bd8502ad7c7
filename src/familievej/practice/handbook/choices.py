# SPDX-License-Identifier: EUPL-1.2
"""What the words of code that a model may use are called on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

INTERVALS = {
    "follow_up": _("formal follow-up"),
    "first_follow_up": _("the first formal follow-up"),
    "contact": pgettext_lazy("a kind of interval", "contact with the family"),
    "first_contact": _("the first contact"),
    "plan_review": _("review of the plan"),
    "coordinating_meeting": _("coordinating meeting"),
    "intake": _("new enquiries"),
    "leader_review": _("the leader's review"),
    "team_review": _("review of all cases"),
    "supervision": _("supervision"),
    "team_meeting": _("team meeting"),
    "rating": _("rating"),
    "competence_check": _("check of competences"),
    "evaluation": _("evaluation"),
}
_EVENTS = {
    "meeting": _("meeting"),
    "report": _("report"),
    "decision": _("decision"),
    "conversation": _("conversation"),
    "form": _("form"),
    "plan": _("plan"),
    "other": _("other"),
}
_ANSWERS = {
    "text": _("a line of text"),
    "long_text": _("text"),
    "date": _("date"),
    "yes_no": _("yes or no"),
    "number": _("number"),
    "choice": _("one answer"),
    "choices": _("one or more answers"),
    "member": _("a member of the family"),
    "members": _("members of the family"),
    "rows": _("a table"),
    "per_choice": _("a text for each of the possible answers"),
    "core_elements": _("the core elements that were done"),
    "claims": _("what must be examined"),
    "statements": _("statements from others"),
}
_EFFORTS = {
    "individual": _("for one family"),
    "group": _("group"),
    "network": _("network"),
    "open": _("open to all"),
}
_INSTRUMENTS = {
    "scale": _("scale"),
    "questionnaire": _("questionnaire"),
    "method": _("method"),
    "tool": _("tool"),
}
CHOICES: dict[str, dict[str, _StrPromise]] = {
    "kind": {**INTERVALS, **_EVENTS, **_ANSWERS, **_EFFORTS, **_INSTRUMENTS},
    "move": {
        "allocate": _("allocation"),
        "start": _("the beginning"),
        "next_phase": _("the next phase"),
        "pause": _("a pause"),
        "extend": _("more time"),
        "contact": _("one more contact"),
        "hand_over": _("a change of coordinator"),
        "close": _("closing"),
        "reopen": _("coming back"),
        "change_model": _("another version of the model"),
        "decide": _("a decision"),
    },
    "per": {
        "worker": _("worker"),
        "team": _("team"),
        "programme": _("programme"),
        "leader": _("leader"),
        "family": _("family"),
    },
    # The areas that the shipped library names; a municipality's own codes are said as they stand.
    "area": {
        "child-family": _("children and families"),
        "employment": _("employment"),
    },
    "counts": {
        "families": _("families"),
        "child_cases": _("child cases"),
        "workers": _("workers"),
        "participants": _("participants"),
    },
    "scope": {
        "full": _("full authority"),
        "shared": _("shared authority"),
        "none": _("no authority"),
        "per_course": _("decided in each course"),
    },
    "organisation": {
        "A": _("A: a team with authority"),
        "B": _("B: one person with authority"),
        "C": _("C: a coordinator without authority"),
    },
    "family": {
        "takes_part": _("always takes part"),
        "invited_or_accepts": _("is invited, and has said yes if it is not there"),
        "may_take_part": _("may take part"),
        "not_there": _("is not there"),
    },
    "about": {
        "family": _("the family"),
        "child": _("a child"),
        "member": _("each member"),
        "cases": _("cases"),
        "staff": _("the staff's own work"),
    },
    "own_words": {
        "family": _("the family"),
        "parent": _("a parent"),
        "child": _("a child"),
    },
    "used_for": {
        "first_dialogue": _("the first dialogue"),
        "assessment": _("assessment"),
        "report": _("report"),
        "minutes": _("minutes of a meeting"),
        "referral": _("referral"),
        "plan": _("plan"),
        "follow_up": _("formal follow-up"),
        "closing": _("closing"),
        "concern": _("concern"),
        "survey": _("survey"),
        "other": _("other"),
    },
    "level": {
        "universal": _("for all"),
        "selective": _("for groups at risk"),
        "indicated": _("for those who already have it hard"),
    },
}
NEEDS: dict[str, _StrPromise] = {
    "access_agreement": _("an agreement on how the family reaches its coordinator"),
    "acknowledgement": _("the family's yes"),
    "assessment": _("the assessment, with the family's side"),
    "consent": _("consent"),
    "coordinator": _("one coordinator"),
    "criteria": _("the criteria, gone through one by one"),
    "family_present": _("the family is there"),
    "free_place": _("a free place"),
    "goals": _("a look at the goals"),
    "plan": _("the plan, or a reason why it must wait"),
    "reason": _("a reason"),
    "remaining_need": _("what is still needed"),
    "team": _("the team"),
    "way_on": _("who takes over"),
    "approval": _("approval by %(name)s"),
    "event": _("%(name)s"),
    "form": _("the form %(name)s"),
    "meeting": _("the meeting %(name)s"),
}
