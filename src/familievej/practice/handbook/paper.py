# SPDX-License-Identifier: EUPL-1.2
"""The handbook on paper: a version of a model, whole, as PDF/UA with a list of contents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from familievej.base.dates import say_day
from familievej.base.press import press
from familievej.practice.handbook.articles import Article, chapters
from familievej.practice.handbook.say import say_source
from familievej.practice.running import status
from familievej.practice.schema.rules import RULES

if TYPE_CHECKING:
    from familievej.practice.schema import PracticeModel

SOURCE = Path(__file__).with_name("handbook.typ")


def render(model: PracticeModel, owner: str = "", starts: dt.date | None = None) -> bytes:
    """``model`` as PDF bytes in the language that is active; the same version gives the same bytes.

    ``owner`` and ``starts`` are those of an adopted version; a file that nobody has adopted has neither.
    """
    day = starts or model.valid_from
    moment = dt.datetime.combine(day, dt.time(12), dt.UTC)
    texts = {
        "lang": (get_language() or "da").split("-")[0],
        "title": model.name,
        "lead": model.description,
        "edition": _edition(model, owner, day),
        "source": "; ".join(say_source(model.source)),
        "chapters": [
            {"title": each.title, "articles": [_article(one) for one in each.articles]}
            for each in chapters(model)
        ],
        "rules": [
            [_(RULES[each.key].words), str(each.count), _("yes") if each.runs else _("not yet")]
            for each in status(model)
        ],
        "words": {
            "contents": _("Contents"),
            "family": _("Said to the family:"),
            "source": _("Source:"),
            "runs": _("What the system does of this"),
            "yours": _("What is not done by the system yet is yours to remember."),
            "columns": [_("Rules"), _("Number"), _("By the system")],
        },
    }
    return press(SOURCE, (settings.FAMILIEVEJ_FONTS,)).print(texts, int(moment.timestamp()))


def _edition(model: PracticeModel, owner: str, day: dt.date) -> str:
    if owner:
        words = _("Version %(version)s, from %(day)s. Owner: %(owner)s")
        return words % {"version": model.version, "day": say_day(day, None), "owner": owner}
    return _("Version %(version)s. Not adopted here.") % {"version": model.version}


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "texts": article.texts,
        "family": article.for_family,
        "facts": article.facts,
        "flags": article.flags,
        "source": "; ".join(article.sources),
        "groups": [
            {
                "title": group.title,
                "points": group.points,
                "ordered": group.ordered,
                "articles": [_article(each) for each in group.articles],
            }
            for group in article.groups
        ],
    }
