# SPDX-License-Identifier: EUPL-1.2
"""Files that are not what they say: told as such, with the line an editor shows, and never a stack trace."""

import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.extract.checking import Checked
from tests.extract.municipality import csv_text, extract, write_folder, write_parquet, write_xlsx, write_zip

from familievej.extract import archive, sources

Check = Callable[[Path], Checked]
ACTIVATION = b"person_id,month,kind\r\n"
MONTH_13 = b"A001-M,2018-13,mentor\r\n"


def with_activation(folder: Path, content: bytes) -> Path:
    """A sound extract in which ``activation.csv`` holds ``content``."""
    write_folder(folder, extract(families=1, months=1))
    (folder / "activation.csv").write_bytes(content)
    return folder


def places(found: Checked) -> list[tuple[str, int]]:
    return [(fault.code, fault.line) for fault in found.faults]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", [("empty_file", 0)]),
        (b"\xef\xbb\xbf", [("empty_file", 0)]),
        (b"\r\n\r\n", [("empty_file", 0)]),
        ("person_id,month,kind\r\n".encode("utf-16"), [("wrong_encoding", 1)]),
        (ACTIVATION + b"A001-M,2018-01\r\nA001-M,2018-01,mentor,x\r\n", [("ragged", 2), ("ragged", 3)]),
        (ACTIVATION + b"A001-M,2018-01,mentor\n\n\n\n" + MONTH_13, [("no_such_month", 6)]),
        ((ACTIVATION + MONTH_13).replace(b"\r\n", b"\r"), [("no_such_month", 2)]),
    ],
)
def test_a_file_that_is_no_table_of_text_is_told_by_line(
    content: bytes, told: list[tuple[str, int]], tmp_path: Path, check: Check
) -> None:
    assert places(check(with_activation(tmp_path, content))) == told


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"A001-M,2018-01,m\xf8ntor\r\n", "wrong_encoding"),
        (b"A001-M,2018-01,men\0tor\r\n", "nul_byte"),
        (b'A001-M,2018-01,"mentor\r\n', "unterminated_quote"),
        (b'A001-M,"2018"-01,mentor\r\n', "stray_quote"),
        (b"A001-M,2018-01," + b"x" * 30_000 + b"\r\n", "line_too_long"),
    ],
)
def test_a_damaged_line_is_told_and_the_next_one_is_still_read(
    line: bytes, code: str, tmp_path: Path, check: Check
) -> None:
    found = check(with_activation(tmp_path, ACTIVATION + line + MONTH_13))
    assert places(found) == [(code, 2), ("no_such_month", 3)]


def test_the_line_of_a_value_over_several_lines_is_where_it_begins(tmp_path: Path, check: Check) -> None:
    text = b'person_id,month,kind,note\nA001-M,2018-13,mentor,"one\ntwo\nthree"\nA001-M,2018-14,mentor,\n'
    assert places(check(with_activation(tmp_path, text))) == [("no_such_month", 2), ("no_such_month", 5)]


def test_an_unclosed_quotation_mark_hides_no_later_fault(tmp_path: Path, check: Check) -> None:
    rows = b"".join(b"A001-M,2018-%02d,mentor\n" % month for month in range(1, 13)) * 300
    found = check(
        with_activation(tmp_path, ACTIVATION + b'A001-M,2018-77,"mentor\n' + rows + b"A001-M,2018-13,x\n")
    )
    assert found.faults[0].code == "unterminated_quote"
    assert found.rows["activation"] == 3601


def test_a_very_long_file_without_line_ends_takes_little_memory(tmp_path: Path, check: Check) -> None:
    folder = with_activation(tmp_path, ACTIVATION + b"x" * 30_000_000)
    tracemalloc.start()
    found = check(folder)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.codes == ["line_too_long"]
    assert peak < 5_000_000


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path, check: Check) -> None:
    folder = write_folder(tmp_path, extract())
    (folder / "ratings.csv").unlink()
    (folder / "ratings.csv").mkdir()
    assert check(folder).codes == ["not_a_file"]


def test_two_files_for_one_table_are_told(tmp_path: Path, check: Check) -> None:
    folder = write_folder(tmp_path, extract())
    (folder / "Ratings.CSV").write_bytes((folder / "ratings.csv").read_bytes())
    assert check(folder).codes == ["two_files"]


def test_a_file_that_is_no_table_is_only_a_warning(tmp_path: Path, check: Check) -> None:
    folder = write_folder(tmp_path, extract())
    (folder / "rating.csv").write_text("x", encoding="utf-8")
    found = check(folder)
    assert (found.codes, found.warnings) == ([], ["unknown_file"])


@pytest.mark.parametrize("name", ["nothing", "one.csv", "book.xls"])
def test_what_is_no_delivery_is_told(name: str, tmp_path: Path, check: Check) -> None:
    path = tmp_path / name
    if "." in name:
        path.write_text("person_id", encoding="utf-8")
    assert check(path).codes == ["no_source"]


def test_an_empty_folder_lacks_nine_tables(tmp_path: Path, check: Check) -> None:
    assert check(tmp_path).codes == ["missing_file"] * 9


@pytest.mark.parametrize("name", ["in.xlsx", "in.zip"])
@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 and then nothing"])
def test_an_archive_that_is_none_is_told_once(
    name: str, content: bytes, tmp_path: Path, check: Check
) -> None:
    (tmp_path / name).write_bytes(content)
    assert check(tmp_path / name).codes == ["damaged"]


def test_a_zip_that_is_no_workbook_is_told(tmp_path: Path, check: Check) -> None:
    assert check(write_zip(tmp_path / "in.xlsx", extract())).codes == ["damaged"]


def test_a_damaged_archive_is_told(tmp_path: Path, check: Check) -> None:
    path = write_zip(tmp_path / "in.zip", extract(families=20))
    content = bytearray(path.read_bytes())
    content[200:260] = b"\0" * 60
    path.write_bytes(content)
    assert check(path).codes == ["damaged"]


def test_a_locked_archive_is_told(tmp_path: Path, check: Check) -> None:
    path = write_zip(tmp_path / "in.zip", extract())
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, place + 8, struct.unpack_from("<H", content, place + 8)[0] | 1)
    path.write_bytes(content)
    assert check(path).codes == ["locked"]


def test_an_archive_that_unpacks_beyond_measure_is_refused(
    tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "LARGEST_UNPACKED_MB", 2)
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("families.csv", b"\0" * 3_000_000)
    found = check(path)
    assert found.codes == ["unpacks_too_large"]
    assert "more than 2 MB" in found.faults[0].message


def test_a_file_beyond_the_limit_is_refused_unread(
    tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST_FILE_MB", 1)
    folder = with_activation(tmp_path, b"x" * 1_100_000)
    assert check(folder).codes == ["too_large"]


def test_a_sheet_with_one_cell_far_away_is_refused_before_it_is_laid_out(
    tmp_path: Path, check: Check
) -> None:
    tables = extract()
    tables["ratings"] += [[] for _ in range(900_000)] + [["", "", "", "", "", "", "", "", "x"]]
    found = check(write_xlsx(tmp_path / "in.xlsx", tables))
    assert found.codes == ["too_many_cells"]
    assert "Delete the empty rows" in found.faults[0].message


def test_a_workbook_tells_sheet_and_row(tmp_path: Path, check: Check) -> None:
    tables = extract()
    tables["attendance"][3][2] = "-3"
    tables["extra"] = [["what"]]
    [warning, fault] = check(write_xlsx(tmp_path / "in.xlsx", tables)).log
    assert warning.code == "unknown_file"
    assert fault.message == "Row 4 in in.xlsx, attendance: days is negative: -3. It must be between 0 and 31."


def test_a_workbook_without_a_sheet_lacks_that_table(tmp_path: Path, check: Check) -> None:
    tables = extract()
    del tables["ratings"]
    found = check(write_xlsx(tmp_path / "in.xlsx", tables))
    assert found.codes == ["missing_file"]
    assert "“ratings”" in found.faults[0].message


def test_a_parquet_file_that_is_none_is_told(tmp_path: Path, check: Check) -> None:
    folder = write_parquet(tmp_path / "in", extract())
    (folder / "ratings.parquet").write_bytes(csv_text([["a"]]).encode())
    assert check(folder).codes == ["damaged"]


def test_a_parquet_file_tells_the_row(tmp_path: Path, check: Check) -> None:
    tables = extract()
    tables["attendance"][3][2] = "-3"
    [fault] = check(write_parquet(tmp_path / "in", tables)).faults
    assert fault.message == "Row 3 in attendance.parquet: days is negative: -3. It must be between 0 and 31."
