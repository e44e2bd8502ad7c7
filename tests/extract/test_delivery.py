# SPDX-License-Identifier: EUPL-1.2
"""The same nine tables are read alike whichever way they are delivered."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from tests.extract.checking import Checked
from tests.extract.municipality import (
    HEADERS,
    Tables,
    extract,
    write_folder,
    write_parquet,
    write_xlsx,
    write_zip,
)

from familievej.demo.register import generate
from familievej.extract.tables import PERSONS, TABLES

Check = Callable[[Path], Checked]


def deliver(way: str, tmp_path: Path, tables: Tables) -> Path:
    """Writes ``tables`` in one of the ways that are accepted."""
    match way:
        case "semicolon":
            return write_folder(tmp_path / "in", tables, delimiter=";")
        case "byte order mark":
            return write_folder(tmp_path / "in", tables, encoding="utf-8-sig")
        case "zip":
            return write_zip(tmp_path / "in.zip", tables)
        case "zip with a folder inside":
            return write_zip(tmp_path / "in.zip", tables, inside="Udtræk 2019/")
        case "xlsx":
            return write_xlsx(tmp_path / "in.xlsx", tables)
        case "xlsx in a folder":
            (tmp_path / "in").mkdir()
            return write_xlsx(tmp_path / "in" / "any name.xlsx", tables).parent
        case "parquet":
            return write_parquet(tmp_path / "in", tables)
        case _:
            return write_folder(tmp_path / "in", tables)


WAYS = (
    "comma",
    "semicolon",
    "byte order mark",
    "zip",
    "zip with a folder inside",
    "xlsx",
    "xlsx in a folder",
    "parquet",
)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_delivery_gives_the_same_rows(way: str, tmp_path: Path, check: Check) -> None:
    tables = extract()
    plain = check(write_folder(tmp_path / "plain", tables))
    found = check(deliver(way, tmp_path, tables))
    assert [fault.message for fault in found.faults] == []
    assert found.warnings == []
    assert found.rows == {name: len(rows) - 1 for name, rows in tables.items()}
    assert found.sound == plain.sound


def test_values_become_dates_months_and_decimals(tmp_path: Path, check: Check) -> None:
    sound = check(write_folder(tmp_path, extract(families=1, months=1))).sound
    assert sound["families"] == [("A001", dt.date(2018, 3, 15), dt.date(2018, 11, 30), "goals_reached")]
    assert sound["attendance"] == [("A001-C1", dt.date(2018, 1, 1), 16, Decimal("97.0"))]
    assert sound["person_costs"][1] == ("A001-D", dt.date(2018, 1, 1), "5.57", Decimal("-120.50"))
    assert sound["persons"][3][:6] == ("A001-C2", "A001", "child", None, dt.date(2018, 9, 1), False)


def test_persons_may_carry_names_and_cpr_numbers(tmp_path: Path, check: Check) -> None:
    tables = extract(families=1)
    tables["persons"][0] += ["given_name", "family_name", "cpr"]
    for row, extra in zip(
        tables["persons"][1:],
        (["Åse", "Møller", ""], ["", "", ""], ["Bo", "Ø", ""], ["", "", ""]),
        strict=True,
    ):
        row.extend(extra)
    tables["persons"][1][-1] = "100588-0004"
    found = check(write_folder(tmp_path, tables))
    assert found.codes == []
    mother = dict(zip(PERSONS.names, found.sound["persons"][0], strict=True))
    assert (mother["given_name"], mother["family_name"], mother["cpr"]) == ("Åse", "Møller", "1005880004")


def test_files_may_be_named_in_capitals_and_stand_beside_a_readme(tmp_path: Path, check: Check) -> None:
    folder = write_folder(tmp_path, extract())
    (folder / "ratings.csv").rename(folder / "RATINGS.CSV")
    (folder / "README.md").write_text("What this is", encoding="utf-8")
    found = check(folder)
    assert found.codes == []
    assert found.warnings == []


def test_blank_lines_and_columns_left_by_a_spreadsheet_are_no_fault(tmp_path: Path, check: Check) -> None:
    folder = write_folder(tmp_path, extract(families=1, months=1))
    (folder / "activation.csv").write_text(
        "person_id,month,kind,,\r\n\r\nA001-M,2018-01,mentor,,\r\n,,,,\r\n", encoding="utf-8"
    )
    found = check(folder)
    assert found.codes == []
    assert found.rows["activation"] == 1


def test_a_table_without_rows_is_accepted_with_a_warning(tmp_path: Path, check: Check) -> None:
    tables = extract()
    del tables["activation"][1:]
    found = check(write_folder(tmp_path, tables))
    assert found.codes == []
    assert found.warnings == ["no_rows"]


def test_the_demonstration_municipality_is_accepted(tmp_path: Path, check: Check) -> None:
    generate().write(tmp_path)
    found = check(tmp_path)
    assert [fault.message for fault in found.faults] == []
    assert found.rows["families"] == 56


def reference_extracts() -> list[Path]:
    """The register extract handed to the developers, where this checkout lies beside it."""
    folder = Path(__file__).parents[3] / "shared" / "reference" / "extract"
    return [folder] if folder.is_dir() else []


def test_the_reference_extract_is_accepted_as_it_is(check: Check) -> None:
    for folder in reference_extracts():
        found = check(folder)
        assert list(found.log) == []
        assert sum(found.rows.values()) == 11_804


def test_the_nine_tables_are_those_of_the_extract() -> None:
    wanted = {
        table.name: [column.name for column in table.columns if not column.optional_column]
        for table in TABLES
    }
    assert wanted == {name: header.split(",") for name, header in HEADERS.items()}
