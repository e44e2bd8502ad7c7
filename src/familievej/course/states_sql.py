# SPDX-License-Identifier: EUPL-1.2
"""The table of states as a guard in the database: a move that the table does not have is refused there too."""

from __future__ import annotations

from familievej.course.states import TABLE, Row, moves


def guard(table: tuple[Row, ...] = TABLE) -> str:
    """SQL: the trigger on courses, and the one that ties each written move to the state it led to."""
    allowed = ", ".join(f"('{was.value if was else ''}', '{became.value}')" for was, became in moves(table))
    triples = ", ".join(
        f"('{row.event.value}', '{source.value if source else ''}', '{(row.target or source or '')}')"
        for row in table
        for source in row.sources
    )
    return f"""
create or replace function course_state_guard() returns trigger language plpgsql as $$
declare was text := '';
begin
  if tg_op = 'UPDATE' then
    was := old.state;
    if old.state = new.state then return new; end if;
  end if;
  if (was, new.state) not in (values {allowed}) then
    raise exception 'a course does not go from % to %', coalesce(nullif(was, ''), 'nothing'), new.state
      using errcode = 'check_violation', constraint = 'course_state_guard', table = 'course_course';
  end if;
  return new;
end $$;
create or replace trigger course_state_guard before insert or update of state on course_course
  for each row execute function course_state_guard();
create or replace function course_move_guard() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'what has happened to a course is not rewritten'
      using errcode = 'check_violation', constraint = 'course_move_guard', table = 'course_coursemove';
  end if;
  if (new.event, new.was, new.became) not in (values {triples}) then
    raise exception 'a course that is % does not become % by %', coalesce(nullif(new.was, ''), 'nothing'),
      new.became, new.event
      using errcode = 'check_violation', constraint = 'course_move_guard', table = 'course_coursemove';
  end if;
  return new;
end $$;
create or replace trigger course_move_guard before insert or update on course_coursemove
  for each row execute function course_move_guard();
"""
