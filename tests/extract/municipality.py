# SPDX-License-Identifier: EUPL-1.2
"""A small made-up extract and ways to deliver it: folder of CSV, ZIP, XLSX, Parquet."""

import csv
import io
import zipfile
from pathlib import Path

import duckdb
import xlsxwriter  # type: ignore[import-untyped]

Tables = dict[str, list[list[str]]]
"""Table name to its rows as text, the column names first."""

HEADERS = {
    "families": "family_id,start_date,end_date,closing_reason",
    "persons": "person_id,family_id,role,sex,birth_date,index_child",
    "income_support": "person_id,month,category",
    "activation": "person_id,month,kind",
    "child_cases": "person_id,kind,start_date,end_date,source_system",
    "attendance": "person_id,month,days,hours",
    "person_costs": "person_id,month,account_function,amount_dkk",
    "programme_costs": "year,kind,amount_dkk",
    "ratings": "person_id,rater,instrument,date,item_1,item_2,item_3,item_4",
}


def extract(families: int = 3, months: int = 4) -> Tables:
    """``families`` families of mother, father and two children; the younger child is born after the start."""
    tables: Tables = {name: [header.split(",")] for name, header in HEADERS.items()}
    for number in range(1, families + 1):
        _family(tables, f"A{number:03d}", number, months)
    for kind, amount in (
        ("development", "120000"),
        ("operation", "455000.50"),
        ("service_improvement", "80000"),
    ):
        tables["programme_costs"].append(["2018", kind, amount])
    return tables


def _family(tables: Tables, family: str, number: int, months: int) -> None:
    mother, father, first, second = (f"{family}-{letter}" for letter in ("M", "D", "C1", "C2"))
    closed = number % 2 == 1
    tables["families"].append(
        [family, "2018-03-15", "2018-11-30" if closed else "", "goals_reached" if closed else ""]
    )
    tables["persons"] += [
        [mother, family, "mother", "F", "1988-05-10", ""],
        [father, family, "father", "M", "1985-12-24", ""],
        [first, family, "child", "F", "2014-02-28", "1"],
        [second, family, "child", "", "2018-09-01", "0"],
    ]
    tables["child_cases"] += [
        [first, "notification", "2018-01-05", "2018-01-09", "SYS1"],
        [first, "family_treatment", "2018-02-01", "", "SYS1"],
    ]
    tables["ratings"] += [
        [mother, "self", "ORS", "2018-04-03", "5.9", "5.2", "6.3", "10.0"],
        [first, "parent", "ORS", "2018-04-03", "0", "5.25", "6.3", "4"],
    ]
    for index in range(months):
        month = f"{2018 + index // 12}-{index % 12 + 1:02d}"
        tables["income_support"] += [[mother, month, "job_ready"], [mother, month, "other"]]
        tables["activation"].append([mother, month, "mentor"])
        tables["attendance"].append([first, month, "16", "97.0"])
        tables["person_costs"] += [[first, month, "5.28", "831"], [father, month, "5.57", "-120.50"]]


def csv_text(rows: list[list[str]], delimiter: str = ",", line_end: str = "\r\n") -> str:
    """``rows`` as a CSV file's text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def write_folder(folder: Path, tables: Tables, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """One CSV file for each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_bytes(csv_text(rows, delimiter).encode(encoding))
    return folder


def write_zip(path: Path, tables: Tables, inside: str = "") -> Path:
    """The CSV files in one ZIP, under the folder ``inside`` when given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(f"{inside}{name}.csv", csv_text(rows))
    return path


def write_xlsx(path: Path, tables: Tables) -> Path:
    """One workbook with a sheet for each table; numbers are numbers, as when typed in by hand."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", "strings_to_numbers": True}) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return path


def write_parquet(folder: Path, tables: Tables) -> Path:
    """One Parquet file for each table, with the types that DuckDB finds in the CSV."""
    source = write_folder(folder.with_name(f"{folder.name}-csv"), tables)
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(":memory:") as engine:
        for name in tables:
            rows = f"read_csv('{source / f'{name}.csv'}', header = true)"
            engine.execute(f"COPY (SELECT * FROM {rows}) TO '{folder / f'{name}.parquet'}' (FORMAT parquet)")
    return folder
