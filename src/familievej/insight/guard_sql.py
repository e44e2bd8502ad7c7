# SPDX-License-Identifier: EUPL-1.2
"""A definition is never changed, and stays as long as a run of it: whoever read data cannot have asked afterwards."""

GUARD = """
create or replace function insight_definition_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and not exists (select 1 from insight_run r where r.definition_id = old.id) then
    return old;
  end if;
  raise exception 'the definition of an evaluation is not changed: make a new version'
    using errcode = 'check_violation', constraint = 'insight_definition_guard', table = 'insight_definition';
end $$;
create or replace trigger insight_definition_guard before update or delete on insight_definition
  for each row execute function insight_definition_guard();
create or replace function insight_run_guard() returns trigger language plpgsql as $$
begin
  if old.read_at is not null then
    raise exception 'a run that has read data is not changed: that it was made stays known'
      using errcode = 'check_violation', constraint = 'insight_run_guard', table = 'insight_run';
  end if;
  return old;
end $$;
create or replace trigger insight_run_guard before delete on insight_run
  for each row execute function insight_run_guard();
"""
