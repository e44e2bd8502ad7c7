# SPDX-License-Identifier: EUPL-1.2
"""Whose grants must be folded anew when a family changes: its own, its members' and those of the people around them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection

from familievej.gate.acting import refold
from familievej.gate.member import member_subject

if TYPE_CHECKING:
    from familievej.people.models import Family, Person

# Runs as the owner: whoever may change a family may not see everybody around it, yet their grants must follow.
AROUND_FUNCTION = """
create or replace function people_subjects_around(families uuid[], persons uuid[]) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as $$
  with recursive family(id) as (
    select unnest(families)
    union select family_id from people_membership where person_id = any(persons)
  ), member(id) as (
    select person_id from people_membership where family_id in (select id from family) union select unnest(persons)
  ), near(id) as (
    select to_person_id from people_relation where from_person_id in (select id from member)
    union select from_person_id from people_relation where to_person_id in (select id from member)
    union select holder_id from people_custody where child_id in (select id from member)
    union select child_id from people_custody where holder_id in (select id from member)
  )
  select array(select id from family union select id from member union select id from near
               union select subject_id from people_membership where person_id in (select id from member))
$$;
"""

# Runs as the owner: somebody else who lives there, of a family that the actor does not know, would show the address.
PROTECT_FUNCTION = """
create or replace function people_household_protect(home uuid, protect boolean) returns uuid[]
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if gate_actor() is not null and not exists (
    select 1 from people_residence r join gate_grant g on g.subject_id = r.person_id and g.category = r.category
     where r.household_id = home and g.user_id = gate_actor() and g.writes and g.starts_at <= statement_timestamp()
       and (g.ends_at is null or g.ends_at > statement_timestamp())) then
    raise exception 'no basis' using errcode = 'insufficient_privilege';
  end if;
  update people_household set protected = protect where id = home;
  update people_residence set category = case when protect then 'protected_address' else 'contact' end
   where household_id = home;
  return array(select person_id from people_residence where household_id = home);
end $$;
"""


def refold_around(*, families: Iterable[uuid.UUID] = (), persons: Iterable[uuid.UUID] = ()) -> None:
    """Fold the grants of everybody whom a change in ``families`` or of ``persons`` can touch, in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select people_subjects_around(%s::uuid[], %s::uuid[])",
            [[str(f) for f in families], [str(p) for p in persons]],
        )
        (subjects,) = cursor.fetchone() or ([],)
    refold(list(subjects))


def subject_in(family: Family, person: Person | None) -> uuid.UUID:
    """Whose grants open what is said in ``family`` about ``person``: the member's; outside it, the person's own."""
    if person is None:
        return family.pk
    if family.memberships.filter(person=person).exists():
        return member_subject(family.pk, person.pk)
    return person.pk
