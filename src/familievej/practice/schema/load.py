# SPDX-License-Identifier: EUPL-1.2
"""A model from its files. It is whole and right, or every fault is told and nothing comes out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path as File
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from familievej.practice.schema import parts
from familievej.practice.schema.cross import Wrong, wrongs
from familievej.practice.schema.faults import Fault, ModelFaults, Path, field_name, gettext_noop
from familievej.practice.schema.model import PracticeModel
from familievej.practice.schema.yamltext import Placed, read

MOST_FILES = 100
# What pydantic found, as what was expected. Its own values (``{expected}``, ``{ge}``) fill the message.
EXPECTED = {
    "missing": gettext_noop("is missing here"),
    "string_type": gettext_noop("expected a text; put it in quotation marks"),
    "tuple_type": gettext_noop("expected a list: lines that start with '- '"),
    "model_type": gettext_noop("expected lines 'name: value' under this"),
    "int_type": gettext_noop("expected a whole number"),
    "int_parsing": gettext_noop("expected a whole number"),
    "int_from_float": gettext_noop("expected a whole number"),
    "float_type": gettext_noop("expected a number"),
    "float_parsing": gettext_noop("expected a number"),
    "finite_number": gettext_noop("expected a number"),
    "bool_type": gettext_noop("expected true or false"),
    "bool_parsing": gettext_noop("expected true or false"),
    "date_type": gettext_noop("expected a date such as 2026-10-01"),
    "date_parsing": gettext_noop("expected a date such as 2026-10-01"),
    "date_from_datetime_parsing": gettext_noop("expected a date such as 2026-10-01"),
    "date_from_datetime_inexact": gettext_noop("expected a date such as 2026-10-01"),
    "literal_error": gettext_noop("expected {expected}"),
    "greater_than_equal": gettext_noop("expected {ge} or more"),
    "less_than_equal": gettext_noop("expected {le} or less"),
    "too_short": gettext_noop("expected at least {min_length}"),
    "string_too_long": gettext_noop("expected at most {max_length} characters"),
    "string_pattern_mismatch": gettext_noop("expected a version such as 1 or 2.1"),
}


@dataclass(frozen=True)
class Loaded:
    """A model and the texts of the files it was read from, by name."""

    model: PracticeModel
    files: Mapping[str, str]

    @property
    def checksum(self) -> str:
        """SHA-256 (hexadecimal) of what the model says: layout and comments of the files do not count."""
        return checksum(self.model)


def checksum(model: PracticeModel) -> str:
    """SHA-256 (hexadecimal) of a model's content."""
    return hashlib.sha256(model.model_dump_json(exclude_defaults=True).encode()).hexdigest()


def load(path: File) -> Loaded:
    """The model in a folder of YAML files, or in one file. Raises ModelFaults with every fault found."""
    files = sorted(each for each in path.glob("*.y*ml")) if path.is_dir() else [path]
    if not files or not path.exists():
        raise ModelFaults(
            [Fault(str(path), 0, "", gettext_noop("expected a YAML file, or a folder with some"))]
        )
    if len(files) > MOST_FILES:
        raise ModelFaults([Fault(str(path), 0, "", gettext_noop("expected at most a hundred files"))])
    contents: dict[str, bytes] = {}
    for each in files:
        try:
            contents[each.name] = each.read_bytes()
        except OSError as fault:
            message = gettext_noop("cannot be read: {why}")
            raise ModelFaults([Fault(each.name, 0, "", message, {"why": fault.strerror})]) from fault
    return from_texts(contents)


def from_texts(contents: Mapping[str, bytes]) -> Loaded:
    """The model in files given by name. Raises ModelFaults with every fault found."""
    placed: list[Placed] = []
    faults: list[Fault] = []
    for name, content in contents.items():
        try:
            placed.append(read(name, content))
        except ModelFaults as found:
            faults += found.faults
    if faults:
        raise ModelFaults(faults)
    whole = _joined(placed)
    model = _validated(whole)
    texts = {name: content.decode("utf-8-sig") for name, content in contents.items()}
    return Loaded(model, texts)


def _joined(files: Sequence[Placed]) -> Placed:
    """One model of several files: lists of the same name follow each other; anything else may stand once."""
    value: dict[str, Any] = {}
    places: dict[Path, tuple[str, int]] = {(): next(iter(files)).places[()]}
    faults = []
    for file in files:
        moved = {}
        for key, found in file.value.items():
            if key not in value:
                value[key] = list(found) if isinstance(found, list) else found
            elif isinstance(value[key], list) and isinstance(found, list):
                moved[key] = len(value[key])
                value[key] += found
            else:
                name, line = places[key,]
                message = gettext_noop("stands in {file} line {line} already; expected it once")
                values = {"file": name, "line": line}
                faults.append(Fault(*file.places[key,], str(key), message, values))
        for path, place in file.places.items():
            if len(path) > 1 and path[0] in moved and isinstance(path[1], int):
                places[path[0], path[1] + moved[str(path[0])], *path[2:]] = place
            else:
                places.setdefault(path, place)
    if faults:
        raise ModelFaults(faults)
    return Placed(value, places)


def _validated(whole: Placed) -> PracticeModel:
    try:
        model = PracticeModel.model_validate(whole.value)
    except ValidationError as found:
        details = found.errors(include_url=False)
        raise ModelFaults([_fault(each, whole) for each in details]) from found
    _refuse(wrongs(model, model.valid_from), whole)
    return model


def _refuse(found: Iterable[Wrong], whole: Placed) -> None:
    faults = [
        Fault(*place(path, whole.places), field_name(path), message, values)
        for path, message, values in found
    ]
    if faults:
        raise ModelFaults(faults)


def checked_for(loaded: Loaded, day: date) -> None:
    """Raises ModelFaults when the model may not hold from ``day``: it is too early, or against the law of that day."""
    whole = _joined([read(name, text.encode()) for name, text in loaded.files.items()])
    if day < loaded.model.valid_from:
        message = gettext_noop("the model is valid from {first}; expected a day that is not before it")
        values = {"first": loaded.model.valid_from}
        raise ModelFaults([Fault(*place(("valid_from",), whole.places), "valid_from", message, values)])
    _refuse(wrongs(loaded.model, day), whole)


def place(path: Path, places: Mapping[Path, tuple[str, int]]) -> tuple[str, int]:
    """File and line of a path; of what is around it when the path itself is not written."""
    while path not in places:
        path = path[:-1]
    return places[path]


def _fault(detail: ErrorDetails, whole: Placed) -> Fault:
    path = tuple(
        part for part in detail["loc"] if not (isinstance(part, str) and part.startswith("function-"))
    )
    where = place(path, whole.places)
    values = dict(detail.get("ctx", {}))
    if detail["type"] == "extra_forbidden":
        known = _fields_at(path[:-1])
        close = get_close_matches(str(path[-1]), known, n=1)
        if close:
            message = gettext_noop("there is no such field; did you mean '{known}'?")
        else:
            message = gettext_noop("there is no such field; expected one of: {known}")
        return Fault(*where, field_name(path), message, {"known": ", ".join(close or known)})
    message = {**EXPECTED, **parts.EXPECTED}.get(detail["type"], "")
    if not message:
        return Fault(*where, field_name(path), "{text}", {"text": detail["msg"]})
    return Fault(*where, field_name(path), message, values)


def _fields_at(path: Path) -> list[str]:
    """The names of the fields that a part at this path may have."""
    part: type[BaseModel] = PracticeModel
    for name in path:
        if isinstance(name, str):
            part = _part_in(part.model_fields[name].annotation) or part
    return list(part.model_fields)


def _part_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in getattr(annotation, "__args__", ()) if (found := _part_in(each))), None)
