# SPDX-License-Identifier: EUPL-1.2
"""``familievej import``: what it prints, for people and for programs, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from tests.cast import Cast
from tests.extract.municipality import extract, write_folder

from familievej.extract.command import run
from familievej.extract.models import ImportRun, State
from familievej.people.models import Family

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]


def test_a_sound_extract_is_loaded_and_counted(tmp_path: Path, capsys: Capture) -> None:
    assert run(write_folder(tmp_path, extract())) == 0
    said = capsys.readouterr().out
    assert "income_support" in said
    assert said.endswith("Loaded.\n")
    assert Family.objects.count() == 3


def test_a_second_time_says_that_nothing_was_changed(tmp_path: Path, capsys: Capture) -> None:
    folder = write_folder(tmp_path, extract())
    run(folder)
    assert run(folder) == 0
    assert "everything was here already" in capsys.readouterr().out


def test_a_dry_run_changes_nothing_at_all(tmp_path: Path, capsys: Capture) -> None:
    assert run(write_folder(tmp_path, extract()), dry_run=True) == 0
    assert "this was a dry run" in capsys.readouterr().out
    assert not Family.objects.exists()
    assert not ImportRun.objects.exists()


def test_faults_are_listed_and_the_exit_code_says_so(tmp_path: Path, capsys: Capture) -> None:
    tables = extract()
    tables["income_support"][40 - len(tables["income_support"])][1] = "2018-13"
    tables["ratings"][1][1] = "[red]neighbour[/red]"
    assert run(write_folder(tmp_path, tables)) == 1
    said = capsys.readouterr().out
    assert "in income_support.csv: month 13 does not exist. Correct it to" in said
    assert "“[red]neighbour[/red]” is not a known rater" in said
    assert "2 faults. Nothing was loaded" in said
    assert ImportRun.objects.get().state == State.FAULTY


def test_a_long_list_is_cut_with_the_number_of_the_rest(tmp_path: Path, capsys: Capture) -> None:
    tables = extract(families=10, months=3)
    for row in tables["activation"][1:]:
        row[2] = "chat"
    assert run(write_folder(tmp_path, tables)) == 1
    said = capsys.readouterr().out
    assert said.count("is not a known kind") == 20
    assert "and 10 more" in said


def test_the_report_for_programs_is_json(tmp_path: Path, capsys: Capture) -> None:
    tables = extract()
    tables["attendance"][1][2] = "-1"
    assert run(write_folder(tmp_path, tables), as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["loaded"], told["fault_count"], told["tables"]["families"]["rows"]) == (False, 1, 3)
    assert told["faults"][0]["message"] == (
        "Line 2 in attendance.csv: days is negative: -1. It must be between 0 and 31."
    )


def test_several_units_ask_for_the_option(cast: Cast, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, extract())
    with pytest.raises(ImproperlyConfigured, match=rf"{cast.unit.code}.*--unit"):
        run(folder)
    assert run(folder, unit=cast.unit.code) == 0
