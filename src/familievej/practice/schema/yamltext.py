# SPDX-License-Identifier: EUPL-1.2
"""A YAML file as texts, lists and mappings, with the line on which each stands. Anything clever in YAML is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.tokens import AliasToken, AnchorToken, TagToken

from familievej.practice.schema.faults import Fault, ModelFaults, Path, field_name, gettext_noop

LARGEST = 1_000_000
END = "..."


@dataclass(frozen=True)
class Placed:
    """Plain values, and for every path the file and line (from 1) where it stands."""

    value: dict[str, Any]
    places: dict[Path, tuple[str, int]]


def read(name: str, content: bytes) -> Placed:
    """The values of one file. Raises ModelFaults for anything that is not a whole, plain YAML mapping."""
    text = _decoded(name, content)
    try:
        _refuse_cleverness(name, text)
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as fault:
        raise ModelFaults([_syntax(name, fault)]) from fault
    except (ReaderError, YAMLError) as fault:
        line = text.count("\n", 0, getattr(fault, "position", 0)) + 1
        message = gettext_noop("a character that YAML does not allow stands here")
        raise ModelFaults([Fault(name, line, "", message)]) from fault
    except RecursionError as fault:
        raise ModelFaults([Fault(name, 1, "", gettext_noop("the file is nested too deeply"))]) from fault
    if not isinstance(node, MappingNode):
        message = gettext_noop("expected lines such as 'name: …' at the start of lines")
        raise ModelFaults([Fault(name, 1, "", message)])
    reader = _Reader(name)
    value = reader.mapping(node, ())
    if reader.faults:
        raise ModelFaults(reader.faults)
    return Placed(value, reader.places)


def _decoded(name: str, content: bytes) -> str:
    if len(content) > LARGEST:
        message = gettext_noop("the file is larger than a megabyte: split it into several")
        raise ModelFaults([Fault(name, 1, "", message)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        message = gettext_noop("expected UTF-8 text: save the file as UTF-8")
        raise ModelFaults([Fault(name, line, "", message)]) from fault
    # A file cut off between two lines is often still YAML. The end mark shows that nothing is missing.
    if text.rstrip().rsplit("\n", 1)[-1].strip() != END:
        message = gettext_noop(
            "expected the line '...' as the last one: the file is cut off, or the mark of its end is missing"
        )
        raise ModelFaults([Fault(name, text.rstrip().count("\n") + 1, "", message)])
    return text


def _refuse_cleverness(name: str, text: str) -> None:
    for token in YAML(typ="safe", pure=True).scan(text):
        if isinstance(token, AliasToken | AnchorToken | TagToken):
            message = gettext_noop(
                "expected plain values: no &, * or ! at the start of one; put it in quotation marks"
            )
            raise ModelFaults([Fault(name, token.start_mark.line + 1, "", message)])


def _syntax(name: str, fault: MarkedYAMLError) -> Fault:
    mark = fault.problem_mark or fault.context_mark
    message = gettext_noop(
        "this is not YAML: {problem}; look at quotation marks, colons and indents here and above"
    )
    problem = re.sub(r"\s+", " ", str(fault.problem or fault.context or "?"))
    return Fault(name, mark.line + 1 if mark else 1, "", message, {"problem": problem})


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[Path, tuple[str, int]] = {}
        self.faults: list[Fault] = []

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        self.places[path] = (self.name, node.start_mark.line + 1)
        result: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                message = gettext_noop("expected a name before the colon")
                self.faults.append(Fault(self.name, line, field_name(path), message))
                continue
            here = (*path, key.value)
            if key.value in result:
                message = gettext_noop("stands twice; it stood on line {first} already")
                first = {"first": self.places[here][1]}
                self.faults.append(Fault(self.name, line, field_name(here), message, first))
                continue
            result[key.value] = self.value(value, here, line)
            # The name's line, not the value's: that is where one looks for the field.
            self.places[here] = (self.name, line)
        return result

    def value(self, node: Node, path: Path, line: int = 0) -> Any:
        """``line`` is that of the name before the colon: of an empty value only that is seen."""
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        self.places[path] = (self.name, node.start_mark.line + 1)
        if isinstance(node, SequenceNode):
            return [self.value(each, (*path, index)) for index, each in enumerate(node.value)]
        if (node.tag or "").endswith(":null"):
            message = gettext_noop("expected a value, or leave the line out")
            self.faults.append(Fault(self.name, line or node.start_mark.line + 1, field_name(path), message))
        # The text as it is written: the schema knows which texts are numbers, dates or yes and no.
        return node.value
