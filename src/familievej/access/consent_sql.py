# SPDX-License-Identifier: EUPL-1.2
"""The rule of :mod:`familievej.access.openness` in SQL: from who must answer and who has, the grants of a consent."""

from __future__ import annotations

from django.conf import settings

from familievej.access.sources import moment

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
    select a.*, (p.birth_date + interval '{age} years')::date as own
      from about a join people_person p on p.id = a.person_id
  )
  select a.consent_id, a.person_id, greatest(a.starts, coalesce(a.own, a.starts)), a.ends from aged a
   where (a.own is not null and a.own < a.ends)
      or (a.own is null and not exists (select 1 from people_custody k where k.child_id = a.person_id)
          and not exists (select 1 from people_person p where p.id = a.person_id and p.due_date is not null))
  union all
  select a.consent_id, k.holder_id, greatest(a.starts, k.starts), least(a.ends, k.ends, a.own) from aged a
    join people_custody k on k.child_id = a.person_id and a.custody
   where greatest(a.starts, k.starts) < least(a.ends, k.ends, a.own)
$$;
"""

# One row per receiver, category and welfare area. It opens with the last yes that was needed then, and closes at the
# first day on which somebody must have said yes who has not.
GRANTS = f"""
with chosen as (
  select c.* from access_consent c
   where {{only c.subject_id}} and not exists (select 1 from access_consent later where later.replaces_id = c.id)
), last_answer as (
  select distinct on (s.consent_id, s.signer_id) s.consent_id, s.signer_id, s.answer, s.signed_at
    from access_signature s join chosen c on c.id = s.consent_id
   order by s.consent_id, s.signer_id, s.signed_at desc, s.id desc
), need as (
  select n.consent_id, n.signer_id, {moment("n.starts")} as starts_at, {moment("n.ends")} as ends_at,
         a.signed_at as yes_at
    from access_consent_needed((select array_agg(id) from chosen)) n
    left join last_answer a on a.consent_id = n.consent_id and a.signer_id = n.signer_id and a.answer = 'yes'
), opening as (
  select c.id, c.subject_id, c.categories, {moment("c.ends")} as ends_at,
         greatest({moment("c.starts")}, statement_timestamp(),
                  (select max(n.yes_at) from need n
                    where n.consent_id = c.id and n.starts_at <= greatest({moment("c.starts")}, statement_timestamp())
                  )) as starts_at
    from chosen c
), closing as (
  select o.id, o.subject_id, o.categories, o.starts_at,
         least(o.ends_at,
               (select min(n.starts_at) from need n
                 where n.consent_id = o.id and n.yes_at is null
                   and (n.ends_at is null or n.ends_at > o.starts_at)),
               (select max(coalesce(n.ends_at, 'infinity')) from need n
                 where n.consent_id = o.id and n.yes_at is not null)) as ends_at
    from opening o
   where exists (select 1 from need n where n.consent_id = o.id and n.yes_at is not null
                   and n.starts_at <= o.starts_at and (n.ends_at is null or n.ends_at > o.starts_at))
), receiving as (
  select r.consent_id, r.user_id, '-infinity'::timestamptz as starts_at, null::timestamptz as ends_at
    from access_receiver r where r.user_id is not null
  union all
  select r.consent_id, s.user_id, {moment("s.starts")}, {moment("s.ends")}
    from access_receiver r join gate_staffrole s on s.unit_id = r.unit_id and s.role in ('coordinator', 'caseworker')
)
select v.user_id, k.subject_id, k.category, 'consent' as basis, area.area_id,
       greatest(k.starts_at, v.starts_at) as starts_at, least(k.ends_at, v.ends_at) as ends_at, k.id as source_id
  from (select c.id, c.subject_id, c.starts_at, c.ends_at, unnest(c.categories) as category from closing c) k
  join receiving v on v.consent_id = k.id
  left join access_consent_from_areas area on area.consent_id = k.id
 where not exists (select 1 from access_withdrawal w where w.consent_id = k.id and k.category = any(w.categories))
"""


def needed_function() -> str:
    """The statement that makes ``access_consent_needed`` with this installation's age of own signature."""
    return NEEDED.replace("{age}", str(int(settings.FAMILIEVEJ_CONSENT_AGE)))


# A receiver may know who said yes, when and until when, and nothing else of the consent.
BASIS = """
create or replace function access_basis_of_consent(wanted uuid)
  returns table (names text[], signed_at timestamptz, until date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select array_agg(distinct coalesce(nullif(p.called_name, ''), split_part(p.given_name, ' ', 1))),
         max(s.signed_at), c.ends
    from access_consent c join access_signature s on s.consent_id = c.id and s.answer = 'yes'
    join people_person p on p.id = s.signer_id
   where c.id = wanted and exists (select 1 from gate_grant g where g.source_id = wanted
                                      and (gate_actor() is null or g.user_id = gate_actor()))
   group by c.ends
$$;
create or replace function access_paragraph_of_disclosure(wanted uuid) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select b.paragraph from access_disclosure d join access_legalbasis b on b.id = d.legal_basis_id
   where d.id = wanted and exists (select 1 from gate_grant g where g.source_id = wanted
                                      and (gate_actor() is null or g.user_id = gate_actor()))
$$;
"""
