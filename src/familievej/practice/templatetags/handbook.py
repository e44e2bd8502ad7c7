# SPDX-License-Identifier: EUPL-1.2
"""``{% load handbook %}``: the link from a screen to the paragraph that it follows.

``{% handbook_link adopted "programmes/home/gates/to-work" %}`` says where the rule stands; with a text of its own:
``{% handbook_link adopted "meetings/network-meeting" _("How the meeting is held") %}``. Without a version (a course
from before models were adopted) it says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from familievej.practice.handbook.address import address

if TYPE_CHECKING:
    from familievej.practice.models import AdoptedModel

register = template.Library()


@register.simple_tag
def handbook_link(adopted: AdoptedModel | None, path: str = "", text: str = "") -> SafeString:
    """A link to the paragraph at ``path`` of that version. For pages of staff: the handbook is theirs."""
    if adopted is None:
        return mark_safe("")
    words = text or _("This stands in the handbook")
    return format_html('<a class="practice-link" href="{}">{}</a>', address(adopted, path), words)
