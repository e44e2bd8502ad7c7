# SPDX-License-Identifier: EUPL-1.2
"""How the database links every row of the audit trail to the one before it, as the last thing before a commit.

At the commit and under one lock, so that numbers have no gaps and two requests never wait for each other's pages. The
functions run as the owner: the web may add rows to the trail and can neither read nor write the chain.
"""

from __future__ import annotations

NIL = "00000000-0000-0000-0000-000000000000"

FUNCTIONS = f"""
-- Every column, as text with names, in a fixed order: what is hashed must read the same for ever.
create or replace function gate_audit_digest(r gate_auditrow) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(
    r.id, to_char(r.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), r.user_id, r.actor_name, r.purpose, r.verb,
    r.action, r.object_table, r.object_id, r.subjects, r.fields, encode(r.sealed, 'hex'), r.basis)::text, 'UTF8'))
$$;
-- The families that a row is about: themselves among its subjects, or through a person who is or was in them.
create or replace function gate_audit_chains(subjects uuid[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  with found(id) as (
    select id from people_family where id = any(subjects)
    -- Two selects, each by its own index: an "or" of the two reads the whole table at every commit.
    union select family_id from people_membership where person_id = any(subjects)
    union select family_id from people_membership where subject_id = any(subjects)
  )
  select id from found
  union all select '{NIL}'::uuid where not exists (select 1 from found)
$$;
create or replace function gate_audit_link() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one uuid;
  last record;
  present gate_auditrow;
begin
  perform pg_advisory_xact_lock(hashtext('gate_audit_link'));
  select * into present from gate_auditrow where id = new.id;
  for one in select * from gate_audit_chains(new.subjects) loop
    select number, seal into last from gate_auditlink where chain = one order by number desc limit 1;
    insert into gate_auditlink (chain, number, row_id, digest, seal)
    values (one, coalesce(last.number, 0) + 1, new.id, gate_audit_digest(present),
            sha256(coalesce(last.seal, ''::bytea) || gate_audit_digest(present)));
  end loop;
  return null;
end $$;
"""

# A constraint trigger is the only kind that can wait for the commit.
TRIGGER = """
drop trigger if exists gate_link on gate_auditrow;
create constraint trigger gate_link after insert on gate_auditrow
  deferrable initially deferred for each row execute function gate_audit_link();
"""

# Every link with what it should be. A fault is a number that is missing, a digest or a seal that is another.
FAULTS = """
with linked as (
  select l.chain, l.number, l.row_id, l.digest, l.seal, r.id as found,
         case when r.id is not null then gate_audit_digest(r) end as now,
         lag(l.seal, 1, ''::bytea) over chain_order as before,
         l.number - lag(l.number, 1, 0::bigint) over chain_order as distance
    from gate_auditlink l left join gate_auditrow r on r.id = l.row_id
   window chain_order as (partition by l.chain order by l.number)
)
select chain, number, row_id,
       case when distance <> 1 then 'gap' when found is null then 'missing' when now <> digest then 'changed'
            else 'order' end as fault
  from linked
 where distance <> 1 or found is null or now <> digest or seal <> sha256(before || digest)
union all
select null, null, r.id, 'unlinked' from gate_auditrow r
 where not exists (select 1 from gate_auditlink l where l.row_id = r.id)
 order by 1, 2, 3
"""
