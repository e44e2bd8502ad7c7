# SPDX-License-Identifier: EUPL-1.2
"""Who has access today through a unit, for its leader: read by the database, since nobody sees another's grants."""

from __future__ import annotations

from familievej.access.emergency_sql import DEFINER, TODAY

_LEADS = f"""
select s.unit_id from gate_staffrole s
 where s.user_id = gate_actor() and s.role = 'leader' and daterange(s.starts, s.ends) @> {TODAY}
"""

# One row per user, family and basis. A family of the unit has its name; one that a consent or a paragraph
# opened for people of the unit stays without: the leader has no basis to know it.
FUNCTIONS = f"""
create or replace function access_of_unit(wanted uuid)
  returns table (user_id uuid, who text, title text, family_id uuid, family text, basis text,
                 categories text[], since timestamptz, until timestamptz)
  language sql stable {DEFINER} as $$
  with unit as (
    select wanted as id where wanted in ({_LEADS})
  ), families as (
    select k.family_id, f.name from course_course k join unit on unit.id = k.unit_id
      join people_family f on f.id = k.family_id where daterange(k.starts, k.ends) @> {TODAY}
  ), about as (
    select x.subject_id, w.family_id, w.name
      from families w
      cross join lateral (select w.family_id union select m.person_id from people_membership m
                           where m.family_id = w.family_id and daterange(m.starts, m.ends) @> {TODAY}
                          union select m.subject_id from people_membership m
                           where m.family_id = w.family_id and daterange(m.starts, m.ends) @> {TODAY}) x(subject_id)
  ), found as (
    -- Of a person in two families, the other family's staff do not stand here for what is theirs.
    select g.*, a.family_id, a.name
      from about a join gate_grant g on g.subject_id = a.subject_id
     where g.basis in ('own_work', 'oversight', 'consent', 'statute', 'emergency')
       and (g.basis not in ('own_work', 'oversight') or g.subject_id = a.family_id
            or exists (select 1 from gate_grant own where own.user_id = g.user_id and own.subject_id = a.family_id))
    union all
    select g.*, m.family_id, null
      from unit join gate_staffrole s on s.unit_id = unit.id and daterange(s.starts, s.ends) @> {TODAY}
      join gate_grant g on g.user_id = s.user_id and g.basis in ('consent', 'statute')
      join people_membership m on (m.person_id = g.subject_id or m.subject_id = g.subject_id)
     where not exists (select 1 from about a where a.subject_id = g.subject_id)
  )
  select u.id, coalesce(nullif(u.name, ''), u.email), u.title, d.family_id, d.name, d.basis,
         array_agg(distinct d.category order by d.category), min(d.starts_at),
         case when bool_or(d.ends_at is null) then null else max(d.ends_at) end
    from found d join gate_user u on u.id = d.user_id
   where d.starts_at <= statement_timestamp() and (d.ends_at is null or d.ends_at > statement_timestamp())
   group by u.id, u.name, u.email, u.title, d.family_id, d.name, d.basis
   order by 2, 5 nulls last, 6
$$;
-- Roles in the unit whose holder has left no trace since the day: a fact, in order of name.
create or replace function access_roles_of_unit(wanted uuid, since timestamptz)
  returns table (user_id uuid, who text, title text, role text, starts date, unused boolean)
  language sql stable {DEFINER} as $$
  select u.id, coalesce(nullif(u.name, ''), u.email), u.title, s.role, s.starts,
         s.starts < since::date and not exists (
           select 1 from gate_auditrow a where a.user_id = u.id and a.at >= since)
    from gate_staffrole s join gate_user u on u.id = s.user_id
   where s.unit_id = wanted and wanted in ({_LEADS}) and daterange(s.starts, s.ends) @> {TODAY}
   order by 2, 4
$$;
"""
