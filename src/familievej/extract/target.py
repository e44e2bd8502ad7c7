# SPDX-License-Identifier: EUPL-1.2
"""Where the courses of an extract belong: the register says nothing about the unit, so somebody must."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.access.actions import area_create, unit_create
from familievej.base.periods import holds_on
from familievej.gate.categories import Category
from familievej.gate.models import Area, Role, Unit

if TYPE_CHECKING:
    from familievej.gate.actor import Actor


@dataclass(frozen=True)
class Target:
    """The unit and the programme of courses that the extract begins."""

    unit: Unit
    programme: str


class UnitNotChosen(Exception):
    """Several units could be meant, or none is called that; ``str()`` says which there are."""


def candidates() -> list[Unit]:
    """The units that courses may belong to: those with a coordinator today, else all of the municipality's own."""
    own = Unit.objects.filter(external=False)
    today = holds_on(timezone.localdate(), "staff_roles__")
    coordinating = own.filter(today, staff_roles__role=Role.COORDINATOR).distinct()
    return list(coordinating) or list(own)


def choose(*, actor: Actor, unit: str = "", programme: str = "") -> Target:
    """The unit with the code ``unit``, else the only one there is; an empty installation gets its first one.

    Raises UnitNotChosen, and NoAccess when the actor may not make the first unit.
    """
    programme = programme or _("Family programme")
    if unit:
        named = Unit.objects.filter(code=unit, external=False).first()
        if named is None:
            raise UnitNotChosen(
                _("There is no unit “%(unit)s”. %(choice)s") % {"unit": unit, "choice": _choice()}
            )
        return Target(named, programme)
    found = candidates()
    if len(found) > 1:
        raise UnitNotChosen(_("Say which unit the families belong to. %(choice)s") % {"choice": _choice()})
    return Target(found[0] if found else _first_unit(actor), programme)


def _choice() -> str:
    codes = ", ".join(Unit.objects.filter(external=False).order_by("code").values_list("code", flat=True))
    return _("The units are: %(codes)s.") % {"codes": codes}


def _first_unit(actor: Actor) -> Unit:
    area = Area.objects.filter(code="family").first() or area_create(
        actor=actor, code="family", name=_("Children and families"), category=Category.CHILD_WELLBEING
    )
    return unit_create(actor=actor, code="family-programme", name=_("Family programme"), area=area)
