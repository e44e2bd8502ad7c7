# SPDX-License-Identifier: EUPL-1.2
"""``{% load emergency %}``, then ``{% emergency_banner %}`` (staff) or ``{% emergencies_told %}`` (the family)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from familievej.access.queries import emergency
from familievej.gate.actor import NOBODY, Actor

register = template.Library()


def _actor(context: Context) -> Actor:
    found: Actor = getattr(context.get("request"), "actor", NOBODY)
    return found


@register.inclusion_tag("access/parts/emergency_banner.html", takes_context=True)
def emergency_banner(context: Context) -> dict[str, Any]:
    """What the reader has open on every page while it lasts. One query for staff, none for others."""
    actor = _actor(context)
    return {
        "emergencies": emergency.open_now(actor) if actor.is_staff else [],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("access/parts/told_emergencies.html", takes_context=True)
def emergencies_told(context: Context) -> dict[str, Any]:
    """What a family member has been told of lately. One query for family members, none for others."""
    actor = _actor(context)
    return {"emergencies": emergency.told(actor) if actor.person_id else []}
