# SPDX-License-Identifier: EUPL-1.2
"""What docs/command-line.md promises, the code holds."""

from __future__ import annotations

import re
from pathlib import Path

from familievej.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
READ = re.compile(r"env\.\w+\(\s*\"([A-Z_]+)\"")


def test_every_setting_that_the_code_reads_is_explained() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    assert sorted(name for name in set(READ.findall(code)) if f"`{name}`" not in TEXT) == []


def test_every_command_is_explained() -> None:
    assert sorted(name for name in COMMANDS if f"`familievej {name}" not in TEXT) == []
