# SPDX-License-Identifier: EUPL-1.2
"""What every part of a practice model is made of: names, texts, lengths of time, and where a rule was written."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from familievej.practice.schema.faults import gettext_noop

# Seeds of the library: the five reports that describe the practice, by the number that sources are cited with.
REPORTS = {
    "000": "Vidensafdækning af tværgående indsatser omkring udsatte familier (2020)",
    "001": "Familiens vej – på tværs af velfærdsområder",
    "002": "Tidligere forebyggende indsats – kommunernes erfaringer",
    "003": "Nordens børn, del 2: familiecentre",
    "004": "Evaluering af Gladsaxe Kommunes helhedsindsats (2020)",
}
UNITS = {
    **dict.fromkeys(("day", "days", "dag", "dage"), "days"),
    **dict.fromkeys(("week", "weeks", "uge", "uger"), "weeks"),
    **dict.fromkeys(("month", "months", "måned", "måneder"), "months"),
}
# A month's mean length in days: lengths in different units are only compared, never counted with it.
MONTH = 30.4375


# What our own kinds of values expected, as message ids; ``{plain}`` and ``{pointed}`` are filled in where it is raised.
EXPECTED = {
    "blank": gettext_noop("expected a text that is not empty"),
    "id": gettext_noop(
        "expected a short name of small letters a–z, digits and hyphens, such as 'home-visit'"
    ),
    "span": gettext_noop(
        "expected a length above zero in days, weeks or months, such as '4 weeks' or '3 months'"
    ),
    "source": gettext_noop(
        "expected where the rule is written: a report and its lines ('004 L310-312, L395'), "
        "'law Barnets lov § 95', or 'own steering group, 1 October 2026'"
    ),
    "need": gettext_noop(
        "expected one of {plain}, or one of {pointed} with the id of it, such as 'form:phase-report'"
    ),
}


def refused(kind: str, **values: str) -> PydanticCustomError:
    """The error of one of the kinds of ``EXPECTED``, to be raised."""
    return PydanticCustomError(kind, EXPECTED[kind], values or None)


class Part(BaseModel):
    """A part of a model. Unknown fields are refused: a misspelt rule must never be silently left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def _text(value: str) -> str:
    if not value.strip():
        raise refused("blank")
    return value.strip()


Text = Annotated[str, AfterValidator(_text)]


@dataclass(frozen=True)
class Names:
    """Marks the id of a thing of a ``kind`` ("form", "phase"): within its scope every id names one thing."""

    kind: str


@dataclass(frozen=True)
class Refers:
    """Marks a field that holds the id of a thing of a ``kind``: it must be found."""

    kind: str


def _id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*", value):
        raise refused("id")
    return value


Id = Annotated[str, AfterValidator(_id), Field(max_length=60)]


@dataclass(frozen=True)
class Span:
    """A length of time: ``number`` (1 or more) of ``unit``. In a file: "4 weeks" or "4 uger"."""

    number: int
    unit: Literal["days", "weeks", "months"]

    @classmethod
    def read(cls, value: object) -> Self:
        """From the text of a file. Raises PydanticCustomError for anything that is not a length above zero."""
        if isinstance(value, cls):
            return value
        found = re.fullmatch(r"\s*(-?\d{1,4})\s+(\S+)\s*", value) if isinstance(value, str) else None
        unit = UNITS.get(found[2].casefold()) if found else None
        if not found or not unit or int(found[1]) < 1:
            raise refused("span")
        return cls(int(found[1]), unit)  # type: ignore[arg-type]  # the values of UNITS are the three units

    def after(self, day: date) -> date:
        """The day this long after ``day``; the 31st becomes the last day of a shorter month."""
        if self.unit != "months":
            return day + timedelta(days=self.number * (7 if self.unit == "weeks" else 1))
        year, month = divmod(day.year * 12 + day.month - 1 + self.number, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

    @property
    def days(self) -> float:
        """The nominal length in days: for comparing a rule with a limit in another unit."""
        return self.number * {"days": 1, "weeks": 7, "months": MONTH}[self.unit]

    def __str__(self) -> str:
        return f"{self.number} {self.unit[:-1] if self.number == 1 else self.unit}"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": rf"^\d+ ({'|'.join(UNITS)})$",
            "examples": ["4 weeks", "3 months"],
        }


def _source(value: str) -> str:
    value = value.strip()
    for part in value.split("; "):
        report = re.fullmatch(r"(00\d) (L\d+(?:-\d+)?(?:, L\d+(?:-\d+)?)*)", part)
        if report and report[1] in REPORTS:
            continue
        if re.fullmatch(r"(law|own) \S.*", part):
            continue
        raise refused("source")
    return value


Source = Annotated[str, AfterValidator(_source)]


class Sourced(Part):
    """A part that says where its rule was written."""

    source: Source
    """Report and lines, a paragraph of a law, or whose own decision it is."""


class Choice(Part):
    """One of several possibilities to choose among."""

    id: Id
    name: Text


class LegalBasis(Part):
    """A paragraph of a law and the period in which it is the right one."""

    law: Text
    paragraph: Text
    starts: date | None = None
    ends: date | None = None
    """The first day on which it no longer holds."""


class Ages(Part):
    """The ages of a child that a rule is about, in whole years."""

    youngest: Annotated[int, Field(ge=0, le=25)] = 0
    oldest: Annotated[int, Field(ge=0, le=25)]
    """The last year of age that is inside: 3 means until the fourth birthday."""
    unborn: bool = False
