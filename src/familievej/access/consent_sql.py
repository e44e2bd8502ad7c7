# SPDX-License-Identifier: EUPL-1.2
"""The rule of :mod:`familievej.access.openness` in SQL: from who must answer and who has, the grants of a consent."""

from __future__ import annotations

from django.conf import settings

from familievej.access.sources import moment

# The birthday in a year without 29 February is 1 March, as in :func:`familievej.base.periods.age_on`.
BIRTHDAY = """
create or replace function access_birthday(born date, years integer) returns date language sql immutable as $$
  select d + (extract(day from born) <> extract(day from d))::integer
    from (select (born + make_interval(years => years))::date) x(d)
$$;
"""

# Who must say yes to each consent, and in which days. Inlined into the fold; also read by the pages.
NEEDED = """
create or replace function access_consent_needed(wanted uuid[])
  returns table (consent_id uuid, signer_id uuid, starts date, ends date)
  language sql stable security definer set search_path = public, pg_temp as $$
  with about as (
    select c.id as consent_id, c.person_id, c.starts, c.ends, true as custody from access_consent c
     where c.person_id is not null and c.id = any(wanted)
    union all
    select c.id, m.person_id, greatest(c.starts, m.starts), least(c.ends, m.ends), false
      from access_consent c join people_membership m on m.family_id = c.family_id
     where c.person_id is null and c.id = any(wanted)
       and daterange(c.starts, c.ends) && daterange(m.starts, m.ends)
  ), aged as (
    select a.consent_id, a.person_id, a.starts, least(a.ends, p.deceased_on) as ends, a.custody,
           access_birthday(p.birth_date, {age}) as own, p.due_date
      from about a join people_person p on p.id = a.person_id
  ), asked as (
    select a.consent_id, a.person_id as signer_id, greatest(a.starts, a.own) as starts, a.ends from aged a
     where a.own is not null or (a.due_date is null
           and not exists (select 1 from people_custody k where k.child_id = a.person_id))
    union all
    select a.consent_id, k.holder_id, greatest(a.starts, k.starts), least(a.ends, k.ends, a.own, h.deceased_on)
      from aged a join people_custody k on k.child_id = a.person_id and a.custody
      join people_person h on h.id = k.holder_id
  )
  select * from asked where starts < ends
$$;
"""

# One row per receiver, category, welfare area and stretch of days between two changes. A stretch is open when somebody
# must say yes in it and everybody who must has; it counts from the last of those answers.
GRANTS = f"""
with chosen as (
  select c.* from access_consent c
   where ({{only c.subject_id}} or {{only c.person_id}})
     and not exists (select 1 from access_consent later where later.replaces_id = c.id)
), last_answer as (
  select distinct on (s.consent_id, s.signer_id) s.consent_id, s.signer_id, s.answer, s.signed_at
    from access_signature s join chosen c on c.id = s.consent_id
   order by s.consent_id, s.signer_id, s.turn desc
), need as (
  select n.*, a.signed_at as yes_at
    from access_consent_needed((select array_agg(id) from chosen)) n
    left join last_answer a on a.consent_id = n.consent_id and a.signer_id = n.signer_id and a.answer = 'yes'
), edge as (
  select n.consent_id, n.starts as day from need n union select n.consent_id, n.ends from need n
), stretch as (
  select e.consent_id, e.day as starts, lead(e.day) over (partition by e.consent_id order by e.day) as ends from edge e
), opened as (
  select t.consent_id, t.starts, t.ends, max(n.yes_at) as yes_at
    from stretch t join need n on n.consent_id = t.consent_id and n.starts <= t.starts and n.ends >= t.ends
   group by t.consent_id, t.starts, t.ends
  having bool_and(n.yes_at is not null)
), receiving as (
  select r.consent_id, r.user_id, '-infinity'::timestamptz as starts_at, null::timestamptz as ends_at
    from access_receiver r where r.user_id is not null
  union all
  select r.consent_id, s.user_id, {moment("s.starts")}, {moment("s.ends")}
    from access_receiver r join gate_staffrole s on s.unit_id = r.unit_id and s.role in ('coordinator', 'caseworker')
)
select v.user_id, about.subject_id, k.category, 'consent' as basis, area.area_id,
       greatest({moment("o.starts")}, least(o.yes_at, statement_timestamp()), v.starts_at) as starts_at,
       least({moment("o.ends")}, v.ends_at) as ends_at, c.id as source_id
  from opened o
  join chosen c on c.id = o.consent_id
  join receiving v on v.consent_id = c.id
  cross join lateral unnest(c.categories) as k(category)
  cross join lateral (select c.subject_id union select c.person_id where c.person_id is not null) about(subject_id)
  left join access_consent_from_areas area on area.consent_id = c.id
 where not exists (select 1 from access_withdrawal w where w.consent_id = c.id and k.category = any(w.categories)
                      and not exists (select 1 from access_signature s where s.consent_id = c.id
                                         and s.signer_id = w.by_id and s.answer = 'yes' and s.turn > w.turn))
"""


def needed_function() -> str:
    """The statement that makes ``access_consent_needed`` with this installation's age of own signature."""
    return BIRTHDAY + NEEDED.replace("{age}", str(int(settings.FAMILIEVEJ_CONSENT_AGE)))


_LIVE = "g.starts_at <= statement_timestamp() and (g.ends_at is null or g.ends_at > statement_timestamp())"
_RECEIVES = f"""
exists (select 1 from gate_grant g where g.source_id = wanted and {_LIVE}
           and (gate_actor() is null or g.user_id = gate_actor()))
"""
_MAY_READ = f"""
(gate_actor() is null or (c.id <> all (gate_hidden())
  and exists (select 1 from gate_grant g where g.user_id = gate_actor() and g.subject_id = c.subject_id
                 and g.category = 'consent' and {_LIVE})))
"""

# A receiver may know who said yes, when and until when, and nothing else of the consent.
BASIS = f"""
create or replace function access_basis_of_consent(wanted uuid)
  returns table (names text[], signed_at timestamptz, until date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select array_agg(distinct coalesce(nullif(p.called_name, ''), split_part(p.given_name, ' ', 1))),
         max(s.signed_at), c.ends
    from access_consent c join access_signature s on s.consent_id = c.id and s.answer = 'yes'
    join people_person p on p.id = s.signer_id
   where c.id = wanted and {_RECEIVES}
   group by c.ends
$$;
create or replace function access_paragraph_of_disclosure(wanted uuid) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select b.paragraph from access_disclosure d join access_legalbasis b on b.id = d.legal_basis_id
   where d.id = wanted and {_RECEIVES}
$$;
-- Whoever reads a consent reads what those are called whom it is about, who are asked and who answered: two parents
-- who may not see each other's affairs are asked about the same child.
create or replace function access_consent_people(wanted uuid[])
  returns table (consent_id uuid, person_id uuid, name text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.consent_id, p.id,
         coalesce(nullif(p.called_name, ''), nullif(split_part(p.given_name, ' ', 1), ''), p.external_id, '')
    from (select n.consent_id, n.signer_id as person_id from access_consent_needed(wanted) n
          union select s.consent_id, s.signer_id from access_signature s where s.consent_id = any(wanted)
          union select w.consent_id, w.by_id from access_withdrawal w where w.consent_id = any(wanted)
          union select k.id, k.person_id from access_consent k where k.id = any(wanted)) x
    join access_consent c on c.id = x.consent_id
    join people_person p on p.id = x.person_id
   where {_MAY_READ}
$$;
-- Receivers are told by the database: whoever signs or withdraws may not see who works in a unit's families.
create or replace function access_tell(wanted uuid, what text, day date) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from access_consent c where c.id = wanted and {_MAY_READ}) then
    raise exception 'no basis to tell of this consent' using errcode = 'insufficient_privilege';
  end if;
  insert into access_notice (id, user_id, to_unit_id, kind, since, at)
  select distinct on (u.user_id) gen_random_uuid(), u.user_id, u.unit_id, what, day, statement_timestamp()
    from (select r.user_id, null::uuid as unit_id from access_receiver r
           where r.consent_id = wanted and r.user_id is not null
          union all
          select s.user_id, r.unit_id from access_receiver r
            join gate_staffrole s on s.unit_id = r.unit_id and s.role in ('coordinator', 'caseworker')
             and daterange(s.starts, s.ends) @> (statement_timestamp() at time zone 'Europe/Copenhagen')::date
           where r.consent_id = wanted) u
   order by u.user_id, u.unit_id nulls first;
end $$;
"""
