# SPDX-License-Identifier: EUPL-1.2
"""What opens the gate for the family itself: being the person, having custody, belonging to it.

Each select is the definition. The database runs it when it folds grants; days become moments at midnight in Denmark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from familievej.access import sentences
from familievej.gate.sources import GrantSource, register

if TYPE_CHECKING:
    from familievej.gate.models import Grant

# A day's first moment, as the fold writes it. Periods are half-open, so the same holds for an end.
MOMENT = "({day}::timestamp at time zone 'Europe/Copenhagen')"
# Custody ends on the eighteenth birthday (forældreansvarsloven § 1).
CUSTODY_YEARS = 18


def moment(day: str) -> str:
    """SQL: the first moment of ``day`` in Denmark."""
    return MOMENT.format(day=day)


SELF = """
select u.id as user_id, p.id as subject_id, 'self' as standing,
       u.date_joined as starts_at, null::timestamptz as ends_at, p.id as source_id
  from gate_user u join people_person p on p.id = u.subject_id
union all
select u.id, m.subject_id, 'self', u.date_joined, null::timestamptz, m.person_id
  from gate_user u join people_membership m on m.person_id = u.subject_id
"""

CUSTODY = f"""
select u.id as user_id, s.subject_id, 'custody' as standing,
       {moment("c.starts")} as starts_at,
       {moment(f"least(c.ends, p.birth_date + interval '{CUSTODY_YEARS} years')::date")} as ends_at,
       c.id as source_id
  from people_custody c
  join people_person p on p.id = c.child_id
  join gate_user u on u.subject_id = c.holder_id
  join (select id as person_id, id as subject_id from people_person
        union select person_id, subject_id from people_membership) s on s.person_id = c.child_id
"""

OWN_FAMILY = f"""
select u.id as user_id, m.family_id as subject_id, 'family_member' as standing,
       {moment("m.starts")} as starts_at, {moment("m.ends")} as ends_at, m.id as source_id
  from people_membership m join gate_user u on u.subject_id = m.person_id
"""

CO_MEMBER = f"""
select u.id as user_id, other.person_id as subject_id, 'family_co_member' as standing,
       {moment("greatest(m.starts, other.starts)")} as starts_at,
       {moment("least(m.ends, other.ends)")} as ends_at, other.id as source_id
  from people_membership m
  join gate_user u on u.subject_id = m.person_id
  join people_membership other on other.family_id = m.family_id and other.person_id <> m.person_id
 where daterange(m.starts, m.ends) && daterange(other.starts, other.ends)
"""


# Until a coordinator is chosen, and for an hour at most.
REGISTRAR = """
select f.registered_by as user_id, f.id as subject_id, 'registrar' as standing, f.created_at as starts_at,
       f.created_at + interval '1 hour' as ends_at, f.id as source_id
  from people_family f
 where f.registered_by is not null
   and not exists (select 1 from course_coordination c where c.family_id = f.id)
union all
select p.registered_by, p.id, 'registrar', p.created_at, p.created_at + interval '1 hour', p.id
  from people_person p
 where p.registered_by is not null
   and not exists (select 1 from people_membership m join course_coordination c on c.family_id = m.family_id
                    where m.person_id = p.id)
"""

DISCLOSURE = f"""
select coalesce(d.user_id, s.user_id) as user_id, a.subject_id, k.category, 'statute' as basis, null::uuid as area_id,
       greatest(d.starts_at, {moment("s.starts")}) as starts_at, least(d.ends_at, {moment("s.ends")}) as ends_at,
       d.id as source_id
  from access_disclosure d
  cross join lateral unnest(d.categories) as k(category)
  cross join lateral (select d.subject_id union select d.person_id where d.person_id is not null) a(subject_id)
  left join gate_staffrole s on s.unit_id = d.unit_id and s.role in ('coordinator', 'caseworker')
 where not d.once and coalesce(d.user_id, s.user_id) is not null
"""

EMERGENCY = """
select e.user_id, e.family_id as subject_id, 'emergency' as standing, e.starts_at, e.ends_at, e.id as source_id
  from access_emergencyaccess e
union all
select e.user_id, s.subject_id, 'emergency', e.starts_at, e.ends_at, e.id
  from access_emergencyaccess e join people_membership m on m.family_id = e.family_id
   and (m.ends is null or m.ends > e.starts_at::date)
 cross join lateral (values (m.person_id), (m.subject_id)) s(subject_id)
"""


def register_all() -> None:
    """Register this room's sources. Called once at start-up."""
    from familievej.access.consent_sql import GRANTS

    register(GrantSource("consent", GRANTS, sentences.consent, direct=True))
    register(GrantSource("disclosure", DISCLOSURE, sentences.disclosure, direct=True))
    register(GrantSource("emergency", EMERGENCY, sentences.emergency))
    register(
        GrantSource(
            "registrar", REGISTRAR, lambda _grant: _("You see this because you have just registered it.")
        )
    )
    register(GrantSource("self", SELF, lambda _grant: _("You see this because it is about you.")))
    register(GrantSource("custody", CUSTODY, _custody))
    register(
        GrantSource("own_family", OWN_FAMILY, lambda _grant: _("You see this because it is your own family."))
    )
    register(
        GrantSource(
            "co_member", CO_MEMBER, lambda _grant: _("You see this because you are in the same family.")
        )
    )


def _custody(_grant: Grant) -> str:
    return _("You see this because you have custody of the child.")
