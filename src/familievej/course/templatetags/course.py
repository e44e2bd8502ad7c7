# SPDX-License-Identifier: EUPL-1.2
"""``{% load course %}``: what must happen next with a family, in words, with its paragraph and its door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from familievej.course.need_words import turn_name
from familievej.course.queries.rhythm import keeper_of
from familievej.practice.handbook.say import say_span

if TYPE_CHECKING:
    from uuid import UUID

    from django.utils.safestring import SafeString

    from familievej.course.intervals import Turn
    from familievej.practice.schema import Span
    from familievej.practice.schema.programme import Programme

register = template.Library()


@register.filter
def fv_turn(turn: Turn) -> str:
    """What it is: "Formal follow-up"."""
    return turn_name(turn)


@register.filter
def fv_turn_path(turn: Turn, programme: Programme) -> str:
    """Its paragraph in the handbook."""
    return f"programmes/{programme.id}/intervals/{turn.interval.id}"


@register.filter
def fv_span(span: Span) -> str:
    """A length of time: "3 months"."""
    return say_span(span)


@register.simple_tag
def fv_turn_door(turn: Turn, family_id: UUID) -> SafeString:
    """Where somebody writes that it has been, or agrees on it in the room that knows."""
    keeper = keeper_of(turn.kind)
    url = keeper.url(family_id) if keeper and keeper.url else ""
    words = str(keeper.action) if keeper and url else _("It has been")
    url = url or reverse("course:met", args=[family_id, f"interval:{turn.kind}"])
    name = turn_name(turn)
    return format_html(
        '<a class="button button-secondary" href="{}">{}<span class="sr-only">: {}</span></a>',
        url,
        words,
        name,
    )
