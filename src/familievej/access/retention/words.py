# SPDX-License-Identifier: EUPL-1.2
"""The rules of retention in words: one line for each purpose, category and term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from familievej.gate.categories import Category
from familievej.gate.declare import GatedThrough, OwnedBy, gated_models

if TYPE_CHECKING:
    from familievej.gate.declare import Retention


@dataclass(frozen=True, order=True)
class Rule:
    """What it is for, of which categories, and how long it is kept."""

    purpose: str
    category: str
    term: str
    source: str


def term(retention: Retention) -> str:
    """ "5 years after the last course was closed"."""
    if retention.follows and not retention.years:
        return _("as long as the record that it belongs to")
    values = {"years": retention.years, "days": retention.days, "what": retention.after}
    if retention.years:
        return (
            ngettext("%(years)d year after %(what)s", "%(years)d years after %(what)s", retention.years)
            % values
        )
    return ngettext("%(days)d day after %(what)s", "%(days)d days after %(what)s", retention.days) % values


def category(gated: Any) -> str:
    """The category of a model's rows, or how it is found."""
    if isinstance(gated, OwnedBy):
        return _("one’s own")
    if isinstance(gated, GatedThrough) or gated.category is None:
        return _("the row says so")
    return str(Category(gated.category).label)


def rules() -> list[Rule]:
    """All rules, in order of their purpose; what is the same for several tables stands once."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for model in gated_models():
        gated: Any = getattr(model, "gated")  # noqa: B009 - declared by every model of personal data
        key = str(gated.purpose), term(gated.retention), str(gated.source)
        found.setdefault(key, set()).add(category(gated))
    return sorted(
        Rule(purpose, ", ".join(sorted(categories)), kept, source)
        for (purpose, kept, source), categories in found.items()
    )
