# SPDX-License-Identifier: EUPL-1.2
"""A municipality that works by the start set of the library, and a family with a place in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.utils import timezone
from tests.cast import SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.access.models import Consent, Signature
from familievej.course import actions as course
from familievej.course.models import Course
from familievej.forms import actions as forms
from familievej.forms.queries import form_of, people_of
from familievej.forms.slots import slots
from familievej.gate.models import User
from familievej.people import actions as people
from familievej.people.models import Family
from familievej.practice.actions import model_adopt
from familievej.practice.models import AdoptedModel
from familievej.practice.queries import Offered
from familievej.practice.schema.programme import Programme
from familievej.practice.shipped import load_shipped

ADOPTED = dt.date(2025, 1, 1)
WHOLE, EARLY, TWELVE = "sammenhaengende-indsats", "tidlig-forebyggelse", "intensiv-hjemmeindsats"


def days(number: int) -> dt.date:
    """Counted from today."""
    return timezone.localdate() + dt.timedelta(days=number)


def consent_open(cast: Cast, made: Course) -> None:
    """A parent of the family has said yes, on the coordinator's screen, to share the plan with the jobcentre."""
    karin = cast.actor("coordinator")
    parent = people.person_create(actor=SYSTEM, given_name="Mor", family_name="Ja", sex="F")
    people.member_add(actor=SYSTEM, family=made.family, person=parent, role="parent", starts=ADOPTED)
    asked = access.consent_ask(
        actor=karin, family=made.family, person=parent, categories=["plan"], to=[To(unit=cast.other_unit)],
        purpose="At hjælpe", starts=made.starts, ends=days(90),
    )  # fmt: skip
    access.consent_sign(actor=karin, consent=asked, signer=parent, answer="yes", witness=cast.coordinator)
    # A course that is written down afterwards had its consent from the first day, on paper.
    earlier = timezone.now() - (timezone.localdate() - made.starts)
    Consent.objects.filter(pk=asked.pk).update(asked_at=earlier)
    Signature.objects.filter(consent=asked).update(signed_at=earlier)


@dataclass
class Town:
    """The cast, and the start set adopted."""

    cast: Cast
    adopted: AdoptedModel

    def programme(self, name: str = WHOLE) -> Programme:
        """One programme of it."""
        found = self.adopted.model.programme(name)
        assert found is not None
        return found

    def family(self, name: str = "Familien Ny") -> Family:
        """A family without a course."""
        family = people.family_create(actor=SYSTEM, name=name)
        person = people.person_create(actor=SYSTEM, given_name=f"Mor {name}", family_name="Ny", sex="F")
        people.member_add(actor=SYSTEM, family=family, person=person, role="parent", starts=ADOPTED)
        return family

    def allocated(
        self, programme: str = WHOLE, starts: dt.date | None = None, name: str = "Familien Ny"
    ) -> Course:
        """A course that waits to begin, coordinated by Karin."""
        return course.course_start(
            actor=SYSTEM, family=self.family(name), unit=self.cast.unit, starts=starts or days(-60),
            offered=Offered(self.adopted, self.programme(programme)), coordinator=self.cast.coordinator,
            reason="Kender familien",
        )  # fmt: skip

    def running(
        self, programme: str = WHOLE, starts: dt.date | None = None, name: str = "Familien Ny"
    ) -> Course:
        """A course that has begun, past an optional phase 0."""
        made = self.allocated(programme, starts, name)
        phase = next(phase.id for phase in self.programme(programme).road() if phase.deadlines)
        self.meet(made, "start")
        course.course_begin(
            actor=SYSTEM, course=made, day=made.starts, phase=phase, access_agreement="Ring 10–15"
        )
        return made

    def meet(self, made: Course, move: str, into: str | None = None) -> None:
        """Write down everything that the gates of a move ask for."""
        for gate in self.programme(made.programme_key).gates_of(move, into):  # type: ignore[arg-type]  # a Move
            for need in gate.needs:
                self.met(made, str(need))

    def met(self, made: Course, need: str) -> None:
        """One thing is there: the team by a member, what rooms know by themselves by its row, the rest in words."""
        if need.startswith("form:") or need == "assessment":
            self._finished(made, need.partition(":")[2] or "udredning")
            return
        if need == "team":
            course.team_add(
                actor=SYSTEM,
                course=made,
                role="raadgiver",
                role_name="Rådgiver",
                name="Hanne",
                day=made.starts,
            )
        elif need not in {
            "coordinator",
            "access_agreement",
            "reason",
            "remaining_need",
            "way_on",
            "consent",
            "plan",
        }:
            course.met_add(actor=SYSTEM, course=made, need=need, words="Det er der", day=made.starts)

    def _finished(self, made: Course, form: str) -> None:
        """A form that is finished, although much is left out."""
        filling = forms.filling_begin(actor=SYSTEM, course=made, form=form)
        slot = next(
            slots(self.adopted.model, form_of(filling), people_of(SYSTEM, made.family_id, made.starts))
        )
        forms.answers_save(actor=SYSTEM, filling=filling, edition=filling.edition, answers={slot: "Ro"})
        forms.filling_finish(actor=SYSTEM, filling=filling, slots=[slot], left_out="Kun det vigtigste")


@pytest.fixture
def town(cast: Cast) -> Town:
    """Adopted for every test anew."""
    adopted = model_adopt(actor=SYSTEM, loaded=load_shipped("start"), owner="Lene Leder", starts=ADOPTED)
    return Town(cast, adopted)


def second_coordinator(cast: Cast) -> User:
    """Kirsten, in Karin's unit."""
    user = access.account_create(
        actor=SYSTEM, email="kirsten@example.com", name="Kirsten Kollega", password="x" * 16
    )
    access.role_give(actor=SYSTEM, user=user, unit=cast.unit, role="coordinator", starts=ADOPTED)
    return user
