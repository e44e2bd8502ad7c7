# SPDX-License-Identifier: EUPL-1.2
"""What a reader may see of the forms of a family; sections that are closed to the reader are not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from familievej.access.queries.consents import Reading, of_family
from familievej.base import once
from familievej.course.models import Course
from familievej.forms.models import Answer, Claim, Filling, Statement, Verdict
from familievej.forms.slots import Option, Place, Slot, Who, is_empty, options, slots
from familievej.gate.categories import Basis, Category, Verb
from familievej.gate.decide import NoAccess, ask_about, decide_about
from familievej.people.models import MemberRole
from familievej.people.queries import members

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family
    from familievej.practice.schema.forms import Field, Form, Section


# The text of an adopted version is read once for a process (practice.models): rows need not bring it.
UNREAD = ("adopted__files", "adopted__content")
# The bases on which somebody works with the family, or answers for those who do.
OWN = (Basis.OWN_WORK, Basis.OVERSIGHT, Basis.EMERGENCY, Basis.SYSTEM)


@dataclass(frozen=True)
class Said:
    """One answer, as it is read: ``lines`` are texts, ``rows`` are of a table with ``heads``."""

    slot: Slot
    answer: Answer | None
    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing was written."""
        return not self.lines and not self.rows


@dataclass(frozen=True)
class Block:
    """One field with what was said; or two that are read beside each other, option by option."""

    fields: tuple[tuple[Field, list[Said]], ...]

    @property
    def beside(self) -> bool:
        """Whether they are two."""
        return len(self.fields) > 1

    @property
    def rows(self) -> list[tuple[Option, list[Said]]]:
        """The options where one of the two says something, each with what both say."""
        sides = [said for _field, said in self.fields]
        return [
            (pair[0].slot.item, list(pair))
            for pair in zip(*sides, strict=True)
            if pair[0].slot.item and any(not each.empty for each in pair)
        ]


@dataclass(frozen=True)
class Part:
    """What a reader sees of one section, about the family or one member; ``fields`` are its fields in their order."""

    section: Section
    who: Who | None
    said: tuple[Said, ...]

    @property
    def fields(self) -> list[tuple[Any, list[Said]]]:
        """What was said, by field."""
        found: dict[str, tuple[Any, list[Said]]] = {}
        for each in self.said:
            found.setdefault(each.slot.field.id, (each.slot.field, []))[1].append(each)
        return list(found.values())

    @property
    def written(self) -> list[Block]:
        """The fields where something stands; a view stands with the one that it is to be read beside."""
        fields = {one.id: (one, said) for one, said in self.fields}
        blocks: dict[str, Block] = {}
        for one, said in fields.values():
            left = blocks.get(one.beside or "")
            if left and _options(left.fields[0][1]) == _options(said) != []:
                blocks[left.fields[0][0].id] = Block((*left.fields, (one, said)))
            else:
                blocks[one.id] = Block(((one, said),))
        return [
            block
            for block in blocks.values()
            if any(not each.empty for _f, said in block.fields for each in said)
        ]

    @property
    def kinds(self) -> set[str]:
        """The kinds of fields of the section, also those whose rows are the course's."""
        return {each.kind for each in self.section.fields}


def _options(said: Iterable[Said]) -> list[str]:
    """The options that are spoken of, in their order."""
    return [each.slot.item.id for each in said if each.slot.item]


@dataclass(frozen=True)
class Sheet:
    """A version of a form with the parts that a reader may see."""

    filling: Filling
    form: Form
    parts: tuple[Part, ...] = field(default=())


def people_of(actor: Actor, family_id: UUID, day: dt.date) -> list[Who]:
    """The members of the family on ``day``, as far as ``actor`` may see them. One query."""
    there = members(actor, [family_id], day)[family_id]
    return [
        Who(each.person.pk, each.person.short_name, each.membership.role == MemberRole.CHILD)
        for each in there
    ]


def answers_of(actor: Actor, filling: Filling, verb: Verb = Verb.READ) -> dict[Place, Answer]:
    """What ``actor`` may read (or write) of a version, by where it belongs. One query."""
    return {answer.place: answer for answer in Answer.objects.visible_to(actor, verb).filter(filling=filling)}


def spoken(actor: Actor, filling: Filling) -> dict[Place, Any]:
    """Own words of the version before this one: they stand as they were said. One query; none for the first version."""
    if filling.number == 1:
        return {}
    before = Answer.objects.visible_to(actor).filter(
        filling__course=filling.course_id, filling__form=filling.form, filling__number=filling.number - 1
    )
    said = {answer.place: answer.value for answer in before.exclude(own_words="")}
    return {place: value for place, value in said.items() if not is_empty(value)}


def form_of(filling: Filling) -> Form:
    """The form in the version that it was filled in under. Raises NoAccess when that has none: there is no page."""
    found = filling.adopted.model.form(filling.form)
    if found is None:
        raise NoAccess
    return found


def places(actor: Actor, filling: Filling, people: Sequence[Who], verb: Verb = Verb.WRITE) -> list[Slot]:
    """The slots of a form that ``actor`` may write (or read)."""
    return allowed(actor, filling.family_id, slots(filling.adopted.model, form_of(filling), people), verb)


def allowed(actor: Actor, family_id: UUID, all_slots: Iterable[Slot], verb: Verb) -> list[Slot]:
    """Those that the gate opens. One question for each subject and category; staff's own part is for staff."""
    asked: dict[tuple[UUID, str], bool] = {}
    found = []
    all_slots = list(all_slots)
    ask_about(actor, {slot.subject(family_id) for slot in all_slots})
    for slot in all_slots:
        key = (slot.subject(family_id), slot.section.category)
        if key not in asked:
            asked[key] = decide_about(actor, verb, [key[0]], key[1]).allowed
        if asked[key] and (slot.section.family_sees or not actor.person_id):
            found.append(slot)
    return found


def fillings(actor: Actor, family_id: UUID) -> list[Filling]:
    """The forms of the family. Whoever writes its plan sees all of them.

    Everybody else sees a form when something in it is theirs to read: that there is a sheet of worries is told by
    nothing else. Who does not work with the family sees it when it is finished.
    """
    rows = Filling.objects.visible_to(actor).filter(family_id=family_id)
    rows = rows.select_related("adopted", "course").defer(*UNREAD)
    if not decide_about(actor, Verb.WRITE, [family_id], Category.PLAN).allowed:
        rows = rows.filter(Exists(Answer.objects.visible_to(actor).filter(filling=OuterRef("pk"))))
    if decide_about(actor, Verb.READ, [family_id], Category.PLAN).basis not in OWN:
        rows = rows.filter(finished_at__isnull=False)
    return list(rows.order_by("-course__starts", "form", "-number"))


def filling_or_404(actor: Actor, family_id: UUID, filling_id: UUID) -> Filling:
    """One that the reader may know of. Raises NoAccess."""
    found = next((each for each in fillings(actor, family_id) if each.pk == filling_id), None)
    if found is None:
        raise NoAccess
    return found


def sheet(actor: Actor, filling: Filling, people: Sequence[Who]) -> Sheet:
    """The version with what ``actor`` may read of it. Two queries beside the gate's."""
    rows = answers_of(actor, filling)
    groups: dict[tuple[str, UUID | None], list[Said]] = {}
    form = form_of(filling)
    # Who has left the family since then is still in what was written about them.
    for slot in places(actor, filling, _with_former(people, rows.values()), Verb.READ):
        answer = rows.get(slot.place)
        key = (slot.section.id, slot.who.id if slot.who else None)
        groups.setdefault(key, []).append(_said(filling, slot, answer, people))
    parts = [Part(said[0].slot.section, said[0].slot.who, tuple(said)) for said in groups.values()]
    reads_case = {
        section.id: decide_about(actor, Verb.READ, [filling.family_id], section.category).allowed
        for section in form.sections
        if all(each.kind in ("claims", "statements") for each in section.fields)
    }
    parts += [Part(section, None, ()) for section in form.sections if reads_case.get(section.id)]
    order = {section.id: number for number, section in enumerate(form.sections)}
    return Sheet(filling, form, tuple(sorted(parts, key=lambda part: order[part.section.id])))


def _with_former(people: Sequence[Who], answers: Collection[Answer]) -> list[Who]:
    known = {who.id for who in people}
    gone = {a.person_id for a in answers if a.person_id} - known
    return [*people, *(Who(pk, "", child=True) for pk in sorted(gone, key=str) if pk)]


def _said(filling: Filling, slot: Slot, answer: Answer | None, people: Sequence[Who]) -> Said:
    value = answer.value if answer else ""
    if is_empty(value):
        return Said(slot, answer)
    if slot.field.kind == "rows":
        heads = tuple(column.name for column in slot.field.columns)
        lines: list[dict[str, str]] = list(value)  # type: ignore[arg-type]  # a field of rows holds rows
        rows = tuple(tuple(line.get(column.id, "") for column in slot.field.columns) for line in lines)
        return Said(slot, answer, heads=heads, rows=rows)
    names = {each.id: each.name for each in options(filling.adopted.model, slot.field, people)}
    chosen = value if isinstance(value, list) else [value]
    if slot.field.kind in ("choice", "choices", "member", "members", "core_elements"):
        return Said(slot, answer, lines=tuple(names.get(each, "–") for each in chosen))
    return Said(slot, answer, lines=(str(value),))


def described(said: Iterable[Said], field_id: str) -> set[str]:
    """The options of a ``per_choice`` field where something stands."""
    return {
        each.slot.item.id
        for each in said
        if each.slot.field.id == field_id and each.slot.item and not each.empty
    }


def acute(actor: Actor, families: Collection[UUID]) -> list[tuple[Answer, Filling, Option]]:
    """What cannot wait and nobody has dealt with, in the latest version of each form. Two queries."""
    rows = (
        Filling.objects.visible_to(actor)
        .filter(family__in=list(families), course__ends__isnull=True)
        .select_related("adopted")
        .defer(*UNREAD)
        .order_by("course", "form", "-number")
        .distinct("course", "form")
    )
    latest = {filling.pk: filling for filling in rows}
    waiting = Answer.objects.visible_to(actor).filter(filling__in=list(latest), seen_to_on__isnull=True)
    found = []
    for answer in waiting.order_by("written_at"):
        filling = latest[answer.filling_id]
        form = filling.adopted.model.form(filling.form)
        section = next((s for s in form.sections if s.id == answer.section), None) if form else None
        if section is None or not section.acute or is_empty(answer.value):
            continue
        name = next((f.name for f in section.fields if f.id == answer.field), "")
        found.append((answer, filling, Option(answer.field, name)))
    return found


def claims(actor: Actor, family_id: UUID) -> list[Claim]:
    """What was said or supposed, the open ones first."""
    rows = list(Claim.objects.visible_to(actor).filter(family_id=family_id))
    return sorted(rows, key=lambda claim: (claim.verdict != Verdict.OPEN, claim.made_at))


def statements(actor: Actor, family_id: UUID) -> list[Statement]:
    """What others were asked for, those who have not answered first."""
    rows = list(Statement.objects.visible_to(actor).filter(family_id=family_id))
    return sorted(rows, key=lambda one: (one.received_on is not None, one.due_on))


def open_consents(actor: Actor, family: Family, day: dt.date) -> list[Reading]:
    """The consents of the family that are open on ``day``: what a statement can rest on."""
    return [reading for reading in of_family(actor, family, day) if reading.open]


@once.per_reading
def forms_finished(actor: Actor, course: Course) -> tuple[str, ...]:
    """The forms of the course that have a finished version."""
    rows = Filling.objects.visible_to(actor).filter(course=course, finished_at__isnull=False)
    return tuple(rows.order_by("form").values_list("form", flat=True).distinct())
