# SPDX-License-Identifier: EUPL-1.2
"""Carries families and persons of a delivery over into the rooms ``people`` and ``course``, where they live on.

Compared is with what the register said last, not with what stands in those rooms now: a coordinator's correction is
kept until the register itself changes that very field.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection

from familievej.base.crypto import blind_index, decrypt
from familievej.course.register import RegisterCourse, courses_register
from familievej.extract.models import RegisteredFamily, RegisteredPerson
from familievej.extract.staging import SEALED_FOR, Counts
from familievej.extract.target import Target
from familievej.people.actions.register import RegisterPerson, families_register, persons_register
from familievej.people.models import MemberRole

_AT_A_TIME = 2_000
_ONE_DAY = dt.timedelta(days=1)
_ROLES = {"mother": MemberRole.PARENT, "father": MemberRole.PARENT, "child": MemberRole.CHILD}

# A family is called by its mother's name until it says what it calls itself.
_FAMILIES = """
select s.family_id, s.start_date, s.end_date, coalesce(s.closing_reason, ''),
       coalesce(nullif(trim(concat_ws(' ', m.given_name, m.family_name)), ''), s.family_id),
       r.start_date, r.end_date, r.closing_reason
  from staged_families s
  left join people_family f on f.external_id = s.family_id
  left join extract_registeredfamily r on r.family_id = f.id
  left join lateral (select given_name, family_name from staged_persons p where p.family_id = s.family_id
                      order by p.role = 'mother' desc, p.role = 'father' desc, p.line limit 1) m on true
 order by s.line
"""
_PERSONS = """
select s.person_id, s.family_id, s.role, coalesce(s.sex, ''), s.birth_date, coalesce(s.index_child, false),
       s.given_name, s.family_name, s.cpr, f.start_date,
       r.family_id, r.role, r.sex, r.birth_date, r.index_child, r.identity
  from staged_persons s
  join staged_families f on f.family_id = s.family_id
  left join people_person p on p.external_id = s.person_id
  left join extract_registeredperson r on r.person_id = p.id
 order by s.line
"""


def merge_families(target: Target) -> tuple[Counts, dict[str, uuid.UUID]]:
    """Families and their courses; gives the id by external id of those that are new or changed."""
    rows = _rows(_FAMILIES)
    news = [row for row in rows if row[5] is None or row[1:4] != row[5:8]]
    ids = families_register({row[0]: row[4] for row in news})
    courses_register(
        [
            RegisterCourse(
                external_id=row[0],
                family_id=ids[row[0]],
                starts=row[1],
                ends=row[2] + _ONE_DAY if row[2] else None,
                closing_reason=row[3],
                is_new=row[5] is None,
            )
            for row in news
        ],
        unit=target.unit,
        programme=target.programme,
    )
    RegisteredFamily.objects.bulk_create(
        (
            RegisteredFamily(family_id=ids[row[0]], start_date=row[1], end_date=row[2], closing_reason=row[3])
            for row in news
        ),
        batch_size=_AT_A_TIME,
        update_conflicts=True,
        unique_fields=["family"],
        update_fields=["start_date", "end_date", "closing_reason"],
    )
    new = sum(row[5] is None for row in rows)
    return _counts(len(rows), new, len(news) - new, RegisteredFamily.objects.count()), ids


def merge_persons() -> tuple[Counts, dict[str, uuid.UUID]]:
    """Persons, memberships and parents; gives the id by external id of those that are new or changed.

    Raises ``people.actions.register.CprTaken``.
    """
    rows = _rows(_PERSONS)
    families = families_register({row[1]: row[1] for row in rows})
    news = [line for row in rows if (line := _line(row, families)) is not None]
    people = [line for line, _identity in news]
    ids = persons_register(people)
    RegisteredPerson.objects.bulk_create(
        (
            RegisteredPerson(
                person_id=ids[line.external_id],
                family_id=line.family_id,
                role=role,
                sex=line.sex,
                birth_date=line.birth_date,
                index_child=line.index_child,
                identity=identity,
            )
            for line, (role, identity) in news
        ),
        batch_size=_AT_A_TIME,
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["family", "role", "sex", "birth_date", "index_child", "identity"],
    )
    new = sum(line.changed is None for line in people)
    return _counts(len(rows), new, len(people) - new, RegisteredPerson.objects.count()), ids


def _line(
    row: tuple[Any, ...], families: Mapping[str, uuid.UUID]
) -> tuple[RegisterPerson, tuple[str, str]] | None:
    """The news in one row, with the register's role and the hash of names and number; None without news."""
    external_id, family, role, sex, birth_date, index_child, given, last, sealed, starts = row[:10]
    cpr = decrypt(sealed, bound_to=SEALED_FOR) if sealed is not None else None
    before: tuple[Any, ...] = row[10:]
    is_new = before[0] is None
    has_identity = given is not None or last is not None or cpr is not None
    identity = blind_index(f"{given}\x1f{last}\x1f{cpr}", purpose="registered_person") if has_identity else ""
    now = (families[family], role, sex, birth_date, index_child, identity or before[5] or "")
    names = ("family_id", "role", "sex", "birth_date", "index_child", "identity")
    changed = frozenset(name for name, new, old in zip(names, now, before, strict=True) if new != old)
    if not is_new and not changed:
        return None
    line = RegisterPerson(
        external_id=external_id,
        family_id=now[0],
        role=_ROLES[role],
        sex=sex,
        birth_date=birth_date,
        index_child=index_child,
        starts=starts,
        given_name=given,
        family_name=last,
        cpr=cpr,
        changed=None if is_new else changed,
        left=before[0] if not is_new and "family_id" in changed else None,
    )
    return line, (role, str(now[5]))


def _counts(rows: int, new: int, changed: int, standing: int) -> Counts:
    return Counts(rows, new, changed, rows - new - changed, standing - rows)


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
