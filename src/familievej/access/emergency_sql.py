# SPDX-License-Identifier: EUPL-1.2
"""Whoever opens emergency access has no basis yet, and whoever reviews it may have none at all.

So these few reads and writes are the database's own, in the actor's name, and tell no more than they must. The web
itself can write no row of the table.
"""

from __future__ import annotations

TODAY = "(statement_timestamp() at time zone 'Europe/Copenhagen')::date"
# The largest value of the setting: a web process that was taken over cannot ask for a year.
MOST_HOURS = 168
DEFINER = "security definer set search_path = public, pg_temp"

GUARD = """
create or replace function access_emergency_guard() returns trigger language plpgsql as $$
begin
  if current_user = 'familievej_web' then
    raise exception 'emergency access is written by its functions only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create or replace trigger access_emergency_guard before insert or update on access_emergencyaccess
  for each row execute function access_emergency_guard();
"""

# The search is logged by the statement that searches: nobody learns whether a number is known without leaving a row.
FIND = f"""
create or replace function access_emergency_find(number_index text, reference text, told boolean, reason bytea)
  returns uuid[] language plpgsql {DEFINER} as $$
declare
  hits uuid[];
begin
  if not gate_is_staff() or reason is null then
    raise exception 'emergency access is for staff, and for a reason' using errcode = 'insufficient_privilege';
  end if;
  hits := array(
    select f.id from people_family f
     where reference <> '' and (f.external_id = reference or f.id::text = lower(reference))
    union
    select m.family_id from people_cpr c join people_membership m on m.person_id = c.person_id
     where number_index <> '' and c.blind_index = number_index and daterange(m.starts, m.ends) @> {TODAY}
     order by 1);
  insert into gate_auditrow (at, user_id, actor_name, purpose, verb, action, object_table, object_id, subjects, fields,
                             sealed, basis)
  select statement_timestamp(), u.id, coalesce(nullif(u.name, ''), u.email), '', 'read',
         case when told then 'access.emergency_find' else 'access.emergency_find_kept' end, '', '', hits,
         array['reason'], reason, ''
    from gate_user u where u.id = gate_actor();
  return hits;
end $$;
"""

OPEN_AND_CLOSE = f"""
create or replace function access_emergency_open(id uuid, family uuid, reason text, kept text, hours integer)
  returns boolean language plpgsql {DEFINER} as $$
begin
  if not gate_is_staff() then
    raise exception 'emergency access is for staff' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select 1 from people_family f where f.id = family) then
    return false;
  end if;
  insert into access_emergencyaccess (id, family_id, user_id, reason, kept_from_family, told_at, category, starts_at,
                                      ends_at, review)
  values (id, family, gate_actor(), reason, kept, case when kept = '' then statement_timestamp() end,
          case when kept = '' then 'family_relations' else 'notes' end, statement_timestamp(),
          statement_timestamp() + make_interval(hours => least(greatest(hours, 0), {MOST_HOURS})), '');
  return true;
end $$;
create or replace function access_emergency_close(wanted uuid) returns boolean language plpgsql {DEFINER} as $$
begin
  update access_emergencyaccess e set ends_at = greatest(e.starts_at, statement_timestamp())
   where e.id = wanted and e.ends_at > statement_timestamp()
     and (e.user_id = gate_actor() or access_may_review(e.family_id, e.user_id));
  return found;
end $$;
"""

REVIEW = f"""
-- The unit that has the family's course; when no course runs, the one that had the last.
create or replace function access_unit_of_family(family uuid) returns uuid language sql stable {DEFINER} as $$
  select k.unit_id from course_course k where k.family_id = family and k.starts <= {TODAY}
   order by (k.ends is null or k.ends > {TODAY}) desc, k.starts desc limit 1
$$;
-- The leader of that unit and the data protection officer, never whoever used it.
create or replace function access_may_review(family uuid, used_by uuid) returns boolean
  language sql stable {DEFINER} as $$
  select used_by <> gate_actor() and exists (
    select 1 from gate_staffrole s
     where s.user_id = gate_actor() and daterange(s.starts, s.ends) @> {TODAY}
       and (s.role = 'data_protection_officer'
            or (s.role = 'leader' and s.unit_id = access_unit_of_family(family))))
$$;
-- The name of the family only for whom it is open to; the officer gets the number that the register knows it by.
create or replace function access_emergencies(wanted uuid, waiting boolean, most integer)
  returns table (id uuid, family_id uuid, family text, named boolean, user_id uuid, who text, title text, unit text,
                 reason text, kept text, told_at timestamptz, starts_at timestamptz, ends_at timestamptz, reviewer text,
                 reviewed_at timestamptz, review text)
  language sql stable {DEFINER} as $$
  select e.id, e.family_id, case when known.yes then f.name else coalesce(f.external_id, left(f.id::text, 8)) end,
         known.yes, e.user_id, coalesce(nullif(u.name, ''), u.email), u.title, post.name, e.reason, e.kept_from_family,
         e.told_at, e.starts_at, e.ends_at, coalesce(nullif(r.name, ''), r.email), e.reviewed_at, e.review
    from access_emergencyaccess e
    join people_family f on f.id = e.family_id
    join gate_user u on u.id = e.user_id
    left join gate_user r on r.id = e.reviewed_by_id
    left join lateral (
      select n.name from gate_staffrole s join gate_unit n on n.id = s.unit_id
       where s.user_id = e.user_id and daterange(s.starts, s.ends) @> e.starts_at::date order by s.starts limit 1
    ) post on true
    cross join lateral (
      select exists (select 1 from gate_grant g where g.user_id = gate_actor() and g.subject_id = f.id
                        and g.category = 'family_relations' and g.starts_at <= statement_timestamp()
                        and (g.ends_at is null or g.ends_at > statement_timestamp())) as yes
    ) known
   where (wanted is null or e.id = wanted)
     and (waiting is null or waiting = (e.reviewed_at is null))
     and access_may_review(e.family_id, e.user_id)
   order by e.starts_at desc limit most
$$;
-- What whoever used it did in that time with that family.
create or replace function access_emergency_seen(wanted uuid)
  returns table (at timestamptz, verb text, action text) language sql stable {DEFINER} as $$
  select a.at, a.verb, a.action
    from access_emergencyaccess e
    join gate_auditrow a on a.user_id = e.user_id and a.at >= e.starts_at and a.at <= e.ends_at
     and a.subjects && (select array_agg(x) from (
           select e.family_id union select m.person_id from people_membership m where m.family_id = e.family_id
           union select m.subject_id from people_membership m where m.family_id = e.family_id) y(x))
   where e.id = wanted and access_may_review(e.family_id, e.user_id)
   order by a.id limit 500
$$;
create or replace function access_emergency_review(wanted uuid, finding text, kept text) returns boolean
  language plpgsql {DEFINER} as $$
begin
  update access_emergencyaccess e
     set reviewed_by_id = gate_actor(), reviewed_at = statement_timestamp(), review = finding,
         kept_from_family = case when e.told_at is null and kept <> '' then kept else e.kept_from_family end,
         told_at = case when e.told_at is null and kept = '' then statement_timestamp() else e.told_at end,
         category = case when e.told_at is null and kept <> '' then 'notes' else 'family_relations' end
   where e.id = wanted and e.reviewed_at is null and access_may_review(e.family_id, e.user_id);
  return found;
end $$;
"""

FUNCTIONS = GUARD + FIND + REVIEW + OPEN_AND_CLOSE
