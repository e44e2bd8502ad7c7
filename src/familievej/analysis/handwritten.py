# SPDX-License-Identifier: EUPL-1.2
"""Files that people write (YAML): whatever is wrong is said with file, line and field, all of it at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from familievej.analysis.words import N_, Refused, Text

T = TypeVar("T")


def text_of(path: Path) -> str:
    """The text of a file. Raises ``Refused`` where it is missing or no UTF-8."""
    try:
        return decoded(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise Refused(Text(N_("The file %(file)s is not there."), {"file": path.name})) from None


def decoded(content: bytes, file: str) -> str:
    """The text of ``content``. Raises ``Refused`` where it is no UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(Text(N_("%(file)s is not UTF-8 text. Save it as UTF-8."), {"file": file})) from None


def yaml_of(text: str, file: str) -> Any:
    """What a YAML text holds. Raises ``Refused`` with the line."""
    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        message = N_("%(file)s, line %(line)s: %(reason)s")
        raise Refused(
            Text(message, {"file": file, "line": str(line), "reason": str(fault.problem)})
        ) from fault


def checked(adapter: TypeAdapter[T], content: Any, file: str) -> T:
    """``content`` as what it should be. Raises ``Refused`` that names every fault."""
    try:
        return adapter.validate_python(content)
    except ValidationError as fault:
        lines = [told(file, _line(content, e["loc"]), field(e["loc"]), e["msg"]) for e in fault.errors()]
        raise Refused(Text("%(all)s", {"all": "\n".join(lines)})) from fault


def told(file: str, line: int, name: str, reason: str) -> str:
    """One fault in words."""
    return str(
        Text(
            N_("%(file)s, line %(line)s, %(field)s: %(reason)s"),
            {"file": file, "line": str(line), "field": name, "reason": reason.removeprefix("Value error, ")},
        )
    )


def field(place: tuple[int | str, ...]) -> str:
    """``("prices", 0, "area")`` as ``prices.1.area``."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in place) or "file"


def _line(content: Any, place: tuple[int | str, ...]) -> int:
    """The line of the innermost part of ``place`` that the file has."""
    line = 1
    for step in place:
        try:
            line = content.lc.data[step][0] + 1
            content = content[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line
