# SPDX-License-Identifier: EUPL-1.2
"""Who has looked at the person or written about them: what the family's own page shows, for whoever has no login too.

Names of staff are left out when somebody in the families has a protected address that whoever asks does not live at:
where somebody works can tell where a person lives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from familievej.access.models import EmergencyAccess, Telling
from familievej.access.trail_words import said
from familievej.base.dates import say_day, say_time
from familievej.gate.models import Attachment, AuditRow, StaffRole
from familievej.people.models import Household, Membership, Residence

if TYPE_CHECKING:
    import datetime as dt

    from familievej.access.subject_access.asked import Asked

SHOWN = ("read", "write", "reveal", "print", "export")


@dataclass(frozen=True)
class Look:
    """One row of the log."""

    at: dt.datetime
    when: str
    who: str
    what: str


def looks(asked: Asked) -> list[Look]:
    """The latest first. On the owner's connection."""
    names = not _is_protected_from(asked)
    return [_look(row, names=names) for row in _rows(asked)]


def _look(row: AuditRow, *, names: bool) -> Look:
    local = timezone.localtime(row.at)
    when = f"{say_day(local.date(), None)} {say_time(local)}"
    return Look(row.at, when, row.actor_name if names else "", str(said(row.action, row.verb)))


def _rows(asked: Asked) -> list[AuditRow]:
    staff = StaffRole.objects.filter(user_id=OuterRef("user_id"))
    subjects = [*asked.subjects, *asked.families]
    rows = AuditRow.objects.filter(
        Q(user_id__isnull=True) | Exists(staff), subjects__overlap=subjects, verb__in=SHOWN
    )
    # That something is kept from somebody, and an emergency that the family is not told of, stand in no answer.
    silent = {str(pk) for pk in asked.hidden}
    silent |= {str(pk) for pk in _pks(Attachment.objects.filter(record_id__in=asked.hidden))}
    untold = EmergencyAccess.objects.filter(told_at__isnull=True, family__in=asked.every_family)
    silent |= {str(pk) for pk in _pks(untold)}
    silent |= {str(pk) for pk in _pks(Telling.objects.filter(told_on__isnull=True))}
    if not asked.by_self:
        homes = Residence.objects.filter(person__in=_around(asked), category="protected_address")
        silent |= {str(pk) for pk in _pks(homes)}
        silent |= {str(pk) for pk in homes.values_list("household_id", flat=True)}
    rows = rows.exclude(object_table="gate_restriction").exclude(action="access.emergency_find_kept")
    for emergency in untold:
        rows = rows.exclude(user_id=emergency.user_id, at__range=(emergency.starts_at, emergency.ends_at))
    return list(rows.exclude(object_id__in=silent).order_by("-id"))


def _pks(rows: object) -> list[object]:
    return list(rows.values_list("pk", flat=True))  # type: ignore[attr-defined]


def _around(asked: Asked) -> list[object]:
    return list(Membership.objects.filter(family__in=asked.every_family).values_list("person_id", flat=True))


def _is_protected_from(asked: Asked) -> bool:
    own = Residence.objects.as_of(asked.day).filter(person=asked.receiver).values("household_id")
    protected = Residence.objects.as_of(asked.day).filter(
        person__in=[asked.person.pk, *_around(asked)], household__in=Household.objects.filter(protected=True)
    )
    return protected.exclude(household__in=own).exists()
