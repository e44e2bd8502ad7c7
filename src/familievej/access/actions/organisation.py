# SPDX-License-Identifier: EUPL-1.2
"""Accounts, the organisation and staff roles: what the administrator does.

Each change folds the grants in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from familievej.gate import audit
from familievej.gate.acting import refold_user
from familievej.gate.action import action
from familievej.gate.decide import NoAccess
from familievej.gate.models import Area, Role, StaffRole, Unit, User
from familievej.gate.record import end, validated

if TYPE_CHECKING:
    from familievej.gate.actor import Actor
    from familievej.people.models import Person


def may_administer(actor: Actor) -> None:
    """Raises NoAccess for anybody but the administrator and tasks of the system."""
    if not (actor.is_system or actor.has_role(Role.ADMINISTRATOR)):
        raise NoAccess


@action("access.area_create")
def area_create(*, actor: Actor, code: str, name: str, category: str) -> Area:
    """A welfare area; ``category`` is what being known there tells about a person. Raises ValidationError."""
    may_administer(actor)
    area = validated(Area(code=code, name=name, category=category))
    area.save(force_insert=True)
    audit.wrote(actor, "access.area_create", area, after={"code": code, "name": name})
    return area


@action("access.unit_create")
def unit_create(
    *, actor: Actor, code: str, name: str, area: Area, phone: str = "", external: bool = False
) -> Unit:
    """A unit in an area. Raises ValidationError."""
    may_administer(actor)
    unit = validated(Unit(code=code, name=name, area=area, phone=phone, external=external))
    unit.save(force_insert=True)
    audit.wrote(actor, "access.unit_create", unit, after={"code": code, "name": name})
    return unit


@action("access.account_create")
def account_create(
    *,
    actor: Actor,
    email: str,
    name: str,
    password: str | None = None,
    person: Person | None = None,
    **fields: Any,
) -> User:
    """A login.

    ``person`` makes it a family member's: it opens what is about that person, own children and own family.
    """
    may_administer(actor)
    user = User.objects.create_user(
        email, password, name=name, subject_id=person.pk if person else None, **fields
    )
    refold_user(user.pk)
    audit.wrote(
        actor, "access.account_create", user, after={"name": name}, subjects=[person.pk] if person else []
    )
    return user


@action("access.account_close")
def account_close(*, actor: Actor, user: User) -> None:
    """Nobody can log in with it from now on. It stays, for the trail names it."""
    may_administer(actor)
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.wrote(actor, "access.account_close", user, before={"is_active": True}, after={"is_active": False})


@action("access.role_give")
def role_give(*, actor: Actor, user: User, unit: Unit, role: str, starts: dt.date) -> StaffRole:
    """``user`` has ``role`` in ``unit`` from ``starts``. Raises ValidationError."""
    may_administer(actor)
    given = validated(StaffRole(user=user, unit=unit, role=role, starts=starts))
    given.save(force_insert=True)
    refold_user(user.pk)
    audit.wrote(actor, "access.role_give", given, after={"role": role, "unit": unit.code, "starts": starts})
    return given


@action("access.role_end")
def role_end(*, actor: Actor, staff_role: StaffRole, day: dt.date) -> None:
    """``day`` is the first without the role. Raises ValidationError."""
    may_administer(actor)
    end(actor, "access.role_end", staff_role, day)
    refold_user(staff_role.user_id)
