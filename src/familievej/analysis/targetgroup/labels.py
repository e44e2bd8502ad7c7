# SPDX-License-Identifier: EUPL-1.2
"""What people read where a figure stands: the words of its dimensions and places, and its value as text."""

from __future__ import annotations

from collections.abc import Mapping

from familievej.analysis.result import Figure, Unit
from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.targetgroup.ruletext import words
from familievej.analysis.words import N_, Text, number, say

HEADINGS = {
    "group": N_("Group"),
    "of": N_("Among"),
    "figure": N_("Question"),
    "contact": N_("Contact in the year"),
    "among": N_("Average over"),
    "age": N_("Age"),
    "municipality": N_("Municipality"),
    "year": N_("Year"),
    "area": N_("Area"),
    "payer": N_("Payer"),
    "rules": N_("Rules"),
    "person": N_("Person"),
    "measure": N_("What"),
    "horizon": N_("Reckoned over"),
}
PLACES = {
    "children": N_("Children and young people"),
    "adults": N_("Adults"),
    "persons": N_("All persons"),
    "target": N_("Target group"),
    "others": N_("Other vulnerable"),
    "both_parents": N_("Children with both parents vulnerable (figure 2)"),
    "two_children": N_("Adults with two or more vulnerable children (figure 3)"),
    "lives_with_child": N_("Children who live with another vulnerable child (figure 4)"),
    "lives_with_adult": N_("Children who live with a vulnerable adult (figure 5)"),
    "all": N_("All of them"),
    "notified": N_("Those with a notification"),
    "social": N_("Social area"),
    "employment": N_("Employment measures"),
    "transfers": N_("Income transfers"),
    "health": N_("Health area"),
    "tax": N_("Tax"),
    "all_areas": N_("All areas"),
    "municipality": N_("The municipality"),
    "region": N_("The region"),
    "state": N_("The state"),
    "all_payers": N_("All payers"),
    "adult": N_("The adult"),
    "child": N_("The child"),
    "pair": N_("Adult and child together"),
    "all_years": N_("All years"),
    "less": N_("Lower expenditure"),
    "more": N_("Extra measures, a cost"),
    "net": N_("Together"),
    "first_year": N_("The first year"),
    "four_years": N_("Four years"),
    "first": N_("Rules A"),
    "second": N_("Rules B"),
    "difference": N_("B less A"),
    "0": N_("Unknown"),
}
HIDDEN = N_("protected")
NOTHING = "–"


def heading(dimension: str) -> Text:
    """What the column is called."""
    return Text(HEADINGS.get(dimension, dimension))


def place(rules: Rules, dimension: str, key: str | int) -> Text:
    """What stands in the column; the words of a criterion come from the rules."""
    if dimension == "contact":
        for contact in (*rules.contacts.children, *rules.contacts.adults):
            if contact.id == key:
                return words(contact.words)
    if dimension in {"municipality", "age", "year"} and key not in {"all_years", "0"}:
        return Text("%(key)s", {"key": str(key)})
    return Text(PLACES.get(str(key), "%(key)s"), {} if str(key) in PLACES else {"key": str(key)})


def value(figure: Figure, language: str) -> str:
    """The value with its unit: ``38 %``, ``34.012``, ``510.000 kr.``; a hidden one says so."""
    if figure.hidden:
        return say(Text(HIDDEN), language)
    if figure.value is None:
        return NOTHING
    match figure.unit:
        case Unit.SHARE | Unit.POINTS:
            return f"{number(100 * figure.value, language, 1)} %"
        case Unit.DKK:
            return f"{number(figure.value, language)} kr."
        case Unit.NUMBER:
            return number(figure.value, language, 2)
        case _:
            return number(figure.value, language)


def base(figure: Figure, language: str) -> str:
    """What the value is a share or mean of."""
    return NOTHING if figure.hidden and not figure.base else number(figure.base, language)


def limits(figure: Figure, language: str) -> str:
    """The 95 % interval, where there is one."""
    if figure.low is None or figure.high is None:
        return ""
    parts: Mapping[str, float] = {"low": figure.low, "high": figure.high}
    return " – ".join(number(parts[name], language) for name in ("low", "high"))
