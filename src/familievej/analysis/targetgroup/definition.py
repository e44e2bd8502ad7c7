# SPDX-License-Identifier: EUPL-1.2
"""The rules of a target group: what is in a rules file, field by field. ``rulesfile`` reads one.

Everything is frozen; ``Rules.chosen`` gives the same rules with other choices.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

MOST_SIGNS = 60  # criteria and contacts stand as bits of one 64-bit number
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
FileId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Age = Annotated[int, Field(ge=0, le=125)]


class Frozen(BaseModel):
    """Nothing unknown is accepted, nothing can be changed, a number is not a text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Words(Frozen):
    """What people read, in the two languages of the system."""

    da: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Source(Frozen):
    """Where it stands; ``work`` is said once for the file."""

    lines: str = ""
    work: str = ""


class Sign(Frozen):
    """A code of the register; with ``basis`` only when the row gives one of these grounds."""

    code: Id
    basis: Annotated[tuple[Id, ...], Field(strict=False)] = ()


def _sign(given: Any) -> Any:
    """A code alone may be written as a word."""
    return {"code": given} if isinstance(given, str) else given


class Criterion(Frozen):
    """Fulfilled by one row of any of the codes in the year.

    optional: counts only when ``choices.include`` names it
    assumed:  the report gives no codes: these are ours
    """

    id: Id
    words: Words
    any_of: Annotated[tuple[Annotated[Sign, BeforeValidator(_sign)], ...], Field(min_length=1, strict=False)]
    source: Source = Source()
    optional: bool = False
    assumed: bool = False


class Contact(Criterion):
    """A share of figure 6 or 7. ``ages``: the base is whoever has that age; ``counted``: also the rows are counted."""

    ages: Annotated[tuple[Age, Age], Field(strict=False)] | None = None
    counted: bool = False


class Contacts(Frozen):
    """What is asked of children and of adults."""

    children: Annotated[tuple[Contact, ...], Field(strict=False)] = ()
    adults: Annotated[tuple[Contact, ...], Field(strict=False)] = ()


class Choices(Frozen):
    """Every number and reading that steers who is counted; the file says what each means and where it stands."""

    at_least: int = Field(default=1, ge=1)
    include: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    child_ages: Annotated[tuple[Age, Age], Field(strict=False)] = (0, 23)
    adult_from: Age = 18
    age_on: Literal["first_day", "last_day"] = "last_day"
    alive: Literal["some_day", "last_day"] = "some_day"
    relation_on: Literal["some_day", "last_day"] = "some_day"
    parents: Literal["legal", "household"] = "legal"
    homes: Literal["registered", "all"] = "registered"
    leave_out_placed: bool = True
    leave_out_alone: bool = True
    household_known: bool = False

    @model_validator(mode="after")
    def _ages_in_order(self) -> Self:
        if self.child_ages[0] > self.child_ages[1]:
            raise ValueError("child_ages: the first age must not be above the second")
        return self


class Rules(Frozen):
    """One file. ``child`` and ``adult`` are the criteria; ``placed`` must be among those of the child."""

    id: FileId
    version: str = Field(min_length=1)
    words: Words
    owner: str = ""
    source: Source
    choices: Choices = Choices()
    child: Annotated[tuple[Criterion, ...], Field(min_length=1, strict=False)]
    adult: Annotated[tuple[Criterion, ...], Field(min_length=1, strict=False)]
    contacts: Contacts = Contacts()
    days: Annotated[tuple[Id, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for where, criteria in self._lists():
            ids = [criterion.id for criterion in criteria]
            if twice := {one for one in ids if ids.count(one) > 1}:
                raise ValueError(f"{where}: the id {sorted(twice)[0]} stands twice")
        optional = {one.id for one in (*self.child, *self.adult) if one.optional}
        if unknown := set(self.choices.include) - optional:
            raise ValueError(
                f"choices.include: {sorted(unknown)[0]} is no optional criterion; "
                f"these are: {', '.join(sorted(optional)) or 'none'}"
            )
        if not self.children_criteria or not self.challenges:
            raise ValueError("child, adult: at least one criterion must count")
        if self.choices.at_least > len(self.challenges):
            raise ValueError(f"choices.at_least: there are only {len(self.challenges)} challenges")
        if self.choices.leave_out_placed and "placed" not in {one.id for one in self.child}:
            raise ValueError("choices.leave_out_placed: no criterion of the child has the id placed")
        if sum(len(criteria) for _where, criteria in self._lists()) > MOST_SIGNS:
            raise ValueError(f"more than {MOST_SIGNS} criteria and contacts")
        return self

    def _lists(self) -> Iterator[tuple[str, tuple[Criterion, ...]]]:
        yield "child", self.child
        yield "adult", self.adult
        yield "contacts.children", self.contacts.children
        yield "contacts.adults", self.contacts.adults

    @property
    def children_criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the child that count under the choices."""
        return tuple(one for one in self.child if not one.optional or one.id in self.choices.include)

    @property
    def challenges(self) -> tuple[Criterion, ...]:
        """The challenges of the adult that count under the choices."""
        return tuple(one for one in self.adult if not one.optional or one.id in self.choices.include)

    @property
    def codes(self) -> frozenset[str]:
        """Every code of the register that the file names."""
        return frozenset(sign.code for _where, some in self._lists() for one in some for sign in one.any_of)

    def chosen(self, **choices: Any) -> Rules:
        """The same rules under other choices; raises ``pydantic.ValidationError`` when they do not fit."""
        told = self.model_dump()
        return Rules.model_validate({**told, "choices": {**told["choices"], **choices}})
