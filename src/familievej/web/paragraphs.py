# SPDX-License-Identifier: EUPL-1.2
"""Which paragraph of the handbook a screen follows. The shell knows the screens of all rooms, as for the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from familievej.practice.handbook.find import Paragraph, first_paragraph
from familievej.practice.queries import models_in_force

if TYPE_CHECKING:
    from django.http import HttpRequest

# A view, and the kind of rule that it follows (familievej.practice.schema.rules). A screen of a course leads into the
# version that the course follows (``request.follows``), every other one into a version that holds today.
FOLLOWS = {
    "web:today": "guides",
    "family:list": "programmes",
    "family:new": "programmes",
    "family:page": "principles",
    "family:person": "principles",
    "family:involvement_add": "roles",
    "plan:start": "core_elements",
    "plan:edit": "core_elements",
    "plan:goal": "core_elements",
    "plan:goal_new": "core_elements",
    "plan:words": "principles",
    "plan:version": "core_elements",
    "plan:versions": "core_elements",
    "followup:contact": "programmes.intervals:contact",
    "followup:contacts": "programmes.intervals:contact",
    "followup:contact_add": "programmes.intervals:contact",
    "followup:contact_edit": "programmes.intervals:contact",
    "followup:contact_call_off": "programmes.intervals:contact",
    "followup:note": "principles",
    "followup:note_add": "principles",
    "access:consents": "guides",
    "access:ask": "guides",
    "access:telling_new": "guides",
    "course:page": "programmes.phases",
    "course:states": "programmes.phases",
    "course:board": "programmes.capacity:worker",
    "course:allocate": "programmes.referral",
    "course:begin": "programmes.gates:start",
    "course:next": "programmes.gates:next_phase",
    "course:dates": "programmes.phases",
    "course:level": "programmes.levels",
    "course:pause": "programmes.gates:pause",
    "course:resume": "programmes.phases",
    "course:hand_over": "programmes.gates:hand_over",
    "course:team": "programmes.staffing",
    "course:team_end": "programmes.staffing",
    "course:authority": "programmes.authority",
    "course:met": "programmes.phases.events",
    "course:model": "programmes",
    "course:closing": "programmes.closing",
    "course:keep": "programmes.closing",
    "course:close": "programmes.closing",
    "course:reopen": "programmes.closing",
    "forms:forms": "forms",
    "forms:begin": "forms",
    "forms:fill": "forms",
    "forms:finish": "forms",
    "forms:read": "forms",
    "forms:versions": "forms",
    "forms:case": "forms",
    "forms:claim": "forms",
    "forms:claim_add": "forms",
    "forms:statement": "forms",
    "forms:statement_add": "forms",
    "forms:seen_to": "forms",
}


def paragraph_of(request: HttpRequest) -> Paragraph | None:
    """What the screen of this request follows; for staff only."""
    match, actor = getattr(request, "resolver_match", None), getattr(request, "actor", None)
    key = FOLLOWS.get(match.view_name) if match else None
    if not key or not actor or not actor.is_staff:
        return None
    own = getattr(request, "follows", None)
    return first_paragraph([own] if own else models_in_force(timezone.localdate()), key)
