# SPDX-License-Identifier: EUPL-1.2
"""What one may not see changes nothing of what one gets: no count, order, page, search or filter tells of it."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.utils import timezone
from tests.attacks.pages import Visitors, read
from tests.attacks.world import Marked
from tests.cast import LONG_AGO, SYSTEM, Cast

from familievej.course import actions as course
from familievej.followup import actions as followup
from familievej.people import actions as people
from familievej.plan import actions as plan

pytestmark = pytest.mark.django_db
TODAY = "/"
# Every way to narrow, order and turn pages that the list of families has, with words that stand in Maria's family.
LISTS = tuple(
    f"/families/?{query}"
    for query in (
        "", "q=Maria", "q=Mari", "q=Anton", "q=Thygesen", "q=Ny+pige", "sort=name", "sort=-name", "sort=since",
        "sort=-since", "sort=next", "sort=-next", "sort=password", "page=2", "page=0", "page=999999999999",
        "course=running", "course=closed", "programme=Helhedsorienteret+indsats", "programme=Hemmeligt",
        "q=%25", "q=_", "q=%27", "q=%00",
    )
)  # fmt: skip
OWN = ("/our-plan/", "/who-may-know/", "/who-has-looked/")
# By role: the pages that they open, none of which may tell of what is not theirs.
LOOKS = {
    "colleague": (TODAY, *LISTS, "/shared-with-me/"),
    "outsider": (TODAY, *LISTS[:10], "/shared-with-me/"),
    "administrator": (TODAY, *LISTS[:4]),
    "other_parent": OWN,
}
CHANGING = re.compile(r"[A-Za-z0-9]{64}|[0-9a-f]{8}-[0-9a-f-]{27}|\d\d[:.]\d\d")


def _said(visitors: Visitors, role: str) -> dict[str, tuple[int, str]]:
    """Status and text of each page, without what is new in every answer."""
    answers = {where: visitors.get(role, where) for where in LOOKS[role]}
    return {where: (a.status_code, CHANGING.sub("", read(a))) for where, a in answers.items()}


def _more_of_the_family(cast: Cast) -> None:
    """As much as can happen in a family that one does not see."""
    today, soon = timezone.localdate(), timezone.now() + dt.timedelta(hours=3)
    people.family_update(actor=SYSTEM, family=cast.family, edition=1, name="Aa, først i alt")
    girl = people.person_create(actor=SYSTEM, given_name="Ny pige", family_name="Thygesen", sex="F")
    people.member_add(actor=SYSTEM, family=cast.family, person=girl, role="child", starts=LONG_AGO)
    followup.contact_add(actor=SYSTEM, family=cast.family, kind="meeting", planned_at=soon, place="Hos Søren")
    followup.note_add(actor=SYSTEM, family=cast.family, person=cast.mother, text="Søren Sørensen")
    step = plan.StepInput
    goal = {
        "plan": cast.plan,
        "words": "Søren",
        "shared": False,
        "steps": [step(uuid.uuid4(), "x", "y", today)],
    }
    plan.goal_add(actor=SYSTEM, person=cast.mother, **goal)  # type: ignore[arg-type]
    more = people.family_create(actor=SYSTEM, name="Søren og hans")
    people.member_add(actor=SYSTEM, family=more, person=girl, role="child", starts=LONG_AGO)
    course.course_start(
        actor=SYSTEM, family=more, unit=cast.unit, programme="Hemmeligt", starts=LONG_AGO,
        coordinator=cast.coordinator, reason="x",
    )  # fmt: skip


@pytest.mark.parametrize("role", LOOKS)
def test_what_happens_in_a_family_changes_nothing_for_whoever_may_not_see_it(
    world: Marked, visitors: Visitors, role: str
) -> None:
    before = _said(visitors, role)
    _more_of_the_family(world.cast)
    assert _said(visitors, role) == before


def test_the_probe_sees_a_change_that_is_theirs(world: Marked, visitors: Visitors) -> None:
    """Else the test above would be true of a page that never changes."""
    before = CHANGING.sub("", read(visitors.get("colleague", "/families/")))
    cast = world.cast
    people.family_update(actor=SYSTEM, family=cast.other_family, edition=1, name="Aa, nu et andet navn")
    assert CHANGING.sub("", read(visitors.get("colleague", "/families/"))) != before


def test_a_cpr_number_that_somebody_else_has_is_answered_as_one_that_nobody_has(
    world: Marked, visitors: Visitors
) -> None:
    with_family = people.cpr_reveal(actor=SYSTEM, person=world.cast.child)
    nobody = with_family[:-1] + ("1" if with_family[-1] != "1" else "2")
    answers = [
        CHANGING.sub("", read(visitors.post("colleague", "/families/by-cpr/", {"cpr": number})))
        for number in (with_family, nobody)
    ]
    assert answers[0] == answers[1]
