# SPDX-License-Identifier: EUPL-1.2
"""The rule in words: printed beside every result."""

from __future__ import annotations

from collections.abc import Iterable

from familievej.analysis.targetgroup.definition import Criterion, Rules, Words
from familievej.analysis.words import N_, Fact, Given, Text

READINGS = {
    ("age_on", "last_day"): N_("Age is the age on 31 December of the year."),
    ("age_on", "first_day"): N_("Age is the age on 1 January of the year."),
    ("alive", "some_day"): N_("Whoever was alive on some day of the year counts."),
    ("alive", "last_day"): N_("Only those who were alive at the end of the year count."),
    ("relation_on", "some_day"): N_("A relation counts when it held on some day of the year."),
    ("relation_on", "last_day"): N_("A relation counts when it held at the end of the year."),
    ("parents", "legal"): N_("Parents are the legal parents, wherever they live."),
    ("parents", "household"): N_(
        "Parents are legal parents and step-parents who live in the child's household."
    ),
    ("homes", "registered"): N_("One lives where one is registered on 31 December."),
    ("homes", "all"): N_("One lives where one is registered and where one lives part-time, on 31 December."),
    ("leave_out_placed", True): N_("Figures 4 and 5 leave out children who were placed outside the home."),
    ("leave_out_placed", False): N_("Figures 4 and 5 include children who were placed outside the home."),
    ("leave_out_alone", True): N_("Figures 4 and 5 leave out children and young people who live alone."),
    ("leave_out_alone", False): N_("Figures 4 and 5 include children and young people who live alone."),
    ("household_known", True): N_("Figures 4 and 5 are of those whose household is known."),
    ("household_known", False): N_("In figures 4 and 5 an unknown household is lived in with nobody."),
}


def words(given: Words) -> Given:
    """Words of a rules file, spoken in either language."""
    return Given(given.en, {}, given.da)


def in_words(rules: Rules, year: int) -> tuple[Text, ...]:
    """The whole rule, a sentence or two a paragraph."""
    choices = rules.choices
    facts: dict[str, Fact | Text] = {
        "low": choices.child_ages[0],
        "high": choices.child_ages[1],
        "year": str(year),
    }
    child: dict[str, Fact | Text] = {**facts, "criteria": _list(rules.children_criteria)}
    adult: dict[str, Fact | Text] = {
        "from": choices.adult_from,
        "at_least": choices.at_least,
        "criteria": _list(rules.challenges),
    }
    told = [
        Text(
            N_(
                "A vulnerable child is %(low)s to %(high)s years old and had in %(year)s any of: %(criteria)s."
            ),
            child,
        ),
        Text(
            N_(
                "A vulnerable adult is %(from)s or older and had in the same year at least %(at_least)s of these "
                "challenges: %(criteria)s."
            ),
            adult,
        ),
        Text(
            N_(
                "The target group is every vulnerable child with a vulnerable parent, and every vulnerable adult who "
                "is parent of a vulnerable child."
            )
        ),
    ]
    told += [
        Text(READINGS[name, getattr(choices, name)]) for name in dict.fromkeys(name for name, _ in READINGS)
    ]
    if assumed := [one for one in rules.challenges if one.assumed]:
        message = N_("The report gives no register codes for %(criteria)s: the codes are the rules' own.")
        told.append(Text(message, {"criteria": _list(assumed)}))
    return tuple(told)


def rule(rules: Rules, year: int) -> Text:
    """The same as one text."""
    parts = in_words(rules, year)
    return Text(
        " ".join(f"%(part{place})s" for place in range(len(parts))),
        {f"part{place}": part for place, part in enumerate(parts)},
    )


def _list(criteria: Iterable[Criterion]) -> Given:
    some = [one.words for one in criteria]
    return Given("; ".join(one.en for one in some), {}, "; ".join(one.da for one in some))
