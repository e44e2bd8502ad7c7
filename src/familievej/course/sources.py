# SPDX-License-Identifier: EUPL-1.2
"""What opens the gate for the staff who work with a family: coordinating it, or leading the unit of its course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from familievej.access.sources import moment
from familievej.gate.sources import GrantSource, register

if TYPE_CHECKING:
    from familievej.gate.models import Grant

# A coordinator's families and, over them, everybody in and around each.
_COORDINATES = "course_coordination c"

FAMILY = f"""
select c.user_id, c.family_id as subject_id, 'coordinator' as standing,
       {moment("c.starts")} as starts_at, {moment("c.ends")} as ends_at, c.id as source_id
  from {_COORDINATES}
"""

MEMBERS = f"""
select c.user_id, s.subject_id, 'coordinator' as standing,
       {moment("greatest(c.starts, m.starts)")} as starts_at, {moment("least(c.ends, m.ends)")} as ends_at,
       c.id as source_id
  from {_COORDINATES} join people_membership m on m.family_id = c.family_id
 cross join lateral (values (m.person_id), (m.subject_id)) s(subject_id)
 where daterange(c.starts, c.ends) && daterange(m.starts, m.ends)
"""

FORMER_MEMBERS = f"""
select c.user_id, m.person_id as subject_id, 'coordinator_former_member' as standing,
       {moment("greatest(c.starts, m.ends)")} as starts_at, {moment("c.ends")} as ends_at, c.id as source_id
  from {_COORDINATES} join people_membership m on m.family_id = c.family_id
 where m.ends is not null and (c.ends is null or c.ends > m.ends)
"""

# Relatives of a member, and those who have custody of one, who are not themselves in the family.
AROUND = f"""
select c.user_id, r.other_id as subject_id, 'coordinator_around' as standing,
       {moment("greatest(c.starts, r.starts)")} as starts_at, {moment("least(c.ends, r.ends)")} as ends_at,
       c.id as source_id
  from {_COORDINATES}
  join people_membership m on m.family_id = c.family_id and daterange(c.starts, c.ends) && daterange(m.starts, m.ends)
  join (
    select from_person_id as one_id, to_person_id as other_id, starts, ends from people_relation
    union all select to_person_id, from_person_id, starts, ends from people_relation
    union all select child_id, holder_id, starts, ends from people_custody
  ) r on r.one_id = m.person_id
 where daterange(c.starts, c.ends) && daterange(r.starts, r.ends)
   and not exists (select 1 from people_membership x where x.family_id = c.family_id and x.person_id = r.other_id)
"""

_LEADS = """
course_course k
  join gate_staffrole s on s.unit_id = k.unit_id and s.role = 'leader'
   and daterange(s.starts, s.ends) && daterange(k.starts, k.ends)
"""

LEADER_FAMILY = f"""
select s.user_id, k.family_id as subject_id, 'leader' as standing,
       {moment("greatest(s.starts, k.starts)")} as starts_at, {moment("least(s.ends, k.ends)")} as ends_at,
       k.id as source_id
  from {_LEADS}
"""

LEADER_MEMBERS = f"""
select s.user_id, a.subject_id, 'leader' as standing,
       {moment("greatest(s.starts, k.starts, m.starts)")} as starts_at,
       {moment("least(s.ends, k.ends, m.ends)")} as ends_at, k.id as source_id
  from {_LEADS}
  join people_membership m on m.family_id = k.family_id
   and daterange(m.starts, m.ends) && daterange(greatest(s.starts, k.starts), least(s.ends, k.ends))
 cross join lateral (values (m.person_id), (m.subject_id)) a(subject_id)
"""

# After a course is closed its unit's leader still reads who the family was and how it ended, and nothing newer than
# the next course: a family that comes back on a clip must find the door (matrix.toml, [leader_closed]).
_LED = """
(select k.*, (select min(n.starts) from course_course n where n.family_id = k.family_id and n.starts >= k.ends
                and n.id <> k.id) as again
   from course_course k where k.ends is not null) k
  join gate_staffrole s on s.unit_id = k.unit_id and s.role = 'leader' and (s.ends is null or s.ends > k.ends)
"""

LEADER_CLOSED = f"""
select s.user_id, k.family_id as subject_id, 'leader_closed' as standing,
       {moment("greatest(s.starts, k.ends)")} as starts_at, {moment("least(s.ends, k.again)")} as ends_at,
       k.id as source_id
  from {_LED}
 where k.again is null or k.again > greatest(s.starts, k.ends)
"""

LEADER_CLOSED_MEMBERS = f"""
select s.user_id, a.subject_id, 'leader_closed_member' as standing,
       {moment("greatest(s.starts, k.ends)")} as starts_at, {moment("least(s.ends, k.again)")} as ends_at,
       k.id as source_id
  from {_LED}
  join people_membership m on m.family_id = k.family_id and m.starts < k.ends and (m.ends is null or m.ends >= k.ends)
 cross join lateral (values (m.person_id), (m.subject_id)) a(subject_id)
 where k.again is null or k.again > greatest(s.starts, k.ends)
"""


# Somebody of the team around the family whose own work lies in the course's area, for as long as both last. Whoever
# works in another area sees what a consent opens to it, and a name without an account sees nothing (ADR 17).
IN_A_TEAM = ("coordinator", "caseworker")
_IN_TEAM = f"""
course_teammember t
  join gate_unit home on home.id = t.unit_id
  join gate_staffrole s on s.user_id = t.user_id and s.role in {IN_A_TEAM}
   and daterange(s.starts, s.ends) && daterange(t.starts, t.ends)
  join gate_unit own on own.id = s.unit_id and own.area_id = home.area_id
"""

TEAM_FAMILY = f"""
select t.user_id, t.family_id as subject_id, 'team_member' as standing,
       {moment("greatest(s.starts, t.starts)")} as starts_at, {moment("least(s.ends, t.ends)")} as ends_at,
       t.id as source_id
  from {_IN_TEAM}
"""

TEAM_MEMBERS = f"""
select t.user_id, a.subject_id, 'team_member' as standing,
       {moment("greatest(s.starts, t.starts, m.starts)")} as starts_at,
       {moment("least(s.ends, t.ends, m.ends)")} as ends_at, t.id as source_id
  from {_IN_TEAM}
  join people_membership m on m.family_id = t.family_id
   and daterange(m.starts, m.ends) && daterange(greatest(s.starts, t.starts), least(s.ends, t.ends))
 cross join lateral (values (m.person_id), (m.subject_id)) a(subject_id)
"""


def register_all() -> None:
    """Register this room's sources. Called once at start-up."""
    register(GrantSource("coordinator_family", FAMILY, _coordinator))
    register(GrantSource("coordinator_member", MEMBERS, _coordinator))
    register(GrantSource("coordinator_former_member", FORMER_MEMBERS, _former))
    register(GrantSource("coordinator_around", AROUND, _around))
    register(GrantSource("leader_family", LEADER_FAMILY, _leader))
    register(GrantSource("leader_member", LEADER_MEMBERS, _leader))
    register(GrantSource("team_family", TEAM_FAMILY, _team))
    register(GrantSource("team_member", TEAM_MEMBERS, _team))
    register(GrantSource("leader_closed", LEADER_CLOSED, _leader_closed))
    register(GrantSource("leader_closed_member", LEADER_CLOSED_MEMBERS, _leader_closed))


def _since(grant: Grant) -> str:
    return date_format(timezone.localdate(grant.starts_at), "DATE_FORMAT")


def _coordinator(grant: Grant) -> str:
    return _("You see this because you are the family's coordinator since %(day)s.") % {"day": _since(grant)}


def _former(_grant: Grant) -> str:
    return _("You see that this person was in the family because you are its coordinator.")


def _around(_grant: Grant) -> str:
    return _("You see this because the person is close to a family that you coordinate.")


def _leader(grant: Grant) -> str:
    return _("You see this because you lead the unit that has the family's course, since %(day)s.") % {
        "day": _since(grant)
    }


def _team(grant: Grant) -> str:
    return _("You see this because you are in the team around the family, since %(day)s.") % {
        "day": _since(grant)
    }


def _leader_closed(grant: Grant) -> str:
    return _("You see this because you lead the unit where the family’s course closed %(day)s.") % {
        "day": _since(grant)
    }
