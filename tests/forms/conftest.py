# SPDX-License-Identifier: EUPL-1.2
"""The cast's family, whose course follows the start set of the library."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.guards.forms import start

from familievej.course.models import Course
from familievej.forms import actions
from familievej.forms.models import Filling
from familievej.forms.queries import form_of, people_of
from familievej.forms.slots import Slot, slots
from familievej.gate.acting import acting
from familievej.practice.actions import model_adopt

ADOPTED = dt.date(2025, 1, 1)


@dataclass
class Desk:
    """``course`` is that of the cast's family."""

    cast: Cast
    course: Course

    def slots(self, filling: Filling) -> dict[str, Slot]:
        """Every place of the form, by its key."""
        people = people_of(SYSTEM, filling.family_id, timezone.localdate())
        return {slot.key: slot for slot in slots(filling.adopted.model, form_of(filling), people)}

    def begin(self, form: str = "foerste-dialog") -> Filling:
        """The coordinator begins a form."""
        with acting(self.cast.actor("coordinator")):
            return actions.filling_begin(actor=self.cast.actor("coordinator"), course=self.course, form=form)

    def write(self, filling: Filling, said_anew: tuple[str, ...] = (), **values: Any) -> Filling:
        """The coordinator writes; ``__`` stands for the full stop of a key."""
        filling.refresh_from_db()
        there = self.slots(filling)
        answers = {there[key.replace("__", ".").replace("_", "-")]: value for key, value in values.items()}
        actor = self.cast.actor("coordinator")
        with acting(actor):
            return actions.answers_save(
                actor=actor, filling=filling, edition=filling.edition, answers=answers, said_anew=said_anew
            )

    def finish(self, filling: Filling, left_out: str = "") -> Filling:
        """The coordinator finishes it."""
        actor = self.cast.actor("coordinator")
        with acting(actor):
            return actions.filling_finish(
                actor=actor, filling=filling, slots=list(self.slots(filling).values()), left_out=left_out
            )


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """The start set is adopted, and the family's course bound to it."""
    adopted = model_adopt(actor=SYSTEM, loaded=start(), owner="Styregruppen", starts=ADOPTED)
    Course.objects.filter(family=cast.family, ends__isnull=True).update(
        adopted=adopted, programme_key="sammenhaengende-indsats"
    )
    return Desk(cast, Course.objects.get(family=cast.family, ends__isnull=True))
