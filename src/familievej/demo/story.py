# SPDX-License-Identifier: EUPL-1.2
"""Families told in full, read from ``stories/*.toml``.

Every day in a story is a number counted from the day of loading (-30 is thirty days ago), so that the
demonstration is always in the middle of something.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

DAYS_OF_YEAR = 365.25


class StoryFault(ValueError):
    """A story or the cast says something that cannot be; the message names file and place."""


@dataclass(frozen=True)
class StoryPerson:
    """``age`` in years, or ``due_in`` days for an unborn child; role ``outside``: related, not a member."""

    key: str
    sex: str
    role: str
    given: str = ""
    last: str = ""
    called: str = ""
    age: float | None = None
    due_in: int | None = None
    index: bool = False
    language: str = ""
    interpreter: bool = False
    phone: str = ""
    email: str = ""
    since: int | None = None

    @property
    def born(self) -> int | None:
        """Day of birth, or ``None`` when it lies ahead."""
        return None if self.age is None else -round(self.age * DAYS_OF_YEAR)

    @property
    def short_name(self) -> str:
        """What the family says."""
        return self.called or self.given


@dataclass(frozen=True)
class StoryRelation:
    """``who`` is the ``kind`` of ``to``; without ``since`` from the birth of the younger."""

    who: str
    kind: str
    to: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class StoryCustody:
    """Without ``since`` from the child's birth."""

    child: str
    holder: str
    kind: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class StoryHome:
    """An address on a road that does not exist."""

    key: str
    name: str
    street: str
    protected: bool = False


@dataclass(frozen=True)
class StoryResidence:
    """Without ``since`` from the person's birth."""

    person: str
    home: str
    kind: str = "registered"
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class StoryFriend:
    """Somebody in the family's own network."""

    name: str
    role: str
    resource: str
    phone: str = ""
    may_be_contacted: bool = False


@dataclass(frozen=True)
class StoryInvolvement:
    """A unit around a person; the contact is a member of staff (``contact``) or just a name."""

    person: str
    unit: str
    place: str
    since: int
    contact: str = ""
    contact_name: str = ""
    role: str = ""
    plan: str = ""
    until: int | None = None


@dataclass(frozen=True)
class StoryCoordinator:
    """From ``since`` on this member of staff coordinates, until the next one does."""

    staff: str
    since: int
    reason: str


@dataclass(frozen=True)
class StoryCourse:
    """The family's time in the programme and why it began."""

    start: int
    reason: str
    coordinators: tuple[StoryCoordinator, ...]

    def coordinator_on(self, day: int) -> StoryCoordinator:
        """Who coordinated on ``day`` (the first one before the course begins)."""
        held = [period for period in self.coordinators if period.since <= day]
        return held[-1] if held else self.coordinators[0]


@dataclass(frozen=True)
class StoryStep:
    """Agreed on day ``since``; done by a person of the story (``who``) or of the staff (``staff``)."""

    text: str
    due: int
    since: int
    who: str = ""
    staff: str = ""
    done: int | None = None


@dataclass(frozen=True)
class EarlierWords:
    """The goal's words until the save on day ``until``."""

    until: int
    text: str


@dataclass(frozen=True)
class StoryGoal:
    """For a person (``of``) or the whole family; ``closed`` is the save at which ``status`` was reached."""

    text: str
    term: str
    focus: str
    priority: int
    since: int
    of: str = ""
    status: str = "open"
    shared: bool = True
    closed: int | None = None
    was: tuple[EarlierWords, ...] = ()
    steps: tuple[StoryStep, ...] = ()

    def words_on(self, day: int) -> str:
        """The words that stood after the save on ``day``."""
        return next((earlier.text for earlier in self.was if day < earlier.until), self.text)

    def status_on(self, day: int) -> str:
        """How it went after the save on ``day``."""
        return self.status if self.closed is None or day >= self.closed else "open"


@dataclass(frozen=True)
class StoryPlan:
    """The plan and the days on which it was saved."""

    title: str
    purpose: str
    saves: tuple[int, ...]
    goals: tuple[StoryGoal, ...]


@dataclass(frozen=True)
class StoryContact:
    """``state``: held, planned, cancelled, or not_met (the family did not come)."""

    day: int
    time: str
    kind: str
    with_: tuple[str, ...]
    state: str = "held"
    place: str = ""
    note: str = ""


@dataclass(frozen=True)
class StoryNote:
    """A note about one person, or about the family when several are named."""

    day: int
    category: str
    about: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Story:
    """One family."""

    id: str
    family: str
    persons: tuple[StoryPerson, ...]
    relations: tuple[StoryRelation, ...]
    homes: tuple[StoryHome, ...]
    residences: tuple[StoryResidence, ...]
    network: tuple[StoryFriend, ...]
    involvements: tuple[StoryInvolvement, ...]
    course: StoryCourse
    plan: StoryPlan
    contacts: tuple[StoryContact, ...]
    notes: tuple[StoryNote, ...]
    custody: tuple[StoryCustody, ...] = ()

    def person(self, key: str) -> StoryPerson:
        """The person called ``key`` in the story; raises ``KeyError``."""
        return {person.key: person for person in self.persons}[key]

    @property
    def members(self) -> list[StoryPerson]:
        """Those who are in the family."""
        return [person for person in self.persons if person.role != "outside"]


T = TypeVar("T")
# Words of the TOML files that Python keeps for itself, or that say the same thing shorter.
SPELLED = {"with": "with_", "from": "since", "as": "role"}


@cache
def stories() -> tuple[Story, ...]:
    """Every story, by file name. Raises StoryFault."""
    folder = files(__package__).joinpath("stories")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(read_story(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in names)


def read_story(name: str, text: str) -> Story:
    """A story from the text of the file ``name``. Raises StoryFault."""
    return built(Story, read_toml(name, text), name)


def read_toml(name: str, text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises StoryFault naming the file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise StoryFault(f"{name}: {fault}") from fault


def built(kind: type[T], table: Mapping[str, Any], place: str) -> T:
    """A dataclass from a TOML table with the tables in it. Raises StoryFault when a key is wrong."""
    hints = get_type_hints(kind)
    given = {SPELLED.get(key, key): value for key, value in table.items()}
    for key in given.keys() - hints.keys():
        raise StoryFault(f"{place}: {key!r} is not known here; known are {', '.join(hints)}")
    values = {name: _value(hints[name], value, f"{place}, {name}") for name, value in given.items()}
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name not in values and field.default is MISSING:
            raise StoryFault(f"{place}: {field.name!r} is missing")
    return kind(**values)


def _value(hint: Any, value: Any, place: str) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise StoryFault(f"{place}: a list is expected")
        inner = get_args(hint)[0]
        return tuple(_value(inner, item, f"{place} {number}") for number, item in enumerate(value, start=1))
    if get_origin(hint) is UnionType:
        hint = get_args(hint)[0]
    if isinstance(value, dict):
        return built(hint, value, place)
    if type(value) is not hint and not (hint is float and type(value) is int):
        raise StoryFault(f"{place}: {value!r} is not of type {hint.__name__}")
    return value


def people_named(story: Story) -> Iterator[tuple[str, str]]:
    """Every mention of a person as (where, key)."""
    for relation in story.relations:
        yield "relations", relation.who
        yield "relations", relation.to
    for custody in story.custody:
        yield "custody", custody.child
        yield "custody", custody.holder
    for residence in story.residences:
        yield "residences", residence.person
    for involvement in story.involvements:
        yield "involvements", involvement.person
    for goal in story.plan.goals:
        if goal.of:
            yield "plan.goals", goal.of
        yield from (("plan.goals.steps", step.who) for step in goal.steps if step.who)
    for contact in story.contacts:
        yield from (("contacts", key) for key in contact.with_)
    for note in story.notes:
        yield from (("notes", key) for key in note.about)


def staff_named(story: Story) -> Iterator[tuple[str, str]]:
    """Every mention of a member of staff as (where, key)."""
    yield from (("course.coordinators", period.staff) for period in story.course.coordinators)
    yield from (("involvements", item.contact) for item in story.involvements if item.contact)
    for goal in story.plan.goals:
        yield from (("plan.goals.steps", step.staff) for step in goal.steps if step.staff)
