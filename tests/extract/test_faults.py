# SPDX-License-Identifier: EUPL-1.2
"""Every fault is found, with its place and what was expected; one fault does not hide the next."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.extract.checking import Checked, run_check
from tests.extract.municipality import extract, write_folder

from familievej.extract.faults import Fault, FaultLog
from familievej.extract.wording import MEND, WARNINGS, WHAT

Check = Callable[[Path], Checked]

# table, line (1 names the columns), column, new value -> code, part of the message
ONE_VALUE = [
    ("income_support", 3, "month", "2018-13", "no_such_month", "month 13 does not exist. Correct it to"),
    ("income_support", 3, "month", "2018-00", "no_such_month", "month 00 does not exist"),
    ("income_support", 3, "month", "01-2018", "bad_month", "for example 2017-06"),
    ("income_support", 3, "month", "2018-1", "bad_month", "“2018-1” in month is not a month"),
    ("income_support", 3, "month", "1066-10", "bad_year", "between 1900 and 2100"),
    ("income_support", 3, "category", "retired", "unknown_category", "job_ready, activity_ready, other"),
    ("income_support", 3, "category", "", "empty_value", "“category” is empty"),
    ("income_support", 3, "person_id", "A999-M", "orphan_person", "“A999-M” is not in the table persons"),
    ("income_support", 3, "person_id", "", "empty_value", "“person_id” is empty"),
    ("activation", 2, "kind", "Mentor", "unknown_category", "company, guidance, mentor"),
    ("families", 2, "start_date", "15-03-2018", "bad_date", "for example 2017-06-26"),
    ("families", 2, "start_date", "2018-02-30", "no_such_day", "the day 2018-02-30 in start_date"),
    ("families", 2, "start_date", "2018-3-15", "bad_date", "year-month-day"),
    ("families", 2, "start_date", "20180315", "bad_date", "year-month-day"),
    ("families", 2, "end_date", "2018-03-14", "end_before_start", "lies before the start 2018-03-15"),
    ("families", 2, "closing_reason", "bored", "unknown_category", "goals_reached, ordinary_support, moved"),
    ("families", 2, "family_id", "=A1+1", "bad_id", "cannot be used as family_id"),
    ("persons", 2, "family_id", "A777", "orphan_family", "“A777” is not in the table families"),
    ("persons", 2, "sex", "K", "unknown_category", "F, M"),
    ("persons", 2, "index_child", "1", "index_not_child", "whose role is mother"),
    ("persons", 2, "index_child", "yes", "bad_flag", "Write 1, 0 or nothing"),
    ("persons", 2, "birth_date", "2018-03-15", "parent_unborn", "a mother is born 2018-03-15"),
    ("persons", 5, "index_child", "1", "two_index_children", "“A001” has more than one index child"),
    ("child_cases", 2, "end_date", "2018-01-04", "end_before_start", "lies before the start 2018-01-05"),
    ("child_cases", 2, "source_system", "", "empty_value", "“source_system” is empty"),
    ("child_cases", 2, "source_system", "two\nlines", "control_character", "on one line"),
    ("child_cases", 2, "source_system", "x" * 201, "too_long", "longer than 120 characters"),
    ("attendance", 2, "days", "-1", "negative", "-1. It must be between 0 and 31."),
    ("attendance", 2, "days", "32", "out_of_range", "days is 32. It must be between 0 and 31."),
    ("attendance", 3, "days", "29", "days_beyond_month", "29 days in 2018-02, which has 28"),
    ("attendance", 2, "days", "16.5", "bad_integer", "not a whole number"),
    ("attendance", 2, "hours", "-7.5", "negative", "hours is negative: -7.5"),
    ("attendance", 2, "hours", "385", "hours_beyond_days", "385 hours on 16 days"),
    ("attendance", 2, "hours", "97,0", "comma_decimal", "1234.56"),
    ("person_costs", 2, "amount_dkk", "1.234,56", "comma_decimal", "is written with a decimal comma"),
    ("person_costs", 2, "amount_dkk", "1,234.56", "comma_decimal", "nothing between thousands"),
    ("person_costs", 2, "amount_dkk", "about 900", "bad_number", "“about 900” in amount_dkk is not a number"),
    ("person_costs", 2, "amount_dkk", "NaN", "bad_number", "is not a number"),
    ("person_costs", 2, "amount_dkk", "1e9", "bad_number", "is not a number"),
    ("person_costs", 2, "amount_dkk", "٣٤", "bad_number", "is not a number"),
    ("person_costs", 2, "amount_dkk", "1.005", "too_many_decimals", "Use at most 2"),
    ("person_costs", 2, "amount_dkk", "10000000000", "out_of_range", "between -999999999 and 999999999"),
    ("person_costs", 2, "account_function", "5.5", "bad_account_function", "for example 5.57"),
    ("programme_costs", 2, "year", "18", "bad_year", "four digits between 1990 and 2100"),
    ("ratings", 2, "item_4", "10.1", "out_of_range", "item_4 is 10.1. It must be between 0 and 10."),
    ("ratings", 2, "item_1", "-0.5", "negative", "item_1 is negative"),
    ("ratings", 2, "rater", "neighbour", "unknown_category", "self, parent, teacher"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "column", "value", "code", "part"), ONE_VALUE)
def test_a_wrong_value_is_told_with_its_place(
    table: str, line: int, column: str, value: str, code: str, part: str, tmp_path: Path, check: Check
) -> None:
    tables = extract()
    tables[table][line - 1][tables[table][0].index(column)] = value
    faults = [
        fault for fault in check(write_folder(tmp_path, tables)).faults if not fault.code.startswith("orphan")
    ]
    if code.startswith("orphan"):
        faults = check(tmp_path).faults
    assert [(fault.code, fault.file, fault.line, fault.column) for fault in faults] == [
        (code, f"{table}.csv", line, column)
    ]
    assert faults[0].message.startswith(f"Line {line} in {table}.csv: ")
    assert part in faults[0].message


def test_the_sentence_is_the_one_that_the_design_asks_for() -> None:
    fault = Fault("no_such_month", "income_support.csv", 41, "month", "2018-13", (("month", "13"),))
    assert fault.message == "Line 41 in income_support.csv: month 13 does not exist. Correct it to 01–12."


def test_every_fault_of_a_line_and_of_a_file_is_told(tmp_path: Path, check: Check) -> None:
    tables = extract()
    tables["attendance"][1][1:] = ["2018-13", "-1", "many"]
    tables["attendance"][4][2] = "40"
    tables["ratings"][2][4] = "11"
    found = check(write_folder(tmp_path, tables))
    assert [(fault.file, fault.line, fault.column) for fault in found.faults] == [
        ("attendance.csv", 2, "month"),
        ("attendance.csv", 2, "days"),
        ("attendance.csv", 2, "hours"),
        ("attendance.csv", 5, "days"),
        ("ratings.csv", 3, "item_1"),
    ]


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("families", "family_id"),
        ("persons", "person_id"),
        ("income_support", "person_id + month + category"),
        ("child_cases", "person_id + kind + start_date + source_system"),
        ("programme_costs", "year + kind"),
        ("ratings", "person_id + rater + instrument + date"),
    ],
)
def test_a_duplicate_row_names_the_line_where_it_stands_already(
    table: str, key: str, tmp_path: Path, check: Check
) -> None:
    tables = extract()
    tables[table].append(list(tables[table][1]))
    found = check(write_folder(tmp_path, tables))
    told = [fault for fault in found.faults if fault.code == "duplicate_row"]
    assert [(fault.line, dict(fault.facts)) for fault in told] == [
        (len(tables[table]), {"key": key, "first": "2"})
    ]


def test_two_categories_in_one_month_are_no_duplicate(tmp_path: Path, check: Check) -> None:
    tables = extract(families=1, months=1)
    assert [row[1:] for row in tables["income_support"][1:]] == [
        ["2018-01", "job_ready"],
        ["2018-01", "other"],
    ]
    assert check(write_folder(tmp_path, tables)).codes == []


def test_a_missing_table_is_told_and_the_others_are_still_checked(tmp_path: Path, check: Check) -> None:
    tables = extract()
    del tables["persons"]
    tables["attendance"][1][2] = "-1"
    found = check(write_folder(tmp_path, tables))
    assert found.codes == ["missing_file", "negative"]
    assert "Add persons.csv" in found.faults[0].message


def test_a_missing_column_is_told_with_the_columns_that_are_wanted(tmp_path: Path, check: Check) -> None:
    tables = extract()
    tables["attendance"] = [row[:3] for row in tables["attendance"]]
    tables["attendance"][2][2] = "-1"
    found = check(write_folder(tmp_path, tables))
    assert found.codes == ["missing_column", "negative"]
    assert "person_id, month, days, hours" in found.faults[0].message
    assert found.sound["attendance"] == []


def test_a_missing_key_column_in_persons_makes_nobody_an_orphan(tmp_path: Path, check: Check) -> None:
    tables = extract()
    tables["persons"][0][0] = "person"
    found = check(write_folder(tmp_path, tables))
    assert found.codes == ["missing_column"]
    assert found.warnings == ["unknown_column"]


def test_a_faulty_person_still_counts_as_known(tmp_path: Path, check: Check) -> None:
    tables = extract()
    tables["persons"][1][4] = "1988"
    tables["persons"][2] = tables["persons"][2][:3]
    assert check(write_folder(tmp_path, tables)).codes == ["bad_date", "ragged"]


def test_an_unknown_column_is_a_warning_and_may_hold_anything(tmp_path: Path, check: Check) -> None:
    folder = write_folder(tmp_path, extract(families=1, months=1))
    note = '"two\r\nlines, and ""more"""'
    text = f"person_id,month,kind,note\r\nA001-M,2018-01,mentor,{note}\r\nA001-M,2018-14,mentor,\r\n"
    (folder / "activation.csv").write_text(text, encoding="utf-8", newline="")
    found = check(folder)
    assert found.warnings == ["unknown_column"]
    assert [(fault.code, fault.line) for fault in found.faults] == [("no_such_month", 4)]


@pytest.mark.parametrize(
    "header", ["person_id,month,kind,month", "person_id\tmonth\tkind", "person_id|month|kind"]
)
def test_a_first_line_that_cannot_be_used_is_told_once(header: str, tmp_path: Path, check: Check) -> None:
    folder = write_folder(tmp_path, extract(families=1))
    (folder / "activation.csv").write_text(f"{header}\nA001-M,2018-01,mentor,2018-01\n", encoding="utf-8")
    assert len(check(folder).faults) == 1


def test_parents_before_children_and_index_children_are_looked_after(tmp_path: Path, check: Check) -> None:
    tables = extract()
    tables["persons"][3][5] = "0"
    tables["families"].append(["A099", "2018-01-01", "", "moved"])
    found = check(write_folder(tmp_path, tables))
    assert found.codes == []
    assert sorted(found.warnings) == ["family_without_persons", "no_index_child", "reason_without_end"]


def test_a_cpr_number_as_id_is_refused_and_never_repeated(tmp_path: Path, check: Check) -> None:
    tables = extract()
    for row, number in zip(
        tables["persons"][1:], ("0101901234", "010190-1234", "x010190 1234", "700190-1234"), strict=False
    ):
        row[0] = number
    tables["income_support"][1][0] = "0101901234"
    tables["ratings"][0].append("010190-1234")
    found = check(write_folder(tmp_path, tables))
    told = [fault for fault in found.faults if fault.code == "cpr_as_id"]
    assert [fault.line for fault in told] == [2, 3, 4, 5, 2]
    everything = " ".join(f"{fault} {fault.message} {fault.as_dict()}" for fault in found.log)
    assert "1234" not in everything


def test_a_wrong_cpr_number_or_name_is_never_repeated(tmp_path: Path, check: Check) -> None:
    tables = extract(families=1)
    tables["persons"][0] += ["given_name", "cpr"]
    extras = [["Xenia" * 60, "320190-1234"], ["Y\x07lva", "12"], ["", "100588-0004"], ["", "1005880004"]]
    for row, extra in zip(tables["persons"][1:], extras, strict=True):
        row.extend(extra)
    found = check(write_folder(tmp_path, tables))
    assert sorted(found.codes) == ["bad_cpr", "bad_cpr", "control_character", "duplicate_cpr", "too_long"]
    everything = " ".join(f"{fault} {fault.message}" for fault in found.log)
    assert not any(part in everything for part in ("Xenia", "lva", "1234", "0004", "“12”"))


def test_all_faults_are_counted_and_only_the_first_of_a_file_are_listed(tmp_path: Path) -> None:
    tables = extract(families=10, months=12)
    for row in tables["income_support"][1:]:
        row[2] = "nothing"
    tables["attendance"][1][2] = "-1"
    found = run_check(write_folder(tmp_path, tables), cap=5)
    assert found.log.count == 241
    assert [fault.line for fault in found.faults] == [2, 3, 4, 5, 6, 2]


def test_duplicates_are_counted_when_they_are_too_many_to_list(tmp_path: Path) -> None:
    tables = extract(families=10, months=12)
    tables["income_support"] += [list(row) for row in tables["income_support"][1:]]
    found = run_check(write_folder(tmp_path, tables), cap=5)
    assert (found.log.count, len(found.faults)) == (240, 5)


def test_every_code_has_both_sentences() -> None:
    assert set(WHAT) == set(MEND)
    assert set(WHAT) >= WARNINGS


def test_a_stored_fault_is_read_back_whole() -> None:
    log = FaultLog()
    log.add("unknown_category", "activation.csv", 3, "kind", "Mentor", categories="company, guidance, mentor")
    [fault] = log
    assert Fault.from_dict(fault.as_dict()) == fault


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10_000), junk=st.binary(max_size=12))
def test_no_damage_to_a_file_can_make_the_check_fall_over(place: int, junk: bytes, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, extract(families=1, months=2))
    path = folder / ("persons.csv" if place % 2 else "ratings.csv")
    whole = path.read_bytes()
    cut = place % len(whole)
    path.write_bytes(whole[:cut] + junk + whole[cut + len(junk) // 2 :])
    for fault in run_check(folder).log:
        assert fault.message
        assert "\0" not in fault.message
