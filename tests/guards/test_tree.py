# SPDX-License-Identifier: EUPL-1.2
"""What holds for every file of the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
IGNORED = [
    line.strip("/")
    for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
] + [".git"]
CODE = {".css", ".html", ".js", ".po", ".py", ".sh", ".svg", ".toml", ".typ"}
# Made by programs, word for word what those want.
LOCKS = {"package-lock.json", "requirements/base.txt", "requirements/dev.txt", "requirements/node.txt"}
LICENCE = "SPDX-License-Identifier: EUPL-1.2"
MOST_LINES = 400
# Told families and the catalogue are data, read from top to bottom like a text.
LONG = ("src/familievej/demo/*.toml", "src/familievej/demo/*/*.toml", "src/familievej/locale/*", "*.md")
# Written so that this file does not find itself.
LEFT_OVER = re.compile(
    "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X:", r"pytest\.mark\.(?:sk" + "ip|xf" + "ail)"))
)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
REGISTRY = re.compile(r"--(?:extra-)?index-url|--find-links|registry\.npmjs|pypi\.org/simple|\bregistry\s*=")


def _walk(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.iterdir()):
        if any(fnmatch(file.name, pattern) for pattern in IGNORED):
            continue
        if file.is_dir():
            yield from _walk(file)
        else:
            yield file


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""  # a picture


TREE = {file.relative_to(ROOT).as_posix(): _text(file) for file in _walk(ROOT)}
OURS = {name: text for name, text in TREE.items() if name not in LOCKS}


def _is_code(name: str) -> bool:
    return Path(name).suffix in CODE or name == "Makefile" or TREE[name].startswith("#!")


def test_every_source_file_says_its_licence_at_the_top() -> None:
    bare = [
        name
        for name, text in OURS.items()
        if _is_code(name) and LICENCE not in "".join(text.splitlines()[:4])
    ]
    assert bare == []


def test_no_file_knows_a_path_of_the_machine_it_was_written_on() -> None:
    assert [name for name, text in TREE.items() if MACHINE.search(text)] == []


def test_no_file_names_a_registry() -> None:
    """Whoever installs chooses where packages come from; the locks hold their hashes."""
    assert [
        name for name, text in TREE.items() if name != "tests/guards/test_tree.py" and REGISTRY.search(text)
    ] == []


def test_nothing_is_left_for_later() -> None:
    assert [name for name, text in OURS.items() if LEFT_OVER.search(text)] == []


def test_no_file_is_too_long_to_be_read() -> None:
    long = {
        name: lines
        for name, text in OURS.items()
        if (lines := text.count("\n")) > MOST_LINES and not any(fnmatch(name, pattern) for pattern in LONG)
    }
    assert long == {}


@pytest.mark.parametrize("name", sorted(name for name in TREE if name.endswith(".md")))
def test_every_link_of_a_document_leads_to_something(name: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", TREE[name]) + re.findall(r'src="([^"]+)"', TREE[name])
    here = ROOT / Path(name).parent
    local = [
        link.split("#")[0] for link in links if "://" not in link and not link.startswith(("#", "mailto:"))
    ]
    assert [link for link in local if not (here / link).exists()] == []


def test_every_target_that_a_document_names_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z0-9]+):", TREE["Makefile"], re.MULTILINE))
    named = {
        target
        for name, text in TREE.items()
        if name.endswith(".md")
        for target in re.findall(r"`make (\w+)", text)
    }
    assert named - targets == set()


def test_every_target_of_the_makefile_explains_itself_in_its_help() -> None:
    targets = re.findall(r"^([a-z0-9]+):(?![=]).*?(## .+)?$", TREE["Makefile"], re.MULTILINE)
    assert [target for target, text in targets if not text] == []
