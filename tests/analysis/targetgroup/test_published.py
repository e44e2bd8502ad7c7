# SPDX-License-Identifier: EUPL-1.2
"""Where the report on the target group contradicts itself, both readings can be had and the one used is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.analysis.targetgroup.world import family, target

from familievej.analysis.targetgroup.indicators import results
from familievej.analysis.targetgroup.rulesfile import default

PRINTED_MEAN = 14  # notifications a child of the target group, line 405


def test_one_challenge_is_enough_unless_two_are_asked_for_and_the_rule_says_which(tmp_path: Path) -> None:
    """Line 151 says at least one, line 341 at least two."""
    world = family(child=2012).had("child", "home_based").had("mother", "disability_pension")
    world.had("father", "disability_pension", "alcohol_treatment")
    assert default().choices.at_least == 1
    for least, adults in ((1, 2), (2, 1)):
        counts = world.count(tmp_path, default().chosen(at_least=least))
        assert target(counts) == (1, adults)
        for result in results(counts):
            assert f"at least {least} of" in str(result.rule)
            assert result.parameters["at_least"] == least


def test_fourteen_notifications_a_child_would_be_35_for_each_one_notified(
    tmp_path: Path, published: dict[str, Any]
) -> None:
    """Lines 404-405. The mean is given both ways with its base, so that it cannot be read as the other."""
    notified = published["target_group"]["children_notified_pct"] * 5 // 100
    children = {f"child{number}": 2012 for number in range(5)}
    world = family(**children).had("mother", "disability_pension")
    for number, child in enumerate(children):
        world.had(child, "home_based", *["notification"] * (35 if number < notified else 0))
    found = {result.id: result for result in results(world.count(tmp_path))}
    share = found["targetgroup.figure_6"].at(contact="notified", group="target")
    assert share.value == pytest.approx(published["target_group"]["children_notified_pct"] / 100)
    place = {"contact": "notified", "group": "target"}
    among = {who: found["targetgroup.notifications"].at(**place, among=who) for who in ("all", "notified")}
    assert {who: (figure.value, figure.base) for who, figure in among.items()} == {
        "all": (PRINTED_MEAN, 5),
        "notified": (35, 2),
    }
