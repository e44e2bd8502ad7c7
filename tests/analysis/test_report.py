# SPDX-License-Identifier: EUPL-1.2
"""The report says what its numbers say, in both languages, and never why."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import pypdf
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from familievej.analysis.disclosure_control import Published
from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.report.document import Document, document
from familievej.analysis.report.html import report_html
from familievej.analysis.report.speech import NO_BREAK
from familievej.analysis.report.workbook import report_xlsx
from familievej.analysis.result import Unit
from familievej.cli.evaluate import evaluate as command
from familievej.demo.register import generate
from familievej.insight.examples import EXAMPLES
from familievej.insight.files import published
from familievej.insight.paper import report_pdf

MADE = dt.date(2026, 11, 23)
# "cause" and "due to" too: a before and after knows no cause.
CAUSAL = re.compile(
    r"\beffekt|\beffect|\bvirkning|\bimpact\b|\bskyldes\b|\bdue to\b|\bcaused\b", re.IGNORECASE
)
LANGUAGES = ("da", "en")


@pytest.fixture(scope="session")
def fit(evaluation: Evaluation) -> Published:
    return published(evaluation, made=MADE, sources={})


@pytest.fixture(scope="session", params=LANGUAGES)
def report(request: pytest.FixtureRequest, evaluation: Evaluation, fit: Published) -> Document:
    """What is published, in one language."""
    return document(fit.results, evaluation, language=request.param, made=MADE)


@pytest.fixture(scope="session")
def page(report: Document) -> str:
    return report_html(report).decode()


def words_of_pdf(report: Document) -> str:
    content = report_pdf(report, made=MADE, fonts=Path("nowhere"))
    return " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages)


def words_of_xlsx(report: Document) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report)))
    return " ".join(
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    )


def test_without_a_comparison_group_no_output_in_either_language_speaks_of_an_effect(
    report: Document, page: str, evaluation: Evaluation
) -> None:
    from familievej.analysis.report.data import report_json

    raw = report_json(evaluation, made=MADE, sources={}).decode()
    for words in (page, words_of_pdf(report), words_of_xlsx(report), raw):
        assert CAUSAL.findall(words) == []


def test_every_finding_is_read_from_the_numbers(report: Document) -> None:
    closed = next(section for section in report.sections if section.id == "I9")
    whole = "29 % (20–41; N = 72)"
    for sentences in (closed.findings, report.key):
        assert any(whole in sentence.replace(NO_BREAK, " ") for sentence in sentences)


def test_what_may_not_be_concluded_stands_on_the_first_page(report: Document) -> None:
    assert len(report.may_not) >= 5
    assert all(section.caveats for section in report.sections if section.id.startswith("I"))


def test_the_page_is_one_file_without_script_style_attributes_or_addresses_of_others(page: str) -> None:
    assert "default-src 'none'" in page
    for forbidden in ("<script", "style=", "onclick", "src=", "@import", "url("):
        assert forbidden not in page
    links = re.findall(r'href="([^"]+)"', page)
    assert all(link.startswith("#") for link in links)
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert {link[1:] for link in links} <= set(names)


def test_every_picture_has_a_name_a_description_and_its_table_beside_it(report: Document) -> None:
    drawn = [section for section in report.sections if section.picture]
    assert {"I1-month", "I2", "I6", "I8", "I9"} <= {section.id for section in drawn}
    for section in drawn:
        assert section.picture is not None
        root = ET.fromstring(section.picture.svg)  # noqa: S314  our own
        assert root.get("role") == "img"
        space = "{http://www.w3.org/2000/svg}"
        assert root.find(f"{space}title") is not None
        assert root.find(f"{space}desc") is not None
        assert not [element for element in root.iter() if element.get("style")]
        assert section.grid.cells


def test_the_paper_can_be_read_aloud(report: Document) -> None:
    reader = pypdf.PdfReader(io.BytesIO(report_pdf(report, made=MADE, fonts=Path("nowhere"))))
    catalogue = cast("dict[str, object]", reader.trailer["/Root"])
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == report.language
    assert reader.metadata is not None
    assert reader.metadata.title == report.title


def test_the_workbook_has_a_sheet_a_table_with_numbers_as_numbers(report: Document) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report)))
    assert len(book.sheet_names) == len(report.sections) + 1
    closed = next(place for place, section in enumerate(report.sections) if section.id == "I9")
    rows = book.get_sheet_by_index(closed + 1).to_python()
    assert 21 / 72 in rows[3]


def test_small_numbers_are_hidden_in_what_is_published_and_their_places_are_told(
    fit: Published, report: Document
) -> None:
    for result in fit.results:
        for figure in result.figures:
            if figure.unit is Unit.SHARE and not figure.hidden and figure.count:
                assert figure.count >= 5
    assert "·" in report.words["hidden"]


def test_the_command_writes_four_files_and_exact_numbers(tmp_path: Path) -> None:
    generate(3).write(tmp_path / "extract")
    done = CliRunner().invoke(command, [str(tmp_path / "extract"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "report.json",
        "report.html",
        "report.pdf",
        "report.xlsx",
    }
    told = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    costs = {
        figure["who"]: figure["value"]
        for figure in told["indicators"]["I11.year_before"]["figures"]
        if figure["account_function"] == "all"
    }
    assert costs == {"children": 1_049_791, "adults": 5_040_930, "families": 6_090_721}


def test_a_fault_in_the_extract_is_named_by_file_and_line_and_nothing_is_written(tmp_path: Path) -> None:
    generate(3).write(tmp_path / "extract")
    file = tmp_path / "extract" / "income_support.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("-", "x", 0).rsplit(",", 2)[0] + ",2017-13,other"
    file.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    done = CliRunner().invoke(command, [str(tmp_path / "extract"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "income_support.csv" in done.output
    assert "4" in done.output
    assert not (tmp_path / "out").exists()


def test_a_delivery_that_is_not_plain_csv_gives_the_same_figures(tmp_path: Path) -> None:
    generate(3).write(tmp_path / "plain")
    semicolons = tmp_path / "semicolons"
    semicolons.mkdir()
    for file in (tmp_path / "plain").iterdir():
        text = file.read_text(encoding="utf-8").replace(",", ";")
        (semicolons / file.name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    from familievej.analysis.evaluation.run import evaluate
    from familievej.insight.delivery import read

    plain, other = (evaluate(read(tmp_path / name, lambda *_: None)) for name in ("plain", "semicolons"))
    for mine, theirs in zip(plain.results, other.results, strict=True):
        assert [(f.at, f.count, f.base) for f in mine.figures] == [
            (f.at, f.count, f.base) for f in theirs.figures
        ]


COMPARED = """fixed_on: 2026-11-01
group: Familier i nabokommunen
why: Samme kriterier, samme år, intet program
families: others
"""


def test_the_command_compares_with_others_and_calculates_the_long_run(tmp_path: Path) -> None:
    for name, seed in (("extract", 3), ("others", 4)):
        generate(seed).write(tmp_path / name)
    for name, text in (*EXAMPLES.items(), ("compared.yaml", COMPARED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = [
        "--comparison",
        str(tmp_path / "compared.yaml"),
        "--calculation",
        str(tmp_path / "beregning.yaml"),
    ]
    out = tmp_path / "out"
    done = CliRunner().invoke(
        command, [str(tmp_path / "extract"), "--out", str(out), *asked, "--places", "30"]
    )
    assert done.exit_code == 0, done.output
    told = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert {name.split(".")[0] for name in told["indicators"]} >= {"I1", "comparison", "economy"}
    pages = pypdf.PdfReader(out / "report.pdf").pages
    sheets = CalamineWorkbook.from_path(str(out / "report.xlsx"))
    rows = [row for name in sheets.sheet_names for row in sheets.get_sheet_by_name(name).to_python()]
    for said in (
        (out / "report.html").read_text(encoding="utf-8"), " ".join(page.extract_text() for page in pages), str(rows),
    ):  # fmt: skip
        assert "nabokommunen" in " ".join(said.split())
        assert "Vores program" in " ".join(said.split())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("compared.yaml", "2026-11-01", "2126-11-01"), "must be fixed before the data are read"),
        (("compared.yaml", "families: others", "families: nowhere"), "nowhere is not there"),
        (("compared.yaml", "group:", "grupp:"), "compared.yaml"),
        (("beregning.yaml", "prices: priser.csv", "prices: andre.csv"), "andre.csv is not there"),
        (("priser.csv", "municipality", "kommunen"), "priser.csv"),
    ],
)
def test_a_fault_in_what_people_wrote_is_told_and_nothing_is_written(
    tmp_path: Path, change: tuple[str, str, str], words: str
) -> None:
    (tmp_path / "extract").mkdir()
    (tmp_path / "others").mkdir()
    for name, text in (*EXAMPLES.items(), ("compared.yaml", COMPARED)):
        told = text.replace(*change[1:]) if name == change[0] else text
        (tmp_path / name).write_text(told, encoding="utf-8")
    asked = [
        "--comparison",
        str(tmp_path / "compared.yaml"),
        "--calculation",
        str(tmp_path / "beregning.yaml"),
    ]
    if change[0] != "compared.yaml":
        asked = asked[2:]
    out = tmp_path / "out"
    line = [str(tmp_path / "extract"), "--out", str(out), "--language", "en", *asked]
    done = CliRunner().invoke(command, line)
    assert done.exit_code == 1
    assert words in done.output
    assert not out.exists()
