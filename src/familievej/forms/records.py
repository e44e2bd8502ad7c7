# SPDX-License-Identifier: EUPL-1.2
"""Answers and claims, as the pages of hiding know them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familievej.access.records import RecordKind
from familievej.forms.models import Answer, Claim, Statement
from familievej.forms.slots import as_text

if TYPE_CHECKING:
    from django.db.models import Model


def _answer_page(family_id: UUID, answer: Answer) -> str:
    return f"{reverse('forms:read', args=[family_id, answer.filling_id])}#answer-{answer.pk}"


def _case_page(family_id: UUID, record: Model) -> str:
    return f"{reverse('forms:case', args=[family_id])}#{record._meta.model_name}-{record.pk}"


KINDS = (
    RecordKind(
        slug="answer", label=_("an answer"), model=Answer, of_family="family_id",
        text=lambda answer: as_text(answer.value), page=_answer_page, papers=False,
    ),
    RecordKind(
        slug="claim", label=_("what must be examined"), model=Claim, of_family="family_id",
        text=lambda claim: claim.said or claim.supposed, page=_case_page, papers=False,
    ),
    RecordKind(
        slug="statement", label=_("a statement from others"), model=Statement, of_family="family_id",
        text=lambda one: f"{one.partner}: {one.question}", page=_case_page,
    ),
)  # fmt: skip
