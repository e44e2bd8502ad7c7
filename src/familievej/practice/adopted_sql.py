# SPDX-License-Identifier: EUPL-1.2
"""What was adopted stays as it was: courses are bound to it, and nobody can change under them what they follow."""

GUARD = """
create or replace function practice_adopted_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'an adopted practice model is not deleted: retire it' using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(new) - 'ends' - 'retired_reason') is distinct from (to_jsonb(old) - 'ends' - 'retired_reason') then
    raise exception 'an adopted practice model is not changed: adopt a new version'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create or replace trigger practice_adopted_guard before update or delete on practice_adoptedmodel
  for each row execute function practice_adopted_guard();
"""
