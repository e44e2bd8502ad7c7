# SPDX-License-Identifier: EUPL-1.2
"""``familievej targetgroup``: what it answers, its exit codes, and that no command gives a row about a person."""

from __future__ import annotations

import json
from pathlib import Path

import click
import polars as pl
import pytest
from click.testing import CliRunner, Result

from familievej.analysis.targetgroup.country import Size, generate
from familievej.cli.targetgroup import targetgroup


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    generate(folder, Size(24_000, 60_000), seed=1)
    return folder


def run(*words: object) -> Result:
    return CliRunner().invoke(targetgroup, [str(word) for word in words])


def test_the_rules_are_told_in_words() -> None:
    told = run("rules", "--language", "en", "--choose", "at_least=2")
    assert told.exit_code == 0
    assert "at least 2 of these challenges" in told.output


def test_a_country_is_made_checked_and_counted(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    assert run("generate", folder, "--persons", 6_000, "--json").exit_code == 0
    assert run("check", folder).exit_code == 0
    told = run("run", folder, "--json", "--year", 2021, "--year", 2022)
    assert told.exit_code == 0, told.output
    results = json.loads(told.stdout)
    assert {"targetgroup.size", "targetgroup.figure_7", "targetgroup.years"} <= set(results)
    assert results["targetgroup.size"]["caveats"][0]["code"] == "larger"


def test_a_folder_with_something_in_it_is_not_written_over(country: Path) -> None:
    assert run("generate", country).exit_code == 2


def test_two_sets_of_rules_are_compared(country: Path) -> None:
    told = json.loads(run("compare", country, "--other", "at_least=2", "--json").stdout)
    assert told["targetgroup.compare"]["parameters"] == {"at_least": "1 → 2"}


def test_the_potential_comes_with_what_it_is_not(country: Path) -> None:
    told = json.loads(run("potential", country, "--json").stdout)
    assert told["targetgroup.potential"]["caveats"][0]["code"] == "comparison"
    assert told["targetgroup.calculator"]["basis"] == "assumed"


def test_the_report_is_written_as_files(country: Path, tmp_path: Path) -> None:
    assert run("compare", country, "--other", "at_least=2", "--out", tmp_path).exit_code == 0
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "report.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("run", "nowhere"), 1, "nowhere: is no folder"),
        (("rules", "--rules", "none"), 2, "there are no rules none"),
        (("rules", "--choose", "at_least=20"), 2, "only 9 challenges"),
        (("rules", "--choose", "atleast=2"), 2, "the names are at_least"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(words: tuple[str, ...], code: int, says: str) -> None:
    told = run(*words)
    assert told.exit_code == code
    assert says in told.output
    assert "Traceback" not in told.output


def test_a_fault_in_rules_names_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("id: own\nversion: 1\n")
    told = run("rules", "--rules", file)
    assert told.exit_code == 1
    assert "own.yaml:2: version:" in told.output


def test_a_fault_in_the_register_stops_with_1(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    generate(folder, Size(6_000, 1_000))
    persons = pl.read_parquet(folder / "persons.parquet")
    pl.concat([persons, persons.head(3)]).write_parquet(folder / "persons.parquet")
    assert run("check", folder).exit_code == 1
    told = run("run", folder)
    assert told.exit_code == 1
    assert "3 person_id stand more than once" in told.output


def test_no_command_gives_a_row_about_a_person(country: Path, tmp_path: Path) -> None:
    """Every command with everything that it can be asked: no key, no birth date and no household comes out."""
    asked = {
        "rules": (),
        "check": (country, "--json"),
        "run": (country, "--json", "--municipality", 998, "--out", tmp_path),
        "compare": (country, "--json", "--other", "at_least=2", "--municipality", 997),
        "potential": (country, "--json"),
        "generate": (tmp_path / "new", "--persons", 6_000),
    }
    assert set(asked) == set(targetgroup.list_commands(click.Context(targetgroup)))
    told = "".join(run(name, *words).output for name, words in asked.items())
    report = (tmp_path / "report.json").read_text(encoding="utf-8")
    births = {day.isoformat() for day in pl.read_parquet(country / "persons.parquet")["birth_date"].to_list()}
    assert not [day for day in births if day in told + report]
    for figure in (figure for result in json.loads(report)["results"] for figure in result["figures"]):
        assert not figure["persons"] or figure["persons"] >= 5
        assert set(figure) & {"person_id", "household_id", "birth_date", "largest"} == set()


def test_what_was_published_is_kept_in_a_log_and_a_broken_log_is_told(country: Path, tmp_path: Path) -> None:
    log = tmp_path / "released.json"
    for _twice in range(2):
        assert run("compare", country, "--other", "at_least=2", "--json", "--released", log).exit_code == 0
    assert [each["name"] for each in json.loads(log.read_text())["releases"]] == [
        "target group 2022, everywhere"
    ]
    log.write_text("{")
    broken = run("compare", country, "--other", "at_least=2", "--released", log)
    assert broken.exit_code == 1
    assert "released.json, line 1: this is not JSON" in broken.output
