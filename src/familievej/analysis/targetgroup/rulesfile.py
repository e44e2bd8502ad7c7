# SPDX-License-Identifier: EUPL-1.2
"""Reads a file of rules; every fault is told with file, line and field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from familievej.analysis.targetgroup.definition import Rules

SHIPPED = Path(__file__).resolve().parent / "rules"
DEFAULT = "familiens-vej"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. ``line`` counts from 1; 0 when the fault is the whole file's."""

    file: str
    line: int
    field: str
    says: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.says}" if self.field else f"{place}: {self.says}"


class FaultyRules(Exception):
    """The file is no set of rules; ``faults`` say everything that must be mended."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def shipped() -> dict[str, Path]:
    """The rules that come with the system, by id."""
    return {file.stem: file for file in sorted(SHIPPED.glob("*.yaml"))}


def read(path: Path) -> Rules:
    """The rules in the YAML file ``path``. Raises FaultyRules, FileNotFoundError."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as fault:
        says = f"is not UTF-8 at byte {fault.start}"
        raise FaultyRules(Fault(path.name, 0, "", says)) from fault


@cache
def default() -> Rules:
    """The definition of the report, under our choices; read once, for it comes with the system and is frozen."""
    return read(shipped()[DEFAULT])


def parse(text: str, name: str) -> Rules:
    """The rules written as YAML in ``text``; ``name`` is what faults call the file. Raises FaultyRules."""
    try:
        tree = YAML(typ="rt").load(StringIO(text))
    except MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 0
        raise FaultyRules(Fault(name, line, "", str(fault.problem))) from fault
    if not isinstance(tree, dict):
        raise FaultyRules(Fault(name, 1, "", "is no list of fields with values"))
    try:
        return Rules.model_validate(_plain(tree))
    except ValidationError as wrong:
        raise FaultyRules(*_faults(wrong, tree, name)) from wrong


def _faults(wrong: ValidationError, tree: Any, name: str) -> list[Fault]:
    """Each fault of pydantic at the line where its field stands."""
    told = []
    for error in wrong.errors(include_url=False):
        place = [part for part in error["loc"] if not str(part).startswith("function-")]
        says = error["msg"].removeprefix("Value error, ")
        field = ".".join(str(part) for part in place)
        if not place and ": " in says:
            # A fault of the whole that names its field itself.
            field, says = says.split(": ", 1)
            place = list(field.split(", ")[0].split("."))
        told.append(Fault(name, _line(tree, place), field, says))
    return told


def _line(tree: Any, place: list[Any]) -> int:
    """Where ``place`` stands; what is missing stands where it should have been."""
    line = 1
    for part in place:
        if isinstance(tree, CommentedMap) and part in tree:
            line = tree.lc.key(part)[0] + 1
        elif isinstance(tree, CommentedSeq) and isinstance(part, int) and part < len(tree):
            line = tree.lc.item(part)[0] + 1
        else:
            break
        tree = tree[part]
    return line


def _plain(node: Any) -> Any:
    """Without the comments and styles that ruamel keeps."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node
