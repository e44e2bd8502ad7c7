# SPDX-License-Identifier: EUPL-1.2
"""What is due on a day: rows whose rule has run out, and on which nothing hangs that is younger.

Two tables that live as long as the transaction hold the answer: ``retention_closed`` (subject, when its last course was
closed; null while one runs) and ``retention_due`` (model, id). Nothing is read row by row: a municipality has hundreds
of thousands of notes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import DateTimeField, ForeignKey

from familievej.access.retention.courses import courses
from familievej.access.retention.words import term
from familievej.gate.declare import Gated, GatedThrough, OwnedBy, gated_models

if TYPE_CHECKING:
    from django.db.models import Field, Model

ZONE = "Europe/Copenhagen"

# A person is concerned by every family that they are or were in, and by those of relatives and children in custody.
CLOSED = """
create temporary table retention_closed on commit drop as
with course as ({courses}), family as (
  select f.id, case when bool_or(c.family_id is not null and (c.ends is null or c.ends > %(day)s)) then null
                    else coalesce(max(c.ends), (f.created_at at time zone '{zone}')::date) end as closed
    from people_family f left join course c on c.family_id = f.id group by f.id
), tie(one, other) as (
  select from_person_id, to_person_id from people_relation
  union select to_person_id, from_person_id from people_relation
  union select child_id, holder_id from people_custody union select holder_id, child_id from people_custody
), near as (
  select person_id, family_id from people_membership
  union select t.other, m.family_id from tie t join people_membership m on m.person_id = t.one
)
select id as subject, closed from family
union all
select m.subject_id, max(f.closed) from people_membership m join family f on f.id = m.family_id group by m.subject_id
union all
select p.id, case when bool_or(f.id is not null and f.closed is null) then null
                  else coalesce(max(f.closed), (p.created_at at time zone '{zone}')::date) end
  from people_person p left join near n on n.person_id = p.id left join family f on f.id = n.family_id group by p.id
"""


@dataclass(frozen=True)
class Line:
    """So many rows of one table are due, on which rule."""

    model: type[Model]
    rule: str
    count: int

    @property
    def table(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table


def due(day: dt.date) -> list[Line]:
    """How much would be deleted on ``day``. Changes nothing. On the owner's connection."""
    with transaction.atomic(), marked(day) as lines:
        return lines


@contextmanager
def marked(day: dt.date) -> Iterator[list[Line]]:
    """Inside, ``retention_due`` holds the rows that are due. In a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists retention_closed, retention_due")
        cursor.execute(CLOSED.format(courses=courses(), zone=ZONE), {"day": day})
        cursor.execute("create unique index on retention_closed (subject)")
        cursor.execute("create temporary table retention_due (model text, id text, primary key (model, id))")
        _candidates(cursor, day)
        while _held_back(cursor):
            pass
        cursor.execute("select model, count(*) from retention_due group by model")
        counts = dict(cursor.fetchall())
        models = {model._meta.label: model for model in gated_models()}
        yield [
            Line(models[label], term(_gated(models[label]).retention), n)
            for label, n in sorted(counts.items())
        ]
        cursor.execute("drop table retention_closed, retention_due")


def _gated(model: type[Model]) -> Any:
    return getattr(model, "gated")  # noqa: B009 - declared by every model of personal data


def _candidates(cursor: Any, day: dt.date) -> None:
    """Those that follow another record come last: they are due when it is."""
    by_order: list[list[tuple[type[Model], str]]] = [[], [], []]
    for model in gated_models():
        gated = _gated(model)
        if gated.retention.follows:
            by_order[2].append((model, _follows(model)))
        elif isinstance(gated, GatedThrough):
            other = apps.get_model(gated.model)
            by_order[1].append(
                (model, f'exists (select 1 from "{other._meta.db_table}" o where o."{gated.column}" = t.id)')
            )
        else:
            by_order[0].append((model, _run_out(model, gated)))
    for model, condition in (each for order in by_order for each in order):
        cursor.execute(
            f'insert into retention_due select %(model)s, t."{_pk(model).column}"::text'
            f' from "{model._meta.db_table}" t where {condition}',
            {"model": model._meta.label, "day": day},
        )


def _run_out(model: type[Model], gated: Gated | OwnedBy) -> str:
    """No course runs for anybody whom the row is about, and its years have passed: the day after, never on the day."""
    rule = gated.retention
    length = f"interval '{rule.years} years {rule.days} days'"
    parts = []
    if rule.column:
        parts.append(f"{_day_in(model, rule.column)} + {length} < %(day)s")
    for subject in gated.subjects if isinstance(gated, Gated) else ():
        counted = "" if rule.column else f" and c.closed + {length} < %(day)s"
        parts.append(
            f'exists (select 1 from retention_closed c where c.subject = t."{subject}"'
            f" and c.closed is not null{counted})"
        )
    return " and ".join(parts)


def _day_in(model: type[Model], column: str) -> str:
    field = model._meta.get_field(column)
    if isinstance(field, DateTimeField):
        return f"(t.\"{column}\" at time zone '{ZONE}')::date"
    return f't."{column}"'


def _follows(model: type[Model]) -> str:
    return f't."{_gated(model).retention.follows}"::text in (select d.id from retention_due d)'


def _held_back(cursor: Any) -> int:
    """Takes from what is due whatever something younger hangs on; gives how many rows that were."""
    taken = 0
    for field in _keys():
        taken += _run(
            cursor,
            "delete from retention_due d where d.model = %(parent)s and exists ("
            f' select 1 from "{field.model._meta.db_table}" t where t."{field.column}" = d.id::{_type(field)}'
            " and not exists (select 1 from retention_due e where e.model = %(child)s"
            f' and e.id = t."{_pk(field.model).column}"::text))',
            {"parent": field.related_model._meta.label, "child": field.model._meta.label},
        )
    for model in gated_models():
        if _gated(model).retention.follows:
            taken += _run(
                cursor,
                f'delete from retention_due d using "{model._meta.db_table}" t where d.model = %(model)s'
                f' and t."{_pk(model).column}"::text = d.id and not ({_follows(model)})',
                {"model": model._meta.label},
            )
    return taken


def _keys() -> Iterator[Any]:
    """Every foreign key of any table to one of personal data, but for that of a row which goes with the other."""
    personal = set(gated_models())
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            follows = model in personal and _gated(model).retention.follows == field.column
            if isinstance(field, ForeignKey) and field.related_model in personal and not follows:
                yield field


def _run(cursor: Any, statement: str, values: dict[str, Any]) -> int:
    cursor.execute(statement, values)
    return int(cursor.rowcount)


def _pk(model: type[Model]) -> Field[Any, Any]:
    key = model._meta.pk
    if key is None:
        raise TypeError(f"{model._meta.label} has no primary key")
    return key


def _type(field: Any) -> str:
    return str(field.db_type(connection))
