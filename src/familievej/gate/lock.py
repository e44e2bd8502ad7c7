# SPDX-License-Identifier: EUPL-1.2
"""Row-level security and the functions behind it, made from the declarations after every migration.

Nothing here is written twice: the policies come from each model's ``gated``, the fold from the registered sources, the
matrix from ``matrix.toml``. Running it again changes nothing.
"""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from familievej.gate import chain_sql
from familievej.gate.acting import WEB_ROLE
from familievej.gate.categories import Basis, Category, Verb
from familievej.gate.declare import gated_models
from familievej.gate.models import AuditLink, AuditRow, Grant, MatrixRow
from familievej.gate.sources import GrantSource, all_functions, all_sources

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

FUNCTIONS = """
create or replace function gate_actor() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('familievej.actor', true), '')::uuid
$$;
create or replace function gate_is_staff() returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from gate_staffrole where user_id = gate_actor()
                    and starts <= current_date and (ends is null or ends > current_date))
$$;
create or replace function gate_row_is_unreferenced(other text, col text, row_id uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare found boolean;
begin
  execute format('select exists (select 1 from %I where %I = $1)', other, col) into found using row_id;
  return not found and gate_actor() is not null;
end $$;
create or replace function gate_actor_person() returns uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select subject_id from gate_user where id = gate_actor()
$$;
-- Whoever something is hidden from must not learn that it is: the list is read for them, and only used to leave out.
create or replace function gate_hidden_from(whom uuid, person uuid) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as $$
  select array(select r.record_id from gate_restriction r
                where r.lifted_at is null and (r.user_id = whom or r.person_id = person))
$$;
create or replace function gate_hidden() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as $$
  select gate_hidden_from(gate_actor(), gate_actor_person())
$$;
-- Whose leader the actor is today: they arrange the courses of these units.
create or replace function gate_led_units() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as $$
  select array(select unit_id from gate_staffrole where user_id = gate_actor() and role = 'leader'
                  and starts <= current_date and (ends is null or ends > current_date))
$$;
create or replace function gate_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
end $$;
"""

# The lock lets one fold finish before the next reads: two at once would each miss what the other wrote.
REFOLD = """
create or replace function {name}(wanted {type}) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('gate_refold'));
  delete from gate_grant s where {chosen};
  insert into gate_grant ({columns})
  select {columns} from ({union}) s
   where {chosen} and (s.ends_at is null or s.ends_at > greatest(s.starts_at, statement_timestamp()));
end $$;
"""
TRIES = 5
FOLDS = (
    ("gate_refold", "uuid[]", "s.subject_id = any(wanted)"),
    ("gate_refold_user", "uuid", "s.user_id = wanted"),
    ("gate_refold_all", "boolean", "wanted"),
)


def install(*, migrated: bool = True) -> None:
    """Make functions, policies, rights and the matrix in the database. Needs the owner's connection.

    All grants are folded anew when something was ``migrated``, and when the rules of the fold have changed.
    """
    for left in reversed(range(TRIES)):
        try:
            _install(migrated)
        except OperationalError as fault:
            # Autovacuum and the changes of rights may wait for each other; one of the two is given up, at times ours.
            if not left or not isinstance(fault.__cause__, DeadlockDetected):
                raise
        else:
            return


def _install(migrated: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Two processes that migrate at once would replace the same functions; the second waits.
        cursor.execute("select pg_advisory_xact_lock(hashtext('gate_install'))")
        cursor.execute(FUNCTIONS)
        cursor.execute(chain_sql.FUNCTIONS)
        for statement in all_functions():
            cursor.execute(statement)
        folds = [_fold(*fold) for fold in FOLDS]
        for statement in folds:
            cursor.execute(statement)
        cursor.execute(chain_sql.TRIGGER)
        for table in (AuditRow._meta.db_table, AuditLink._meta.db_table):
            _append_only(cursor, table)
        _rights(cursor)
        for model in gated_models():
            _policies(cursor, model)
            _policies_between(cursor, model)
        _own_grants(cursor)
        _own_audit(cursor)
        _matrix()
        rules = sha256("".join([*all_functions(), *folds, repr(matrix())]).encode()).hexdigest()
        if migrated or _folded_by(cursor) != rules:
            cursor.execute("select gate_refold_all(true)")
            cursor.execute(f"comment on function gate_refold_all(boolean) is '{rules}'")


def _fold(name: str, kind: str, chosen: str) -> str:
    only = "= any(wanted)" if kind == "uuid[]" else ""
    return REFOLD.format(name=name, type=kind, chosen=chosen, union=_union(only), columns=COLUMNS)


def _folded_by(cursor: CursorWrapper) -> str:
    """Under which rules all grants were folded last; they stand beside the function that did it."""
    cursor.execute("select obj_description('gate_refold_all(boolean)'::regprocedure)")
    return str(cursor.fetchone()[0])


COLUMNS = "user_id, subject_id, category, writes, starts_at, ends_at, basis, source, source_id, area_id"
NOTHING = (
    "select null::uuid, null::uuid, '', false, null::timestamptz, null::timestamptz, '', '',"
    " null::uuid, null::uuid"
)


def _union(only: str) -> str:
    """All sources; a source that says ``{only column}`` is told early which subjects are folded."""
    first = f"select * from ({NOTHING} where false) n({COLUMNS})"
    text = "\nunion all\n".join([first, *(_rows_of(source) for source in all_sources())])
    return re.sub(r"\{only ([\w.]+)\}", rf"\1 {only}" if only else "true", text)


def _rows_of(source: GrantSource) -> str:
    if source.direct:
        return (
            f"select q.user_id, q.subject_id, q.category, false, q.starts_at, q.ends_at, q.basis, '{source.name}',"
            f" q.source_id, q.area_id from ({source.select}) q"
        )
    return (
        f"select q.user_id, q.subject_id, m.category, m.writes, q.starts_at, q.ends_at, m.basis, '{source.name}',"
        f" q.source_id, null::uuid from ({source.select}) q join gate_matrixrow m on m.standing = q.standing"
    )


def _append_only(cursor: Any, table: str) -> None:
    for name, event, level in (
        ("gate_no_change", "update or delete", "row"),
        ("gate_no_truncate", "truncate", "statement"),
    ):
        cursor.execute(
            f'create or replace trigger {name} before {event} on "{table}" '
            f"for each {level} execute function gate_append_only()"
        )


def _rights(cursor: Any) -> None:
    cursor.execute("select pg_has_role(oid, 'member') from pg_roles where rolname = %s", [WEB_ROLE])
    owner = connection.settings_dict["USER"]
    if cursor.fetchone() != (True,):
        raise ImproperlyConfigured(
            f"The role {WEB_ROLE} is missing, or {owner} is not a member of it. As a database administrator:"
            f" create role {WEB_ROLE} login; grant {WEB_ROLE} to {owner};"
        )
    cursor.execute(f"grant usage on schema public to {WEB_ROLE}")
    cursor.execute(f"grant select, insert, update, delete on all tables in schema public to {WEB_ROLE}")
    cursor.execute(f"grant usage, select on all sequences in schema public to {WEB_ROLE}")
    # Tables that are made later by another command (the cache) are the web's too; those of the gate follow here again.
    cursor.execute(
        f"alter default privileges in schema public grant select, insert, update, delete on tables to {WEB_ROLE}"
    )
    cursor.execute("revoke execute on function gate_refold_all(boolean) from public")
    for table in (AuditRow._meta.db_table, Grant._meta.db_table, MatrixRow._meta.db_table):
        cursor.execute(f'revoke insert, update, delete, truncate on "{table}" from {WEB_ROLE}')
    cursor.execute(f'grant insert on "{AuditRow._meta.db_table}" to {WEB_ROLE}')
    cursor.execute(f'revoke all on "{AuditLink._meta.db_table}" from {WEB_ROLE}')


def _policies(cursor: Any, model: Any) -> None:
    table = model._meta.db_table
    if not getattr(model, "web_may_delete", False):
        cursor.execute(f'revoke delete on "{table}" from {WEB_ROLE}')
    read = model.gated.policy(table, Verb.READ)
    write = model.gated.policy(table, Verb.WRITE)
    new = model.gated.new_subjects(table)
    _replace(cursor, table, "gate_read", f"for select using ({read})")
    own = model.gated.added_by_self(table)
    _replace(cursor, table, "gate_add", f"for insert with check (({write}) or ({new}) or ({own}))")
    _replace(cursor, table, "gate_change", f"for update using ({write}) with check ({write})")
    _replace(cursor, table, "gate_remove", f"for delete using ({write})")


def _policies_between(cursor: Any, model: Any) -> None:
    """The tables that Django makes for many-to-many fields: a row goes with its record of ``model``."""
    own = model._meta.db_table
    for field in model._meta.local_many_to_many:
        table, column = field.m2m_db_table(), field.m2m_column_name()
        row = f'exists (select 1 from "{own}" where "{own}"."id" = "{table}"."{column}" and ({{rule}}))'
        read, write = (row.format(rule=model.gated.policy(own, verb)) for verb in (Verb.READ, Verb.WRITE))
        # To take a limit of a consent away would open more than was said yes to.
        cursor.execute(f'revoke update, delete on "{table}" from {WEB_ROLE}')
        _replace(cursor, table, "gate_read", f"for select using ({read})")
        _replace(cursor, table, "gate_add", f"for insert with check ({write})")


def _replace(cursor: Any, table: str, name: str, rule: str) -> None:
    cursor.execute(f'alter table "{table}" enable row level security')
    cursor.execute(f'drop policy if exists {name} on "{table}"')
    cursor.execute(f'create policy {name} on "{table}" {rule}')


def _own_grants(cursor: Any) -> None:
    _replace(cursor, Grant._meta.db_table, "gate_own", "for select using (user_id = (select gate_actor()))")


def _own_audit(cursor: Any) -> None:
    table = AuditRow._meta.db_table
    mine = "user_id is not distinct from (select gate_actor())"
    _replace(cursor, table, "gate_read", f"for select using ({mine})")
    _replace(cursor, table, "gate_add", f"for insert with check ({mine})")


def matrix() -> dict[str, dict[str, Any]]:
    """The access matrix as data. Raises ValueError that names the line of a word that the gate does not know."""
    text = files("familievej.gate").joinpath("matrix.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = tomllib.loads(text)
    for standing, line in found.items():
        Basis(line["basis"])
        for verb in ("read", "write"):
            for category in line.get(verb, []):
                if category not in Category.values:
                    raise ValueError(f"matrix.toml, [{standing}] {verb}: there is no category {category!r}")
    return found


def _matrix() -> None:
    MatrixRow.objects.all().delete()
    MatrixRow.objects.bulk_create(
        MatrixRow(standing=standing, category=category, basis=line["basis"], writes=verb == "write")
        for standing, line in matrix().items()
        for verb in ("read", "write")
        for category in line.get(verb, [])
    )
