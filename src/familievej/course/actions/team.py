# SPDX-License-Identifier: EUPL-1.2
"""The team around a family, who has authority in which area, and what a gate asked for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.course.actions.moving import programme_of, write
from familievej.course.capacity import rooms
from familievej.course.intervals import may_hold
from familievej.course.load import role_load
from familievej.course.models import AreaAuthority, GroupLoad, Met, Organisation, Scope, TeamMember
from familievej.course.needs import is_known
from familievej.course.queries.rhythm import by_hand
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.actor import Post
from familievej.gate.decide import NoAccess
from familievej.gate.models import Role
from familievej.gate.record import end, validated, values
from familievej.people.subjects import refold_around

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.course.models import Course
    from familievej.gate.actor import Actor
    from familievej.gate.models import Area, Unit, User


@action("course.team_add")
def team_add(
    *,
    actor: Actor,
    course: Course,
    role: str,
    role_name: str,
    name: str,
    day: dt.date,
    user: User | None = None,
) -> TeamMember:
    """Somebody joins the team, in a role of the programme or another.

    Raises ValidationError, also when the ``user`` is in as many teams in that role as the programme lets one be.
    """
    write(actor, course)
    programme = programme_of(course)
    post = next((each for each in programme.staffing if each.role == role), None) if programme else None
    there = TeamMember.objects.as_of(day).filter(course=course, role=role).count()
    if post and post.most is not None and there >= post.most:
        raise ValidationError(
            {"role": _("The programme has at most %(most)d of these.") % {"most": post.most}}
        )
    if user is not None and programme:
        full = [
            room
            for room in rooms(programme.capacity, "worker", role_load(user.pk, role, day))
            if room.limit.role == role and room.limit.role != programme.coordinator and room.is_full
        ]
        if full:
            said = {"carried": full[0].carried, "most": full[0].limit.most}
            raise ValidationError(
                {"user": _("%(carried)d of %(most)d: there is no free place with this person.") % said}
            )
    member = validated(
        TeamMember(
            course=course, family_id=course.family_id, unit_id=course.unit_id, role=role, role_name=role_name,
            name=name.strip(), user=user, starts=day,
        )
    )  # fmt: skip
    member.save(force_insert=True)
    if user is not None:
        refold_around(families=[course.family_id])
    audit.wrote(actor, "course.team_add", member, after=values(member, "role_name", "name", "starts"))
    return member


@action("course.team_end")
def team_end(*, actor: Actor, member: TeamMember, day: dt.date, note: str = "") -> None:
    """``day`` is the first without them; ``note`` is the handover to the others. Raises ValidationError."""
    write(actor, member.course)
    if member.ends is not None:
        raise ValidationError(_("This person has left the team already."))
    if note.strip():
        member.handover_note = note.strip()
        validated(member).save(update_fields=["handover_note"])
    end(actor, "course.team_end", member, day)
    if member.user_id:
        refold_around(families=[member.family_id])


@action("course.authority_set")
def authority_set(
    *, actor: Actor, course: Course, area: Area, scope: str, day: dt.date, shared_with: str = ""
) -> AreaAuthority:
    """From ``day`` the coordinator decides so far in ``area`` (001 L1305-1342). Raises ValidationError.

    In organisation C the coordinator has no authority anywhere, and cannot sign decisions.
    """
    write(actor, course)
    if course.organisation == Organisation.NO_AUTHORITY and scope != Scope.NONE:
        raise ValidationError(
            {
                "scope": _(
                    "In this organisation the coordinator has no authority: the areas decide themselves."
                )
            }
        )
    for present in course.areaauthoritys.as_of(day).filter(area=area):
        end(actor, "course.authority_end", present, day)
    made = validated(
        AreaAuthority(
            course=course, family_id=course.family_id, unit_id=course.unit_id, area=area, scope=scope,
            shared_with=shared_with.strip() if scope == Scope.SHARED else "", starts=day,
        )
    )  # fmt: skip
    made.save(force_insert=True)
    audit.wrote(
        actor, "course.authority_set", made, after={"area": area.name, **values(made, "scope", "shared_with")}
    )
    return made


def may_sign(course: Course, area_id: UUID, day: dt.date) -> bool:
    """Whether the coordinator may sign a decision in the area: with authority, alone or shared, and never in C."""
    if course.organisation == Organisation.NO_AUTHORITY:
        return False
    held = AreaAuthority.objects.as_of(day).filter(course=course, area_id=area_id).first()
    return held is not None and held.scope != Scope.NONE


@action("course.met_add")
def met_add(*, actor: Actor, course: Course, need: str, words: str, day: dt.date) -> Met:
    """Something that a gate or phase asks for is there. A yes from a role is written by somebody in that role.

    Raises ValidationError, and NoAccess for a yes that is not the actor's to give.
    """
    write(actor, course)
    if not words.strip():
        raise ValidationError({"words": _("Write shortly how it was.")})
    if is_known(need):
        raise ValidationError(_("The system knows this by itself."))
    kind, _colon, of = need.partition(":")
    if kind in {"interval", "holds"} and need not in _of_the_rhythm(course, day):
        raise ValidationError(_("The version that the course follows asks for no such thing now."))
    if kind == "interval" and day > timezone.localdate():
        raise ValidationError({"day": _("It has not been yet. Write it when it has.")})
    if kind == "approval" and not _may_approve(actor, course, of):
        raise NoAccess
    made = validated(
        Met(
            course=course, family_id=course.family_id, unit_id=course.unit_id, need=need, phase=course.phase, day=day,
            words=words.strip(), by_id=actor.user_id, by_name=actor.name[:200],
        )
    )  # fmt: skip
    made.save(force_insert=True)
    audit.wrote(actor, "course.met_add", made, after=values(made, "need", "words", "day"))
    return made


def _of_the_rhythm(course: Course, day: dt.date) -> set[str]:
    """What may be written about how often things must happen: the intervals, and the rules for a time in force."""
    programme = programme_of(course)
    if programme is None or course.adopted is None:
        return set()
    intervals = {f"interval:{each.kind}" for each in programme.intervals if each.kind in by_hand()}
    return intervals | {f"holds:{rule.id}" for rule in may_hold(course.adopted.model, programme, day)}


def _may_approve(actor: Actor, course: Course, role_id: str) -> bool:
    role = course.adopted.model.role(role_id) if course.adopted else None
    acts_as = role.acts_as if role else None
    return actor.is_system or (acts_as is not None and Post(acts_as, course.unit_id) in actor.posts)


@action("course.met_withdraw")
def met_withdraw(*, actor: Actor, met: Met) -> None:
    """It was written by mistake: it stays readable and counts no more."""
    write(actor, met.course)
    met.withdrawn_at = timezone.now()
    met.save(update_fields=["withdrawn_at"])
    audit.wrote(actor, "course.met_withdraw", met, before={"withdrawn_at": None}, after=values(met, "need"))


@action("course.group_load_set")
def group_load_set(
    *, actor: Actor, user: User, unit: Unit, name: str, families: int, day: dt.date
) -> GroupLoad:
    """From ``day`` a worker runs a group that counts as so many families. Raises NoAccess unless one leads the unit."""
    if not actor.is_system and Post(Role.LEADER, unit.pk) not in actor.posts:
        raise NoAccess
    made = validated(GroupLoad(user=user, unit=unit, name=name.strip(), families=families, starts=day))
    made.save(force_insert=True)
    audit.wrote(
        actor, "course.group_load_set", made, after=values(made, "name", "families", "starts"), subjects=[]
    )
    return made


@action("course.group_load_end")
def group_load_end(*, actor: Actor, group: GroupLoad, day: dt.date) -> None:
    """The group weighs no more from ``day`` on. Raises NoAccess unless one leads the unit."""
    if not actor.is_system and Post(Role.LEADER, group.unit_id) not in actor.posts:
        raise NoAccess
    group.ends = max(day, group.starts)
    group.save(update_fields=["ends"])
    audit.wrote(
        actor, "course.group_load_end", group, before={"ends": None}, after=values(group, "ends"), subjects=[]
    )
