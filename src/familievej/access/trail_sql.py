# SPDX-License-Identifier: EUPL-1.2
"""The trail as the family reads it, and as the data protection officer searches it.

The policy of the table shows everybody their own rows only; these two functions are the only other ways in.
"""

from __future__ import annotations

from familievej.access.emergency_sql import DEFINER, TODAY

_LIVE = "g.starts_at <= statement_timestamp() and (g.ends_at is null or g.ends_at > statement_timestamp())"
# The reader may know where this resident lives: by a grant, or by living there.
_KNOWS_ADDRESS = f"""
(exists (select 1 from gate_grant g where g.user_id = gate_actor() and g.subject_id = r.person_id
            and g.category = 'protected_address' and {_LIVE})
 or exists (select 1 from people_residence own where own.person_id = gate_actor_person()
               and own.household_id = r.household_id and daterange(own.starts, own.ends) @> {TODAY}))
"""

# Persons and families whose rows somebody reads: themselves, children in their custody, their present family. What was
# done before they joined the family is not theirs to read.
WHO_LOOKED = f"""
create or replace function access_who_looked(before bigint, most integer)
  returns table (id bigint, at timestamptz, who text, title text, unit text, verb text, action text, why text,
                 basis text, own boolean, about text[])
  language sql stable {DEFINER} as $$
  with mine as materialized (
    select g.subject_id,
           min(case when g.basis = 'own_family' then g.starts_at else '-infinity'::timestamptz end) as since
      from gate_grant g
     where g.user_id = gate_actor() and g.basis in ('self', 'custody', 'own_family') and g.category = 'consent'
       and {_LIVE}
     group by g.subject_id
  ), chosen as materialized (
    select a.*
      from gate_auditrow a
     where a.subjects && array(select subject_id from mine)
       and (before is null or a.id < before)
       and a.verb in ('read', 'write', 'reveal', 'print', 'export')
       and exists (select 1 from mine m where m.subject_id = any(a.subjects) and a.at >= m.since)
       -- What relatives do is their own affair.
       and (a.user_id is null or (a.user_id <> gate_actor()
            and exists (select 1 from gate_staffrole s where s.user_id = a.user_id)))
       -- That something is kept from somebody is kept from everybody in the family.
       and a.object_table <> 'gate_restriction'
       and a.object_id <> all ((select gate_hidden())::uuid[]::text[])
       and not exists (select 1 from gate_attachment t where t.id::text = a.object_id
                          and t.record_id = any ((select gate_hidden())::uuid[]))
       and not (a.object_table = 'people_residence' and exists (
             select 1 from people_residence r where r.id::text = a.object_id and r.category = 'protected_address'
                and not {_KNOWS_ADDRESS}))
       and not (a.object_table = 'people_household' and exists (
             select 1 from people_residence r where r.household_id::text = a.object_id
                and r.category = 'protected_address' and not {_KNOWS_ADDRESS}))
       -- An emergency that the family is not told of yet: its own rows, and all that was done in it.
       and a.action <> 'access.emergency_find_kept'
       and not exists (
             select 1 from access_emergencyaccess e
              where e.told_at is null
                and (a.object_id = e.id::text
                     or (a.user_id = e.user_id
                         and a.at between e.starts_at - interval '1 minute' and e.ends_at + interval '1 minute'
                         and a.subjects && array(
                               select e.family_id
                               union select m.person_id from people_membership m where m.family_id = e.family_id
                               union select m.subject_id from people_membership m where m.family_id = e.family_id))))
       and not (a.object_table = 'access_telling' and exists (
             select 1 from access_telling t where t.id::text = a.object_id and t.told_on is null))
     order by a.id desc limit most
  )
  select a.id, a.at, case when not secret.yes then a.actor_name else '' end,
         case when not secret.yes then u.title else '' end, case when not secret.yes then post.unit else '' end,
         a.verb, a.action,
         case when a.user_id is null then 'system'
              when emergency.yes then 'emergency' when coordinates.yes then 'coordinator' when leads.yes then 'leader'
              when a.action like 'access.trail%' then 'officer' else '' end,
         case when not secret.yes and a.subjects <@ array(select subject_id from mine) then a.basis else '' end,
         coalesce(me.yes, false), names.list
    from chosen a
    left join gate_user u on u.id = a.user_id
    left join lateral (
      select n.name as unit from gate_staffrole s join gate_unit n on n.id = s.unit_id
       where s.user_id = a.user_id and daterange(s.starts, s.ends) @> a.at::date order by s.starts limit 1
    ) post on true
    -- A list can be about many families; what counts is those through which the reader comes to the row.
    cross join lateral (
      select array(select gate_audit_chains(array(
        select m.subject_id from mine m where m.subject_id = any(a.subjects)))) as list
    ) families
    -- Where somebody works can tell where a protected person lives.
    cross join lateral (
      select exists (select 1 from people_membership m join people_residence r on r.person_id = m.person_id
                      where m.family_id = any(families.list) and r.category = 'protected_address'
                        and daterange(r.starts, r.ends) @> {TODAY} and not {_KNOWS_ADDRESS}) as yes
    ) secret
    cross join lateral (
      select exists (select 1 from access_emergencyaccess e where e.user_id = a.user_id
                        and e.family_id = any(families.list) and a.at between e.starts_at and e.ends_at) as yes
    ) emergency
    cross join lateral (
      select exists (select 1 from course_coordination c where c.user_id = a.user_id
                        and c.family_id = any(families.list) and daterange(c.starts, c.ends) @> a.at::date) as yes
    ) coordinates
    cross join lateral (
      select exists (select 1 from course_course k join gate_staffrole s on s.unit_id = k.unit_id and s.role = 'leader'
                      where k.family_id = any(families.list) and s.user_id = a.user_id
                        and daterange(s.starts, s.ends) @> a.at::date) as yes
    ) leads
    cross join lateral (
      select exists (select 1 from mine m where m.subject_id = any(a.subjects)
                        and (m.subject_id = gate_actor_person() or exists (
                          select 1 from people_membership x where x.subject_id = m.subject_id
                             and x.person_id = gate_actor_person()))) as yes
    ) me
    cross join lateral (
      select array(
        select distinct coalesce(nullif(p.called_name, ''), nullif(split_part(p.given_name, ' ', 1), ''), '')
          from mine m join people_person p on p.id = m.subject_id
            or p.id = (select x.person_id from people_membership x where x.subject_id = m.subject_id limit 1)
         where m.subject_id = any(a.subjects) and p.id <> gate_actor_person()
        order by 1)
        || array(
        select distinct '“' || f.name || '”' from mine m join people_family f on f.id = m.subject_id
         where m.subject_id = any(a.subjects) order by 1) as list
    ) names
   order by a.id desc
$$;
"""

_OFFICER = f"""
exists (select 1 from gate_staffrole s where s.user_id = gate_actor() and s.role = 'data_protection_officer'
           and daterange(s.starts, s.ends) @> {TODAY})
"""

# ``whom``: a person, a family, or what is said of a person in one family. Families by the number of the register.
SEARCH = f"""
create or replace function access_trail_search(called text, did text, kind text, since timestamptz, until timestamptz,
                                               whom uuid[], one_row bigint, before bigint, most integer)
  returns table (id bigint, at timestamptz, user_id uuid, who text, purpose text, verb text, action text,
                 object_table text, object_id text, subjects uuid[], fields text[], basis text, has_text boolean,
                 families uuid[], family_numbers text[])
  language sql stable {DEFINER} as $$
  select a.id, a.at, a.user_id, a.actor_name, a.purpose, a.verb, a.action, a.object_table, a.object_id, a.subjects,
         a.fields, a.basis, a.sealed is not null, f.ids, f.numbers
    from (
      select x.* from gate_auditrow x
       where {_OFFICER}
         and (called = '' or x.actor_name ilike called)
         and (did = '' or x.action like did)
         and (kind = '' or x.verb = kind)
         and (since is null or x.at >= since) and (until is null or x.at < until)
         and (whom is null or x.subjects && whom)
         and (one_row is null or x.id = one_row) and (before is null or x.id < before)
       order by x.id desc limit most
    ) a
    cross join lateral (
      select array_agg(y.id order by y.id) as ids, array_agg(coalesce(y.external_id, left(y.id::text, 8)) order by y.id)
             as numbers
        from people_family y where y.id in (select gate_audit_chains(a.subjects))
    ) f
   order by a.id desc
$$;
-- Before and after, encrypted: the page writes the officer's purpose in the trail and then decrypts.
create or replace function access_trail_text(wanted bigint) returns bytea language sql stable {DEFINER} as $$
  select a.sealed from gate_auditrow a where a.id = wanted and {_OFFICER}
$$;
-- Whom a CPR number stands for, and everything that a row about a person or a family can have among its subjects.
create or replace function access_trail_person(number_index text) returns uuid language sql stable {DEFINER} as $$
  select c.person_id from people_cpr c where c.blind_index = number_index and {_OFFICER}
$$;
create or replace function access_trail_whom(reference text) returns uuid[] language sql stable {DEFINER} as $$
  select array(
    select p.id from people_person p where p.id::text = reference and {_OFFICER}
    union
    select m.subject_id from people_membership m where m.person_id::text = reference and {_OFFICER}
    union
    select x.id from people_family f
      cross join lateral (select f.id union select m.person_id from people_membership m where m.family_id = f.id
                          union select m.subject_id from people_membership m where m.family_id = f.id) x(id)
     where (lower(f.external_id) = reference or f.id::text = reference
           or (length(reference) = 8 and left(f.id::text, 8) = reference)) and {_OFFICER}
    order by 1)
$$;
"""

FUNCTIONS = WHO_LOOKED + SEARCH
