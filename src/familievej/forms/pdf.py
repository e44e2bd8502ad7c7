# SPDX-License-Identifier: EUPL-1.2
"""A form on paper: what the reader may see of a version, as PDF/UA."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from familievej.base.dates import say_day
from familievej.base.press import press
from familievej.forms.slots import OF_THE_COURSE

if TYPE_CHECKING:
    from familievej.forms.queries import Part, Sheet

SOURCE = Path(__file__).with_name("form.typ")
WHOSE = {
    "family": gettext_noop("in the family’s own words"),
    "parent": gettext_noop("in the parent’s own words"),
    "child": gettext_noop("in the child’s own words"),
}


def render(view: Sheet, language: str) -> bytes:
    """``view`` as PDF bytes. The same view gives the same bytes."""
    moment = view.filling.finished_at or view.filling.begun_at
    day = timezone.localdate(moment)
    texts = {
        "lang": language.split("-")[0],
        "title": view.filling.name,
        "banner": view.form.banner or "",
        "edition": _edition(view) % {"number": view.filling.number, "day": say_day(day, None)},
        "parts": [_part(part) for part in view.parts if part.said],
    }
    return press(SOURCE, (settings.FAMILIEVEJ_FONTS,)).print(texts, int(moment.timestamp()))


def _edition(view: Sheet) -> str:
    if view.filling.finished_at:
        return _("Version %(number)d, finished %(day)s.")
    return _("Version %(number)d, begun %(day)s and not finished.")


def _part(part: Part) -> dict[str, Any]:
    name = part.section.name
    return {
        "title": f"{name}: {part.who.name}" if part.who and part.who.name else name,
        "fields": [
            {
                "name": field.name,
                "whose": _(WHOSE[field.own_words]) if field.own_words else "",
                "answers": [
                    {
                        "item": said.slot.item.name if said.slot.item else "",
                        "lines": list(said.lines),
                        "rows": [", ".join(cell for cell in row if cell) for row in said.rows],
                    }
                    for said in answers
                    if not said.empty
                ],
            }
            for field, answers in part.fields
            if field.kind not in OF_THE_COURSE and any(not said.empty for said in answers)
        ],
    }
