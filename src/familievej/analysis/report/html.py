# SPDX-License-Identifier: EUPL-1.2
"""``report.html``: one file that needs nothing else, runs no script, and says by its own policy that nothing
may."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from familievej.analysis.report.document import Document, Grid, Section


def report_html(report: Document) -> bytes:
    """The whole page; its policy allows the one style sheet in it, by its hash, and nothing else."""
    style = files("familievej.analysis.report").joinpath("report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)}</title><style>{style}</style>"
    )
    page = (
        f'<!doctype html>\n<html lang="{report.language}"><head>{head}</head>\n'
        f"<body><main>{body(report)}</main></body></html>\n"
    )
    return page.encode()


def body(report: Document, *, level: int = 1) -> str:
    """The content of the page, every text escaped: also what the application shows inside its own page.

    ``level`` is that of the first heading: 2 where the page around it has a heading of its own.
    """
    content = "\n".join(_body(report))
    for heading in (3, 2, 1) if level > 1 else ():
        content = content.replace(f"<h{heading}", f"<h{heading + 1}").replace(
            f"</h{heading}>", f"</h{heading + 1}>"
        )
    return content


def _body(report: Document) -> Iterator[str]:
    words = report.words
    yield f"<h1>{escape(report.title)}</h1>"
    yield f'<p class="fv-report-lead">{escape(report.lead)}</p>'
    yield _box("key", words["key"], report.key, "fv-report-key")
    yield '<div class="fv-report-pair">'
    yield _box("may", words["may"], report.may)
    yield _box("may-not", words["may_not"], report.may_not)
    yield "</div>"
    yield f"<p>{escape(words['limits'])} {escape(words['hidden'])}</p>"
    links = "".join(
        f'<li><a href="#{section.id}">{escape(section.title)}</a></li>' for section in report.sections
    )
    yield f'<nav aria-labelledby="contents"><h2 id="contents">{escape(words["contents"])}</h2><ol>{links}</ol></nav>'
    for section in report.sections:
        yield from _section(section, report)


def _section(section: Section, report: Document) -> Iterator[str]:
    words = report.words
    yield f'<section class="fv-report-section" aria-labelledby="{section.id}">'
    yield f'<h2 id="{section.id}">{escape(section.title)}</h2>'
    yield "".join(f'<p class="fv-report-finding">{escape(sentence)}</p>' for sentence in section.findings)
    if section.caveats:
        yield f'<div class="fv-report-caveats"><h3>{escape(words["caveats"])}</h3>{_list(section.caveats)}</div>'
    if section.picture:
        yield f'<div class="fv-report-picture">{section.picture.svg}</div>'
    yield f"<details><summary>{escape(words['table'])}: {escape(section.title)}</summary>{_table(section)}</details>"
    terms = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in section.parameters
    )
    yield f"<details><summary>{escape(words['method'])}: {escape(section.title)}</summary>"
    yield f"<p>{escape(section.rule)}</p><dl>{terms}</dl><p>{escape(section.origin)}</p></details></section>"


def _table(section: Section) -> str:
    grid = section.grid
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in grid.columns)
    caption = f"{escape(section.title)} ({escape(section.unit)})" if section.unit else escape(section.title)
    rows = "".join(f"<tr>{_cells(grid, row)}</tr>" for row in grid.cells)
    return (
        f'<div class="fv-table-scroll" tabindex="0" role="region" aria-label="{escape(section.title)}">'
        '<table class="fv-table">'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(grid: Grid, row: tuple[str, ...]) -> str:
    return "".join(
        f'<th scope="row">{escape(text)}</th>' if place < grid.labels else f"<td>{escape(text)}</td>"
        for place, text in enumerate(row)
    )


def _list(sentences: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"


def _box(name: str, heading: str, sentences: Iterable[str], kind: str = "") -> str:
    opened = f'<section class="{kind}"' if kind else "<section"
    return f'{opened} aria-labelledby="{name}"><h2 id="{name}">{escape(heading)}</h2>{_list(sentences)}</section>'
