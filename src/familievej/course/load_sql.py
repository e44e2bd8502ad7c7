# SPDX-License-Identifier: EUPL-1.2
"""How much each worker carries, as numbers alone: a full desk must be seen by whoever cannot see its families."""

# Runs as the owner. It tells staff how many, never which.
LOAD = """
create or replace function course_load(users uuid[], day date)
  returns table (user_id uuid, families integer, child_cases integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.user_id, count(distinct c.family_id)::int, count(distinct m.person_id)::int
    from course_coordination c
    join course_course k on k.id = c.course_id and k.starts <= day and (k.ends is null or k.ends > day)
    left join people_membership m on m.family_id = c.family_id and m.role = 'child'
     and m.starts <= day and (m.ends is null or m.ends > day)
   where c.user_id = any(users) and c.starts <= day and (c.ends is null or c.ends > day)
     and (gate_actor() is null or gate_is_staff())
   group by c.user_id
$$;
"""
# What a team, a programme and somebody in a role carry. A family counts once, whoever else works with it.
_RUNNING = (
    "k.starts <= day and (k.ends is null or k.ends > day) and (gate_actor() is null or gate_is_staff())"
)
_PERSONS = """left join people_membership m on m.family_id = k.family_id
     and m.starts <= day and (m.ends is null or m.ends > day)"""
_COUNTS = "count(distinct k.family_id)::int, count(distinct m.person_id) filter (where m.role = 'child')::int"
PLACES = f"""
drop function if exists course_unit_load(uuid, date);
create or replace function course_places_unit(wanted uuid, day date)
  returns table (families integer, child_cases integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select {_COUNTS} from course_course k {_PERSONS} where k.unit_id = wanted and {_RUNNING}
$$;
create or replace function course_places_programme(wanted_model text, wanted_key text, day date)
  returns table (families integer, child_cases integer, participants integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select {_COUNTS}, count(distinct m.person_id)::int
    from course_course k join practice_adoptedmodel a on a.id = k.adopted_id {_PERSONS}
   where a.model_id = wanted_model and k.programme_key = wanted_key and {_RUNNING}
$$;
create or replace function course_role_load(worker uuid, wanted text, day date)
  returns table (families integer, child_cases integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select {_COUNTS}
    from course_teammember t join course_course k on k.id = t.course_id {_PERSONS}
   where t.user_id = worker and t.role = wanted and t.starts <= day and (t.ends is null or t.ends > day) and {_RUNNING}
$$;
"""
# Which programmes there are, for a reader who is then asked about one course of each.
PROGRAMMES = """
create or replace function course_programmes() returns setof text
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct programme from course_course where gate_actor() is null or gate_is_staff()
$$;
"""
