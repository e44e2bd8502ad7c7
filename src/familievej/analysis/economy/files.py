# SPDX-License-Identifier: EUPL-1.2
"""A calculation, or a price catalogue, as a file that people write: YAML, or CSV for prices.

Whatever is wrong is said with file, line and field, all of it at once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from familievej.analysis.economy.definition import Calculation, Price
from familievej.analysis.words import N_, Refused, Text

T = TypeVar("T")

_CALCULATION = TypeAdapter(Calculation)
_PRICE = TypeAdapter(Price)
_PRICES = TypeAdapter(tuple[Price, ...])


def read_calculation(path: Path) -> Calculation:
    """The calculation of a YAML file; ``prices: FILE`` takes them from a catalogue beside it. Raises ``Refused``."""
    content = _yaml(path)
    if isinstance(content, dict) and isinstance(content.get("prices"), str):
        prices = read_prices(path.parent / content["prices"])
        content["prices"] = [_PRICE.dump_python(price) for price in prices]
    return _checked(_CALCULATION, content, path.name)


def read_prices(path: Path) -> tuple[Price, ...]:
    """The prices of a catalogue: a YAML list, or CSV with the columns of ``Price`` and one column a year.

    CSV: comma or semicolon, header ``area,payer,committee,price_year,set_by,source,origin,low,high,present_value`` and
    years (``2018``, ``2019``, …); empty values are left out. Raises ``Refused``.
    """
    if path.suffix.lower() == ".csv":
        return _from_csv(_text(path), path.name)
    return _checked(_PRICES, _yaml(path), path.name)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise Refused(Text(N_("The file %(file)s is not there."), {"file": path.name})) from None
    except UnicodeDecodeError:
        raise Refused(
            Text(N_("%(file)s is not UTF-8 text. Save it as UTF-8."), {"file": path.name})
        ) from None


def _yaml(path: Path) -> Any:
    try:
        return YAML(typ="rt").load(_text(path))
    except MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        message = N_("%(file)s, line %(line)s: %(reason)s")
        raise Refused(
            Text(message, {"file": path.name, "line": str(line), "reason": str(fault.problem)})
        ) from fault


def _checked(adapter: TypeAdapter[T], content: Any, file: str) -> T:
    try:
        return adapter.validate_python(content)
    except ValidationError as fault:
        lines = [_told(file, _line(content, e["loc"]), _field(e["loc"]), e["msg"]) for e in fault.errors()]
        raise Refused(Text("%(all)s", {"all": "\n".join(lines)})) from fault


def _told(file: str, line: int, field: str, reason: str) -> str:
    return str(
        Text(
            N_("%(file)s, line %(line)s, %(field)s: %(reason)s"),
            {"file": file, "line": str(line), "field": field, "reason": reason.removeprefix("Value error, ")},
        )
    )


def _field(place: tuple[int | str, ...]) -> str:
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


def _from_csv(text: str, file: str) -> tuple[Price, ...]:
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    prices, faults = [], []
    for row in reader:
        try:
            prices.append(_PRICE.validate_python(_row(row)))
        except ValidationError as fault:
            faults += [_told(file, reader.line_num, _field(e["loc"]), e["msg"]) for e in fault.errors()]
    if not prices and not faults:
        faults.append(_told(file, 1, "file", str(Text(N_("there are no rows")))))
    if faults:
        raise Refused(Text("%(all)s", {"all": "\n".join(faults)}))
    return tuple(prices)


def _row(row: Mapping[str | Any, str | Any]) -> dict[str, Any]:
    given = {name: value.strip() for name, value in row.items() if isinstance(value, str) and value.strip()}
    years = {name: value for name, value in given.items() if name.strip().isdigit()}
    rest: dict[str, Any] = {name.strip(): value for name, value in given.items() if name not in years}
    if None in row:
        rest["extra"] = "more values than columns"
    return {**rest, "amounts": years} if years else rest
