# SPDX-License-Identifier: EUPL-1.2
"""``report.xlsx``: one sheet a table, numbers as numbers, texts as texts that no spreadsheet computes."""

from __future__ import annotations

import io
import re

import xlsxwriter  # type: ignore[import-untyped]

from familievej.analysis.report.document import Document, Section

_LONGEST_NAME = 31
_WIDEST = 48


def report_xlsx(report: Document) -> bytes:
    """The workbook: first a sheet that says what the figures can and cannot say, then the tables."""
    content = io.BytesIO()
    # Texts stay texts: a source system called "=1+1" must not be computed, nor "http://…" become a link.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": report.title})
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        front = book.add_worksheet(_name(report.words["key"], set()))
        front.set_column(0, 0, 110, wrap)
        lines = [report.title, report.lead, *report.key, report.words["may"], *report.may]
        lines += [report.words["may_not"], *report.may_not, report.words["limits"], report.words["hidden"]]
        headings = {report.title, report.words["may"], report.words["may_not"]}
        for row, line in enumerate(lines):
            front.write_string(row, 0, line, bold if line in headings else wrap)
        taken = {report.words["key"]}
        for section in report.sections:
            sheet = book.add_worksheet(_name(section.title, taken))
            _fill(sheet, section, bold)
    return content.getvalue()


def _fill(sheet: xlsxwriter.worksheet.Worksheet, section: Section, bold: xlsxwriter.format.Format) -> None:
    grid = section.grid
    sheet.write_string(0, 0, f"{section.title} ({section.unit})", bold)
    for place, name in enumerate(grid.columns):
        sheet.write_string(2, place, name, bold)
        sheet.set_column(place, place, min(_WIDEST, max(10, len(name) + 2)))
    for row, cells in enumerate(grid.numbers, start=3):
        for place, cell in enumerate(cells):
            match cell:
                case str():
                    sheet.write_string(row, place, cell)
                case None:
                    sheet.write_blank(row, place, None)
                case _:
                    sheet.write_number(row, place, cell)
    sheet.freeze_panes(3, grid.labels)
    below = 4 + len(grid.numbers)
    notes = [
        *section.caveats,
        section.rule,
        *(f"{name}: {value}" for name, value in section.parameters),
        section.origin,
    ]
    for row, note in enumerate(notes, start=below):
        sheet.write_string(row, 0, note)


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name: without the letters that Excel refuses, at most 31, and one of its kind."""
    name = re.sub(r"[\[\]:*?/\\]", " ", title)[:_LONGEST_NAME].strip("' ")
    number = 2
    while name.lower() in {other.lower() for other in taken}:
        name = f"{name[: _LONGEST_NAME - 3].strip()} {number}"
        number += 1
    taken.add(name)
    return name
