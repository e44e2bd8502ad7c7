# SPDX-License-Identifier: EUPL-1.2
"""Whoever opens emergency access has no basis yet, so these few writes are the database's own, in the actor's name."""

from __future__ import annotations

FUNCTIONS = """
create or replace function access_emergency_open(id uuid, family uuid, reason text, kept text, hours integer)
  returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from gate_staffrole s where s.user_id = gate_actor() and s.starts <= current_date
                  and (s.ends is null or s.ends > current_date)) then
    raise exception 'emergency access is for staff' using errcode = 'insufficient_privilege';
  end if;
  insert into access_emergencyaccess (id, family_id, user_id, reason, kept_from_family, starts_at, ends_at, review)
  values (id, family, gate_actor(), reason, kept, statement_timestamp(),
          statement_timestamp() + make_interval(hours => hours), '');
end $$;
create or replace function access_emergency_close(wanted uuid) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update access_emergencyaccess set ends_at = least(ends_at, statement_timestamp())
   where id = wanted and user_id = gate_actor()
$$;
create or replace function access_emergency_review(wanted uuid, finding text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update access_emergencyaccess set reviewed_by_id = gate_actor(), reviewed_at = statement_timestamp(), review = finding
   where id = wanted and user_id <> gate_actor() and exists (
     select 1 from gate_staffrole s where s.user_id = gate_actor() and s.starts <= current_date
        and (s.ends is null or s.ends > current_date) and s.role in ('leader', 'data_protection_officer'));
  if not found then
    raise exception 'only a leader or the data protection officer reviews' using errcode = 'insufficient_privilege';
  end if;
end $$;
"""
