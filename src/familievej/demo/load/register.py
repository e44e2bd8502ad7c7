# SPDX-License-Identifier: EUPL-1.2
"""The made-up register extract, through the importer that a municipality uses, and life in its running courses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from familievej.demo.load.organisation import SYSTEM, Organisation
from familievej.demo.load.plain import PlainFamily, PlainLife, deal_coordinators, give_home
from familievej.demo.load.timeline import COORDINATORS, PROGRAMME
from familievej.extract.actions import extract_load
from familievej.people import actions as people
from familievej.people.models import Family, MemberRole, Person

if TYPE_CHECKING:
    from familievej.demo.register import Register

Told = Callable[[str, int, int], None]
READING, LIVING = "Register extract", "Families of the register"


def import_register(register: Register, organisation: Organisation, told: Told) -> None:
    """Write the nine files and import them. Raises FaultyExtract, which would be a fault of our generator."""
    tables = list(register.tables())
    told(READING, 0, len(tables))
    with TemporaryDirectory() as folder:
        extract = Path(folder, "extract")
        extract.mkdir()
        register.write(extract)
        extract_load(
            actor=SYSTEM,
            path=extract,
            unit=organisation.units[COORDINATORS].code,
            programme=PROGRAMME,
            progress=lambda table, _rows: told(READING, tables.index(table), len(tables)),
        )
    told(READING, len(tables), len(tables))


def give_life(seed: int, organisation: Organisation, told: Told) -> None:
    """Names, homes, coordinators, plans and contacts for the families whose course runs."""
    rng = Random(f"{seed}/life")
    running = Family.objects.visible_to(SYSTEM).filter(external_id__isnull=False, courses__ends__isnull=True)
    families = list(running.order_by("external_id"))
    for number, (family, staff) in enumerate(
        zip(families, deal_coordinators(rng, len(families)), strict=True)
    ):
        told(LIVING, number, len(families))
        _one(rng, organisation, family, staff)
    told(LIVING, len(families), len(families))


def _one(rng: Random, organisation: Organisation, family: Family, staff: str) -> None:
    members = list(family.memberships.select_related("person").order_by("person__birth_date"))
    children = [row.person for row in members if row.role == MemberRole.CHILD]
    parents = [row.person for row in members if row.role == MemberRole.PARENT]
    home = PlainFamily(
        family=family,
        course=family.courses.get(),
        mother=next(parent for parent in parents if parent.sex == "F"),
        child=next(row.person for row in members if row.index_child),
    )
    people.family_update(
        actor=SYSTEM, family=family, edition=family.edition, name=_called(home.mother, children)
    )
    # Parents of one name live together here; the others have custody together, each in a home of their own.
    together = [parent for parent in parents if parent.family_name == home.mother.family_name]
    give_home(rng, home, [*together, *children])
    for child in children:
        for parent in parents:
            people.custody_set(
                actor=SYSTEM,
                child=child,
                holder=parent,
                kind="joint" if len(parents) > 1 else "sole",
                starts=child.birth_date or home.course.starts,
            )
    PlainLife(rng, organisation, home, staff).make()


def _called(mother: Person, children: list[Person]) -> str:
    """What the family calls itself: "Katrine og Emma", "Amra og de tre"."""
    if len(children) == 1:
        return f"{mother.short_name} og {children[0].short_name}"
    many = {2: "de to", 3: "de tre", 4: "de fire"}.get(len(children), "børnene")
    return f"{mother.short_name} og {many}"
