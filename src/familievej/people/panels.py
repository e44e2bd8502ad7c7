# SPDX-License-Identifier: EUPL-1.2
"""This room's panels of the family page: who belongs to the family, and who and what is around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familievej.base.panels import Panel, register
from familievej.people import queries
from familievej.people.kinship import genogram_of
from familievej.people.pictures.contact_map import MapContact, MapMember, contact_map_both

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Family, Involvement


def register_all() -> None:
    """Register this room's panels. Called once at start-up."""
    register(
        Panel(
            "people",
            gettext_lazy("Who is in the family"),
            20,
            "people/panels/people.html",
            people_panel,
            late=True,
        )
    )
    register(
        Panel(
            "around",
            gettext_lazy("Around the family"),
            30,
            "people/panels/around.html",
            around_panel,
            late=True,
        )
    )


def people_panel(actor: Actor, family: Family, day: dt.date) -> Mapping[str, Any] | None:
    """The genogram, the members with their custody, those close to them, and the homes."""
    circle = queries.circle(actor, family, day)
    if not circle.members and not circle.former:
        return {"circle": circle, "genograms": None}

    def page_of(person_id: object) -> str:
        return reverse("family:person", args=[family.pk, person_id])

    return {
        "circle": circle,
        "genograms": genogram_of(circle, day, title=family.name, page_of=page_of) if circle.members else None,
        "custody": _custody_by_child(circle),
    }


def _custody_by_child(circle: queries.Circle) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in circle.custody:
        found.setdefault(row.child_id, []).append(row)
    return found


def around_panel(actor: Actor, family: Family, day: dt.date) -> Mapping[str, Any] | None:
    """The contact map with its numbers, and the network."""
    around = queries.around(actor, family, day)
    members = [MapMember(str(person.pk), person.short_name) for person in around.persons]
    contacts = _contacts(around.involvements)
    picture = None
    if contacts:
        picture = contact_map_both(
            members, contacts, prefix="around", title=_("Contact map of %(family)s") % {"family": family.name}
        )
    return {"around": around, "contacts": picture}


def _contacts(involvements: tuple[Involvement, ...]) -> list[MapContact]:
    """One contact for each unit, contact person and place: about two children it is still one."""
    together: dict[tuple[object, ...], list[Involvement]] = {}
    for row in involvements:
        same = (row.unit_id, row.contact_name, row.contact_role, row.meeting_place)
        together.setdefault(same, []).append(row)
    return [
        MapContact(
            key=str(rows[0].pk),
            area=rows[0].unit.area.name,
            unit=rows[0].unit.name,
            person=rows[0].contact_name,
            role=rows[0].contact_role,
            place=rows[0].meeting_place,
            plans=tuple(dict.fromkeys(row.plan_name for row in rows if row.plan_name)),
            about=tuple(dict.fromkeys(str(row.person_id) for row in rows)),
        )
        for rows in together.values()
    ]
