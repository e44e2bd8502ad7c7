# SPDX-License-Identifier: EUPL-1.2
"""Rules are a file that people write: every fault names file, line and field."""

from __future__ import annotations

import pytest

from familievej.analysis.targetgroup.choosing import choices_of
from familievej.analysis.targetgroup.definition import Choices
from familievej.analysis.targetgroup.rulesfile import FaultyRules, default, parse, shipped
from familievej.analysis.targetgroup.ruletext import rule
from familievej.analysis.words import say

TEXT = shipped()["familiens-vej"].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "line", "field"),
    [
        ("at_least: 1 ", "at_least: one ", "at_least: one", "choices.at_least"),
        ("at_least: 1 ", "at_lest: 1 ", "at_lest", "choices.at_lest"),
        ("include: []", "include: [eviction]", "include: [eviction]", "choices.include"),
        ("child_ages: [0, 23]", "child_ages: [23, 0]", "choices:", "choices"),
        (
            'any_of: [placement]\n    source: {lines: "148',
            'any_of: []\n    source: {lines: "148',
            "any_of: []",
            "child.1.any_of",
        ),
        ("id: homeless", "id: Homeless", "id: Homeless", "adult.1.id"),
        ("id: homeless", "id: far_from_work", "adult:", "adult"),
        ("at_least: 1 ", "at_least: 10 ", "at_least: 10", "choices.at_least"),
    ],
)
def test_a_fault_names_file_line_and_field(before: str, after: str, line: str, field: str) -> None:
    text = TEXT.replace(before, after, 1)
    assert text != TEXT
    with pytest.raises(FaultyRules) as faulty:
        parse(text, "own.yaml")
    fault = faulty.value.faults[0]
    assert fault.file == "own.yaml"
    assert fault.field == field
    assert line in text.splitlines()[fault.line - 1]


def test_every_fault_is_told_at_once() -> None:
    text = TEXT.replace("at_least: 1 ", "at_least: one ").replace("id: homeless", "id: Homeless")
    with pytest.raises(FaultyRules) as faulty:
        parse(text, "own.yaml")
    assert len(faulty.value.faults) == 2


def test_what_is_no_yaml_is_told_with_its_line() -> None:
    with pytest.raises(FaultyRules, match=r"own\.yaml:3: "):
        parse("id: a\nversion: b\n  c: [", "own.yaml")


def test_the_shipped_file_chooses_what_the_code_chooses() -> None:
    assert default().choices == Choices()


def test_choices_are_read_as_people_write_them() -> None:
    written = [
        "at_least=2",
        "include=youth_support",
        "child_ages=0-17",
        "leave_out_alone=false",
        "age_on=first_day",
    ]
    assert choices_of(written) == {
        "at_least": 2,
        "include": ("youth_support",),
        "child_ages": (0, 17),
        "leave_out_alone": False,
        "age_on": "first_day",
    }
    with pytest.raises(ValueError, match="the names are at_least"):
        choices_of(["atleast=2"])
    with pytest.raises(ValueError, match="an example is 0-23"):
        choices_of(["child_ages=young"])


def test_the_rule_in_words_names_every_number_and_criterion() -> None:
    told = say(rule(default().chosen(at_least=2, include=["youth_support"]), 2021), "en")
    for part in (
        "0 to 23",
        "18 or older",
        "at least 2",
        "in 2021",
        "youth support",
        "homelessness",
        "drug misuse",
    ):
        assert part in told
    danish = say(rule(default(), 2022), "da")
    assert "hjemløshed" in danish
    assert "ungestøtte" not in danish
