# SPDX-License-Identifier: EUPL-1.2
"""From the text of one value to a typed value, or a refusal that says what was expected.

Typed values: ids, texts, categories and account functions ``str``; dates ``date``; months ``date`` of the
first; years and whole numbers ``int``; decimals ``Decimal``; flags ``bool``; an empty value that may be
empty ``None``.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from familievej.base import cpr
from familievej.extract.faults import looks_like_cpr
from familievej.extract.tables import Column, Kind

Value = str | int | bool | date | Decimal | None
Parser = Callable[[str], Value]

LONGEST_TEXT = 120
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_CACHED_VALUES = 50_000
_ID = re.compile(r"[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå._:/-]{0,59}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.([0-9]{1,15}))?")
_WITH_COMMA = re.compile(r"-?[0-9][0-9.,\s']*")
_ACCOUNT_FUNCTION = re.compile(r"[0-9]\.[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


class RefusedError(Exception):
    """A value that cannot be accepted; ``code`` names the sentence, ``facts`` fill it in."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def parser(column: Column) -> Parser:
    """The function that reads one value of ``column``; it raises ``RefusedError``.

    Registers repeat themselves (months, ids, amounts): what has been read once is looked up, within bounds.
    """
    parse = _PARSERS[column.kind]
    seen: dict[str, Value] = {}

    def read(text: str) -> Value:
        if text in seen:
            return seen[text]
        value = _parse(text.strip(), column, parse)
        if len(seen) >= _CACHED_VALUES:
            seen.clear()
        seen[text] = value
        return value

    return read


def _parse(text: str, column: Column, parse: Callable[[str, Column], Value]) -> Value:
    if not text:
        if column.required:
            raise RefusedError("empty_value")
        return None
    if len(text) > LONGEST_TEXT:
        raise RefusedError("too_long", limit=LONGEST_TEXT)
    if _CONTROL.search(text):
        raise RefusedError("control_character")
    return parse(text, column)


def _id(text: str, column: Column) -> str:
    if looks_like_cpr(text):
        raise RefusedError("cpr_as_id")
    if not _ID.fullmatch(text):
        raise RefusedError("bad_id")
    return text


def _text(text: str, column: Column) -> str:
    if not column.private and looks_like_cpr(text):
        raise RefusedError("cpr_as_id")
    return text


def _category(text: str, column: Column) -> str:
    if text not in column.categories:
        raise RefusedError("unknown_category", categories=", ".join(column.categories))
    return text


def _date(text: str, column: Column) -> date:
    match = _DATE.fullmatch(text)
    if match is None:
        raise RefusedError("bad_date")
    year, month, day = (int(part) for part in match.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise RefusedError("bad_year", low=_FIRST_YEAR, high=_LAST_YEAR)
    if not 1 <= month <= 12:
        raise RefusedError("no_such_month", month=match.group(2))
    try:
        return date(year, month, day)
    except ValueError:
        raise RefusedError("no_such_day") from None


def _month(text: str, column: Column) -> date:
    match = _MONTH.fullmatch(text)
    if match is None:
        raise RefusedError("bad_month")
    year, month = int(match.group(1)), int(match.group(2))
    if not 1 <= month <= 12:
        raise RefusedError("no_such_month", month=match.group(2))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise RefusedError("bad_year", low=_FIRST_YEAR, high=_LAST_YEAR)
    return date(year, month, 1)


def _year(text: str, column: Column) -> int:
    low, high = column.low or Decimal(_FIRST_YEAR), column.high or Decimal(_LAST_YEAR)
    if not re.fullmatch("[0-9]{4}", text) or not low <= int(text) <= high:
        raise RefusedError("bad_year", low=low, high=high)
    return int(text)


def _integer(text: str, column: Column) -> int:
    if not _INTEGER.fullmatch(text):
        raise RefusedError("bad_integer")
    _within(Decimal(text), column)
    return int(text)


def _decimal(text: str, column: Column) -> Decimal:
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise RefusedError("comma_decimal" if _WITH_COMMA.fullmatch(text) else "bad_number")
    decimals = (match.group(1) or "").rstrip("0")
    if len(decimals) > column.decimals:
        raise RefusedError("too_many_decimals", decimals=column.decimals)
    value = Decimal(text)
    _within(value, column)
    return value


def _within(value: Decimal, column: Column) -> None:
    low, high = column.low, column.high
    if low is None or high is None or low <= value <= high:
        return
    raise RefusedError("negative" if value < 0 <= low else "out_of_range", low=low, high=high)


def _flag(text: str, column: Column) -> bool:
    if text not in ("0", "1"):
        raise RefusedError("bad_flag")
    return text == "1"


def _account_function(text: str, column: Column) -> str:
    if not _ACCOUNT_FUNCTION.fullmatch(text):
        raise RefusedError("bad_account_function")
    return text


def _cpr(text: str, column: Column) -> str:
    try:
        return cpr.clean(text)
    except ValidationError:
        raise RefusedError("bad_cpr") from None


_PARSERS: dict[Kind, Callable[[str, Column], Value]] = {
    Kind.ID: _id,
    Kind.TEXT: _text,
    Kind.CATEGORY: _category,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.YEAR: _year,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.FLAG: _flag,
    Kind.ACCOUNT_FUNCTION: _account_function,
    Kind.CPR: _cpr,
}
