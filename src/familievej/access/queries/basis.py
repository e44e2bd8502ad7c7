# SPDX-License-Identifier: EUPL-1.2
"""The few facts behind a grant that its holder may know, read by functions of the database that tell no more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class ConsentFacts:
    """Who said yes (called-by names), the day of the last yes, and the last day's morrow."""

    who: str
    day: dt.date
    until: dt.date


def facts_of_consent(consent_id: UUID) -> ConsentFacts:
    """For a holder of a grant from the consent. Raises LookupError for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("select names, signed_at, until from access_basis_of_consent(%s)", [str(consent_id)])
        row = cursor.fetchone()
    if row is None:
        raise LookupError(consent_id)
    names, signed_at, until = row
    return ConsentFacts(", ".join(names), timezone.localdate(signed_at), until)


def paragraph_of_disclosure(disclosure_id: UUID) -> str:
    """The law and paragraph, for a holder of a grant from the disclosure; empty for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("select access_paragraph_of_disclosure(%s)", [str(disclosure_id)])
        row = cursor.fetchone()
    return (row[0] if row else "") or ""
