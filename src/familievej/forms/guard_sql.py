# SPDX-License-Identifier: EUPL-1.2
"""What was finished stays as it was said: a new version is written beside it."""

GUARD = """
create or replace function forms_filling_guard() returns trigger language plpgsql as $$
begin
  if old.finished_at is not null then
    raise exception 'a finished form is not changed: begin a new version'
      using errcode = 'check_violation', constraint = 'forms_filling_guard', table = 'forms_filling';
  end if;
  return new;
end $$;
create or replace trigger forms_filling_guard before update on forms_filling
  for each row execute function forms_filling_guard();
create or replace function forms_answer_guard() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from forms_filling f where f.id = new.filling_id and f.finished_at is not null)
     and (tg_op = 'INSERT' or (to_jsonb(new) - 'seen_to_on' - 'seen_to' - 'written_at')
                              is distinct from (to_jsonb(old) - 'seen_to_on' - 'seen_to' - 'written_at')) then
    raise exception 'an answer of a finished form is not changed: begin a new version'
      using errcode = 'check_violation', constraint = 'forms_answer_guard', table = 'forms_answer';
  end if;
  return new;
end $$;
create or replace trigger forms_answer_guard before insert or update on forms_answer
  for each row execute function forms_answer_guard();
create or replace function forms_claim_guard() returns trigger language plpgsql as $$
begin
  if (new.said, new.supposed) is distinct from (old.said, old.supposed) then
    raise exception 'what was said is not written over'
      using errcode = 'check_violation', constraint = 'forms_claim_guard', table = 'forms_claim';
  end if;
  return new;
end $$;
create or replace trigger forms_claim_guard before update on forms_claim
  for each row execute function forms_claim_guard();
"""
