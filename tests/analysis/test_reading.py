# SPDX-License-Identifier: EUPL-1.2
"""The fast reader takes only what the full check would take, and knows the extract's own words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from familievej.analysis.reading import CATEGORIES, MAY_BE_EMPTY, NotPlain, read_folder
from familievej.analysis.tables import SCHEMAS
from familievej.demo.register import generate
from familievej.extract.check import Checker
from familievej.extract.faults import FaultLog
from familievej.extract.sources import open_source
from familievej.extract.tables import BY_NAME

# File, what stands there, what is put in its place (the first time it occurs after the column names).
DAMAGES = {
    "an unknown category": ("income_support", "job_ready", "jobready"),
    "a thirteenth month": ("income_support", "2016-0", "2016-13x"),
    "a day that does not exist": ("families", "2017-", "2017-02-31"),
    "a comma in a number": ("attendance", ".", ","),
    "more hours than a month has": ("attendance", ".", "99."),
    "a person who is not there": ("activation", "F00", "G00"),
    "a CPR number as an id": ("families", "F001", "010190-1234"),
    "an account function that is a number": ("person_costs", "3.22", "322"),
    "a mark over ten": ("ratings", ",5.", ",55."),
    "an empty month": ("activation", "2017-", ""),
    "a quotation mark that is not closed": ("persons", "F001", '"F001'),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    generate().write(folder)
    return folder


def faults(folder: Path) -> int:
    log = FaultLog()
    Checker(open_source(folder, log), log).run()
    return log.count


def test_an_extract_without_faults_is_read(plain: Path) -> None:
    assert faults(plain) == 0
    assert read_folder(plain).persons.height == 169


@pytest.mark.parametrize("name", DAMAGES)
def test_what_the_full_check_refuses_is_not_plain(plain: Path, tmp_path: Path, name: str) -> None:
    table, found, put = DAMAGES[name]
    folder = shutil.copytree(plain, tmp_path / "damaged")
    file = folder / f"{table}.csv"
    head, rows = file.read_text(encoding="utf-8").split("\n", 1)
    assert found in rows
    file.write_text(f"{head}\n{rows.replace(found, put, 1)}", encoding="utf-8")
    assert faults(folder)
    with pytest.raises(NotPlain):
        read_folder(folder)


@pytest.mark.parametrize("change", ["a row twice", "a file missing", "semicolons", "a column missing"])
def test_what_is_not_nine_plain_files_is_left_to_the_full_check(
    plain: Path, tmp_path: Path, change: str
) -> None:
    folder = shutil.copytree(plain, tmp_path / "changed")
    file = folder / "activation.csv"
    text = file.read_text(encoding="utf-8")
    match change:
        case "a row twice":
            file.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
        case "a file missing":
            file.unlink()
        case "semicolons":
            file.write_text(text.replace(",", ";"), encoding="utf-8")
        case _:
            file.write_text("\n".join(line.rsplit(",", 1)[0] for line in text.splitlines()), encoding="utf-8")
    with pytest.raises(NotPlain):
        read_folder(folder)


def test_the_words_are_those_of_the_extract() -> None:
    for name, schema in SCHEMAS.items():
        for column in schema:
            ours = BY_NAME[name].column(column.replace("amount_ore", "amount_dkk"))
            place = (name, ours.name)
            assert ours.required == (place not in MAY_BE_EMPTY)
            if ours.categories:
                assert CATEGORIES[place] == ours.categories


def test_names_and_numbers_of_persons_are_not_read(plain: Path) -> None:
    assert "cpr" in (plain / "persons.csv").read_text(encoding="utf-8").split("\n")[0]
    assert set(read_folder(plain).persons.columns) == set(SCHEMAS["persons"])
