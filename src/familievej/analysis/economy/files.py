# SPDX-License-Identifier: EUPL-1.2
"""A calculation, or a price catalogue, as a file that people write: YAML, or CSV for prices."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from familievej.analysis.economy.definition import Calculation, Price
from familievej.analysis.handwritten import checked, field, text_of, told, yaml_of
from familievej.analysis.words import N_, Refused, Text

_CALCULATION = TypeAdapter(Calculation)
_PRICE = TypeAdapter(Price)
_PRICES = TypeAdapter(tuple[Price, ...])


def read_calculation(path: Path) -> Calculation:
    """The calculation of a YAML file; ``prices: FILE`` takes them from a catalogue beside it. Raises ``Refused``."""
    return calculation_of(text_of(path), path.name, lambda name: read_prices(path.parent / name))


def calculation_of(text: str, file: str, catalogue: Callable[[str], tuple[Price, ...]]) -> Calculation:
    """The calculation of a YAML text; ``catalogue`` gives the prices of the file that it names. Raises ``Refused``."""
    content = yaml_of(text, file)
    if isinstance(content, dict) and isinstance(content.get("prices"), str):
        content["prices"] = [_PRICE.dump_python(price) for price in catalogue(content["prices"])]
    return checked(_CALCULATION, content, file)


def read_prices(path: Path) -> tuple[Price, ...]:
    """The prices of a catalogue in a file, as ``prices_of``. Raises ``Refused``."""
    return prices_of(text_of(path), path.name)


def prices_of(text: str, file: str) -> tuple[Price, ...]:
    """The prices of a catalogue: a YAML list, or CSV with the columns of ``Price`` and one column a year.

    CSV: comma or semicolon, header ``area,payer,committee,price_year,set_by,source,origin,low,high,present_value`` and
    years (``2018``, ``2019``, …); empty values are left out. Raises ``Refused``.
    """
    if file.lower().endswith(".csv"):
        return _from_csv(text, file)
    return checked(_PRICES, yaml_of(text, file), file)


def _from_csv(text: str, file: str) -> tuple[Price, ...]:
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    prices, faults = [], []
    for row in reader:
        try:
            prices.append(_PRICE.validate_python(_row(row)))
        except ValidationError as fault:
            faults += [told(file, reader.line_num, field(e["loc"]), e["msg"]) for e in fault.errors()]
    if not prices and not faults:
        faults.append(told(file, 1, "file", str(Text(N_("there are no rows")))))
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
