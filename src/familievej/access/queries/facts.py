# SPDX-License-Identifier: EUPL-1.2
"""The dated facts of consents, as the pure rule takes them. Whoever calls has been let through to the consents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection

from familievej.access.models import Answer, Consent, Signature, Withdrawal
from familievej.access.openness import Facts, Given, Needed, Taken

if TYPE_CHECKING:
    from uuid import UUID


def facts_of(consent: Consent) -> Facts:
    """Of one consent, as it stands now. Four queries."""
    signatures = list(consent.signatures.all())
    withdrawals = list(consent.withdrawals.all())
    replaced = Consent.objects.filter(replaces=consent).exists()
    return facts(consent, needed([consent.pk])[consent.pk], signatures, withdrawals, replaced=replaced)


def facts(
    consent: Consent,
    must: Iterable[Needed],
    signatures: Iterable[Signature],
    withdrawals: Iterable[Withdrawal],
    *,
    replaced: bool,
) -> Facts:
    """Put together what was read. No query."""
    return Facts(
        categories=frozenset(consent.categories),
        starts=consent.starts,
        ends=consent.ends,
        needed=tuple(must),
        given=tuple(Given(s.signer_id, s.answer == Answer.YES, s.turn, s.signed_at) for s in signatures),
        taken=tuple(Taken(w.by_id, frozenset(w.categories), w.turn) for w in withdrawals),
        replaced=replaced,
    )


def needed(consents: Iterable[UUID]) -> defaultdict[UUID, list[Needed]]:
    """Who must say yes to each consent, and in which days. One query."""
    found: defaultdict[UUID, list[Needed]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "select consent_id, signer_id, starts, ends from access_consent_needed(%s::uuid[])",
            [[str(consent) for consent in consents]],
        )
        for consent_id, signer, starts, ends in cursor.fetchall():
            found[consent_id].append(Needed(signer, starts, ends))
    return found
