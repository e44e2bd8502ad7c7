# SPDX-License-Identifier: EUPL-1.2
"""A page asks only for files that are there: with hashed names a missing one would be an error page."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from tests.guards.test_texts import TEMPLATES

ASKED = re.compile(r"\{%\s*static\s+['\"]([^'\"]+)['\"]\s*%\}")


def test_every_file_that_a_template_asks_for_is_there() -> None:
    asked = {path for file in TEMPLATES for path in ASKED.findall(file.read_text(encoding="utf-8"))}
    assert asked
    assert sorted(path for path in asked if finders.find(path) is None) == []


def test_every_style_sheet_and_script_of_ours_is_asked_for() -> None:
    """What no page uses is deleted."""
    source = Path(TEMPLATES[0]).parents[3]
    used = "".join(
        file.read_text(encoding="utf-8") for file in source.rglob("*") if file.suffix in {".html", ".py"}
    )
    ours = [file for file in source.rglob("static/*/*") if file.suffix in {".css", ".js"}]
    assert [file.name for file in ours if file.name not in used] == []
