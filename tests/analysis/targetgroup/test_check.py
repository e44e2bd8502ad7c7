# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in a register is named by file, column and rows; keys that lead nowhere are told, never dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.targetgroup.world import World, family, target

from familievej.analysis.targetgroup.check import Finding, check
from familievej.analysis.targetgroup.indicators import caveats
from familievej.analysis.targetgroup.keys import DirtyKeys, DoublePersons
from familievej.analysis.targetgroup.register import Unreadable, open_folder
from familievej.analysis.targetgroup.rulesfile import default
from familievej.analysis.words import say

RULES = default()


def stopping(folder: Path) -> list[Finding]:
    return [finding for finding in check(folder, RULES) if finding.stops]


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_clean_register_has_no_faults(tmp_path: Path, ending: str) -> None:
    world = family(child=2012).had("child", "home_based").had("mother", "disability_pension", until=None)
    assert stopping(world.write(tmp_path, ending)) == []


def test_a_wrong_cell_is_named_by_file_column_and_rows_and_not_shown(tmp_path: Path) -> None:
    family(child=2012).write(tmp_path, "csv")
    file = tmp_path / "persons.csv"
    file.write_text(
        file.read_text().replace("1980-06-15", "15.06.1980").replace("1978-06-15", "").rstrip() + "\n"
    )
    wrong, empty = sorted(stopping(tmp_path), key=lambda finding: finding.says, reverse=True)
    assert (wrong.file, wrong.column, wrong.rows, wrong.first) == ("persons.csv", "birth_date", 1, (1,))
    assert wrong.says == "is no date (2022-12-31)"
    assert (empty.says, empty.first) == ("is empty", (2,))
    assert "1980" not in str(wrong)


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    family(child=2012).write(tmp_path, "csv")
    file = tmp_path / "persons.csv"
    file.write_text(file.read_text().replace("birth_date", "born"))
    told = str(stopping(tmp_path)[0])
    assert told.startswith("persons.csv: birth_date: this column is not there")
    with pytest.raises(Unreadable, match="persons lacks the column birth_date"):
        open_folder(tmp_path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    family(child=2012).write(tmp_path)
    (tmp_path / "events.parquet").unlink()
    with pytest.raises(Unreadable, match=r"there is no events\.parquet or events\.csv"):
        check(tmp_path, RULES)


def test_a_last_day_before_the_first_and_an_unknown_kind_are_faults(tmp_path: Path) -> None:
    world = family(child=2012).related("foster", "child", "mother").had("child", "home_based")
    world.rows["events"][0]["last_day"] = world.rows["events"][0]["first_day"].replace(year=2020)
    told = {finding.column: finding.says for finding in stopping(world.write(tmp_path))}
    assert told == {"kind": "is none of legal, step", "last_day": "is before first_day"}


def test_what_happens_on_a_day_needs_its_day(tmp_path: Path) -> None:
    world = family(child=2012).had("child", "notification", until=None)
    assert "give the same day again" in str(stopping(world.write(tmp_path))[0])


def test_a_person_who_stands_twice_stops_the_count(tmp_path: Path) -> None:
    world = family(child=2012)
    world.rows["persons"].append(world.rows["persons"][0])
    assert [finding.says for finding in stopping(world.write(tmp_path))] == ["stands more than once"]
    with pytest.raises(DoublePersons, match="1 person_id stand more than once"):
        world.count(tmp_path)


def test_keys_that_lead_nowhere_are_counted_and_told_with_the_result(tmp_path: Path) -> None:
    world = family(child=2012).had("child", "home_based").had("mother", "disability_pension")
    world.keys["nobody"] = 99
    world.had("nobody", "home_based", "placement")
    findings = [
        str(finding) for finding in check(world.write(tmp_path), RULES) if "names nobody" in finding.says
    ]
    assert findings[0].startswith("events.parquet: person_id: names nobody in persons")
    assert "(2 rows: 3, 4)" in findings[0]
    counts = world.count(tmp_path)
    assert target(counts) == (1, 1)
    assert counts.dirty == (DirtyKeys("events", "person_id", 2, 1),)
    assert any("2 rows of events.person_id" in say(caveat.text, "en") for caveat in caveats(counts))


def test_codes_of_the_rules_that_no_row_has_are_told(tmp_path: Path) -> None:
    told = str(check(World().person("a", 1980).had("a", "conviktion").write(tmp_path), RULES)[-1])
    assert "no row has these codes of the rules" in told
    assert "conviction" in told
