# SPDX-License-Identifier: EUPL-1.2
"""Which paragraph of the handbook a screen follows. The shell knows the screens of all rooms, as for the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from familievej.practice.handbook.find import Paragraph, first_paragraph
from familievej.practice.queries import models_in_force

if TYPE_CHECKING:
    from django.http import HttpRequest

# A view, and the kind of rule that it follows (familievej.practice.schema.rules). A screen of a course links into the
# version of that course itself, with {% handbook_link %}.
FOLLOWS = {
    "web:today": "guides",
    "family:list": "programmes",
    "family:new": "programmes",
    "family:page": "principles",
    "family:person": "principles",
    "plan:edit": "core_elements",
    "plan:goal": "core_elements",
    "plan:goal_new": "core_elements",
    "plan:words": "principles",
    "plan:versions": "core_elements",
    "followup:contacts": "programmes.intervals:contact",
    "followup:contact_add": "programmes.intervals:contact",
    "followup:contact_edit": "programmes.intervals:contact",
    "followup:note_add": "principles",
    "access:consents": "guides",
    "access:ask": "guides",
    "access:telling_new": "guides",
}


def paragraph_of(request: HttpRequest) -> Paragraph | None:
    """What the screen of this request follows, in a version that holds today; for staff only."""
    match, actor = getattr(request, "resolver_match", None), getattr(request, "actor", None)
    key = FOLLOWS.get(match.view_name) if match else None
    if not key or not actor or not actor.is_staff:
        return None
    return first_paragraph(models_in_force(timezone.localdate()), key)
