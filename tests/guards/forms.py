# SPDX-License-Identifier: EUPL-1.2
"""A form that is not finished, something to examine and a statement that is asked for, in Maria's family."""

from __future__ import annotations

import datetime as dt
from functools import cache

from django.utils import timezone
from tests.cast import LONG_AGO, SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.models import LegalBasis
from familievej.forms import actions
from familievej.forms.models import Answer, Claim, Filling, Statement
from familievej.gate.categories import Category
from familievej.practice.actions import model_adopt
from familievej.practice.models import AdoptedModel
from familievej.practice.schema.load import Loaded
from familievej.practice.shipped import load_shipped


@cache
def start() -> Loaded:
    """The start set, read once."""
    return load_shipped("start")


def adopted() -> AdoptedModel:
    """The start set, to begin in thirty years: no course of the cast follows it."""
    found = AdoptedModel.objects.first()
    later = timezone.localdate() + dt.timedelta(days=30 * 365)
    return found or model_adopt(actor=SYSTEM, loaded=start(), owner="Styregruppen", starts=later)


def open_filling(cast: Cast) -> Filling:
    """The second version, with one answer about what cannot wait."""
    found = Filling.objects.filter(family=cast.family, finished_at__isnull=True).first()
    if found is None:
        finished_filling(cast)
        found = filling(cast)
    return found


def finished_filling(cast: Cast) -> Filling:
    """The first version, finished: the family sees it too."""
    found = Filling.objects.filter(family=cast.family, finished_at__isnull=False).first()
    if found is None:
        found = filling(cast)
        found.finished_at = timezone.now()
        found.save()
    return found


def filling(cast: Cast, text: str = "Vi skal ud den første") -> Filling:
    """A first dialogue of the family, with one answer."""
    made = Filling.objects.create(
        course=cast.course, family=cast.family, adopted=adopted(), form="foerste-dialog", name="Den første dialog",
        number=Filling.objects.filter(course=cast.course).count() + 1,
    )  # fmt: skip
    Answer.objects.create(
        filling=made, family=cast.family, section="haster", field="bolig", subject_id=cast.family.pk,
        category=Category.PLAN, own_words="family", value=text, written_by_name="Karin",
    )  # fmt: skip
    return made


def claim(cast: Cast) -> Claim:
    """About the family."""
    found = Claim.objects.filter(family=cast.family).first()
    return found or actions.claim_add(actor=SYSTEM, course=cast.course, said="Vi kan ikke få læge")


def law() -> LegalBasis:
    """A paragraph that lets somebody be asked."""
    found = LegalBasis.objects.filter(code="ask").first()
    return found or access.legal_basis_add(
        actor=SYSTEM, code="ask", paragraph="barnets lov § 18", scope="Udtalelser", starts=LONG_AGO
    )


def statement(cast: Cast) -> Statement:
    """From the school, about the child."""
    found = Statement.objects.filter(family=cast.family).first()
    today = timezone.localdate()
    return found or actions.statement_ask(
        actor=SYSTEM, course=cast.course, category="school", partner="Klasselæreren", question="Trivsel",
        basis=law(), asked_on=today, due_on=today, person=cast.child,
    )  # fmt: skip
