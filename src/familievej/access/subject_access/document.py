# SPDX-License-Identifier: EUPL-1.2
"""The answer as JSON and as a PDF that people can read, with the rules that were followed and the reader's rights."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from familievej.access.subject_access.asked import Asked, ask
from familievej.access.subject_access.collect import Collected, collect
from familievej.access.subject_access.looked import Look, looks
from familievej.base.dates import say_day
from familievej.base.press import press
from familievej.gate.attachments import bytes_of

if TYPE_CHECKING:
    from familievej.people.models import Person

SOURCE = Path(__file__).with_name("subject_access.typ")


@dataclass(frozen=True)
class Answer:
    """``papers`` are file names with their bytes, as they were handed in."""

    pdf: bytes
    json: str
    papers: tuple[tuple[str, bytes], ...]
    rows: int
    withheld: int


def answer(person: Person, receiver: Person, day: dt.date, language: str) -> Answer:
    """Everything about ``person`` for ``receiver``, in ``language``. On the owner's connection. Raises NotTheirs."""
    with translation.override(language):
        asked = ask(person, receiver, day)
        found, seen = collect(asked), looks(asked)
        papers = tuple(
            (f"{number}-{paper.name}", bytes_of(paper)) for number, paper in enumerate(found.papers, 1)
        )
        moment = int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())
        pdf = press(SOURCE, (settings.FAMILIEVEJ_FONTS,)).print(_texts(asked, found, seen, language), moment)
        data = json.dumps(_data(asked, found, seen), ensure_ascii=False, indent=2)
    return Answer(pdf, data + "\n", papers, found.rows, found.withheld)


def _data(asked: Asked, found: Collected, seen: list[Look]) -> dict[str, Any]:
    return {
        "format": "familievej subject access 1",
        "person": asked.person.full_name,
        "asked_by": asked.receiver.full_name,
        "day": asked.day.isoformat(),
        "rules": _rules(asked),
        "rights": _rights(),
        "withheld": [{"ground": ground, "rows": count} for ground, count in _withheld(found)],
        "tables": [
            {
                "table": section.table,
                "purpose": section.purpose,
                "category": section.category,
                "source": section.source,
                "kept": section.kept,
                "rows": [
                    [{"field": name, "label": label, "value": value} for name, label, value in row]
                    for row in section.rows
                ],
            }
            for section in found.sections
        ],
        "papers": [paper.name for paper in found.papers],
        "who_has_looked": [
            {"at": look.at.isoformat(timespec="seconds"), "who": look.who, "what": look.what} for look in seen
        ],
    }


def _texts(asked: Asked, found: Collected, seen: list[Look], language: str) -> dict[str, Any]:
    return {
        "lang": language.split("-")[0],
        "title": _("What is kept about %(name)s") % {"name": asked.person.full_name},
        "lead": _("Answer to a request for access after article 15 of the GDPR, %(day)s.")
        % {"day": say_day(asked.day, None)},
        "asked_by": "" if asked.by_self else _("Asked by %(name)s.") % {"name": asked.receiver.full_name},
        "rules_title": _("How this was collected"),
        "rules": _rules(asked),
        "withheld": [
            ngettext(
                "%(count)d record is withheld: %(ground)s",
                "%(count)d records are withheld: %(ground)s",
                count,
            )
            % {"count": count, "ground": ground}
            for ground, count in _withheld(found)
        ],
        "rights_title": _("Your rights"),
        "rights": _rights(),
        "sections": [
            {
                "title": section.purpose,
                "about": _("Category: %(category)s. Where it comes from: %(source)s. Kept: %(kept)s.")
                % {"category": section.category, "source": section.source, "kept": section.kept},
                "rows": [
                    [{"label": label, "value": value} for _name, label, value in row] for row in section.rows
                ],
            }
            for section in found.sections
        ],
        "looked_title": _("Who has looked, and who has written"),
        "looked": [{"when": look.when, "who": look.who, "what": look.what} for look in seen],
        "nobody": _("Nobody has looked yet."),
        "edition": _("%(name)s, %(day)s") % {"name": asked.person.full_name, "day": say_day(asked.day, None)},
    }


def _withheld(found: Collected) -> list[tuple[str, int]]:
    grounds = (
        (
            _("the regard for another person weighs more (databeskyttelsesloven § 22, stk. 1)"),
            found.withheld_for_others,
        ),
        (
            _("it is the child’s own, and is decided upon one by one (databeskyttelsesloven § 22, stk. 1)"),
            found.withheld_by_custody,
        ),
    )
    return [(ground, count) for ground, count in grounds if count]


def _rules(asked: Asked) -> list[str]:
    found = [
        _(
            "Here is everything that is kept about you alone, and what is kept about the families you are in today."
        ),
        _("Other persons stand by what they are to you, in [brackets]: their names are theirs."),
        _(
            "What was written about several persons at once is here in full, with the others’ names taken out."
        ),
        _("Those who work with you professionally stand by their names."),
        _(
            "Sector plans and sector journals are kept in other systems of the municipality. Ask there for those."
        ),
    ]
    if not asked.by_self:
        found.insert(
            1, _("You ask on behalf of a child in your custody: you get what custody gives a right to read.")
        )
    return found


def _rights() -> list[str]:
    return [
        _(
            "What is wrong must be put right, and you can ask for it to be deleted or used less (articles 16 to 18)."
        ),
        _("You can object to how it is used (article 21). A consent can be taken back at any time."),
        _("The system makes no automatic decisions about you, and no profile of you (article 22)."),
        _("Whom it is shared with stands under consents and disclosures. It does not leave the EU."),
        _("You can complain to Datatilsynet, the Danish data protection agency: datatilsynet.dk."),
    ]
