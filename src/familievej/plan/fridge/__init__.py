# SPDX-License-Identifier: EUPL-1.2
"""The fridge plan (køleskabsplan): the family plan on one A4 page, in the family's own words (S17, FV-R51, VA-R54).

``content`` what goes in · ``choose`` what a person would put on the page · ``shorten`` how a long text is cut ·
``words`` the page's fixed texts and dates · ``pdf`` the page as PDF/UA.
"""

from familievej.plan.fridge.choose import by_date, by_priority, next_steps, select
from familievej.plan.fridge.content import (
    Coordinator,
    FridgeGoal,
    FridgePage,
    FridgePlan,
    FridgeStep,
    Meeting,
)
from familievej.plan.fridge.pdf import render
from familievej.plan.fridge.words import left_out, say_when

__all__ = [
    "Coordinator",
    "FridgeGoal",
    "FridgePage",
    "FridgePlan",
    "FridgeStep",
    "Meeting",
    "by_date",
    "by_priority",
    "left_out",
    "next_steps",
    "render",
    "say_when",
    "select",
]
