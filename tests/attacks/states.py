# SPDX-License-Identifier: EUPL-1.2
"""Every state that a consent can be in, with what it must open for the job centre, written down by hand.

``opens`` says whom (a name of the cast, or "family") and which categories. The job centre's people are Ole, who knows
nobody, and Bo, who coordinates another family.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from tests.attacks.world import Marked, asked
from tests.cast import SYSTEM, Cast

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.access.models import Consent
from familievej.gate.acting import acting
from familievej.gate.categories import Category
from familievej.people import actions as people
from familievej.people.subjects import refold_around

RECEIVERS = ("colleague", "outsider")
PLAN, SCHOOL, NAMES = Category.PLAN, Category.SCHOOL, Category.FAMILY_RELATIONS
PERSON_OF = {"parent": "mother", "other_parent": "father", "young_person": "youth"}
Opens = Mapping[str, frozenset[Category]]


@dataclass(frozen=True)
class State:
    """``make`` brings Maria's family into the state, through the actions of the room.

    ``team`` is who works in the area of the course while in its team;
    ``emergency`` is the role that opened one; ``guardian`` is who has custody of Anton besides his parents;
    not ``by_consent`` where something else than the answers opens or closes it.
    """

    name: str
    make: Callable[[Cast], object]
    opens: Opens = field(default_factory=dict)
    emergency: str = ""
    team: str = ""
    guardian: str = ""
    by_consent: bool = True

    def __str__(self) -> str:
        return self.name

    def enter(self, world: Marked) -> None:
        """Bring about the state; the word of a consent is that of the newest."""
        self.make(world.cast)
        world.words.pop(world.word("consent"), None)
        if newest := asked(world):
            world.mark("consent", newest)


def ask(cast: Cast, about: str = "child", *categories: Category, starts: int = 0) -> Consent:
    """Karin asks whether the job centre may know."""
    first = timezone.localdate() + dt.timedelta(days=starts)
    return access.consent_ask(
        actor=cast.actor("coordinator"),
        family=cast.family,
        person=getattr(cast, about) if about != "family" else None,
        categories=categories or (PLAN, SCHOOL),
        to=[To(unit=cast.other_unit)],
        purpose=Marked(cast).word("consent"),
        starts=first,
        ends=first + dt.timedelta(days=300),
    )


def say(cast: Cast, consent: Consent, *roles: str, answer: str = "yes") -> Consent:
    """Each with the own login."""
    for role in roles:
        signer = getattr(cast, PERSON_OF[role])
        access.consent_sign(actor=cast.actor(role), consent=consent, signer=signer, answer=answer)
    return consent


def take_back(cast: Cast, consent: Consent, role: str, *categories: Category) -> Consent:
    """Wholly without ``categories``."""
    by = getattr(cast, PERSON_OF[role])
    access.consent_withdraw(actor=cast.actor(role), consent=consent, by=by, categories=categories or None)
    return consent


def given(cast: Cast) -> Consent:
    """Both of Anton's parents said yes to the plan and the school."""
    return say(cast, ask(cast), "parent", "other_parent")


def anew(cast: Cast, old: Consent) -> Consent:
    """The same with other words: a new version, which nobody has answered."""
    today = timezone.localdate()
    return access.consent_renegotiate(
        actor=cast.actor("coordinator"),
        consent=old,
        categories=[SCHOOL],
        to=[To(unit=cast.other_unit)],
        purpose=Marked(cast).word("consent"),
        starts=today,
        ends=today + dt.timedelta(days=300),
    )


def _ended(cast: Cast) -> None:
    consent, today = given(cast), timezone.localdate()
    Consent.objects.filter(pk=consent.pk).update(starts=today - dt.timedelta(days=30), ends=today)
    refold_around(families=[cast.family.pk])


def _birthday(cast: Cast, years: int, days: int) -> None:
    given(cast)
    day = timezone.localdate() + dt.timedelta(days=days)
    born = day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)
    people.person_update(actor=SYSTEM, person=cast.child, edition=1, birth_date=born)


def _new_holder(cast: Cast) -> None:
    given(cast)
    today = timezone.localdate()
    people.custody_set(actor=SYSTEM, child=cast.child, holder=cast.stranger, kind="guardian", starts=today)


def _only_an_area(cast: Cast) -> None:
    consent = given(cast)
    consent.from_areas.set([cast.area])
    refold_around(families=[cast.family.pk])


def _by_law(cast: Cast) -> None:
    basis = access.legal_basis_add(
        actor=SYSTEM, code="x", paragraph="§ 1", scope="s", starts=dt.date(2020, 1, 1)
    )
    access.disclosure_make(
        actor=cast.actor("coordinator"),
        family=cast.family,
        person=cast.mother,
        categories=[Category.EMPLOYMENT],
        to=To(unit=cast.other_unit),
        purpose="Mor vil arbejde",
        legal_basis=basis,
        ends_at=timezone.now() + dt.timedelta(days=9),
    )


def _emergency(cast: Cast) -> None:
    actor = cast.actor("outsider")
    with acting(actor):
        access.emergency_open(actor=actor, family_id=cast.family.pk, reason="Et barn er alene")


def _left(cast: Cast) -> None:
    given(cast)
    for role in RECEIVERS:
        for post in getattr(cast, role).staff_roles.all():
            access.role_end(actor=SYSTEM, staff_role=post, day=timezone.localdate())
            unit = cast.unit
            access.role_give(
                actor=SYSTEM, user=post.user, unit=unit, role=post.role, starts=timezone.localdate()
            )


def _opens(*categories: Category, about: str = "child") -> Opens:
    return {about: frozenset(categories)}


STATES = (
    State("nobody was asked", lambda cast: None),
    State("asked", ask),
    State("one of two said yes", lambda cast: say(cast, ask(cast), "parent")),
    State("the father refused", lambda cast: say(cast, say(cast, ask(cast), "parent"), "other_parent", answer="no")),
    State("both said yes", given, _opens(PLAN, SCHOOL)),
    State(
        "both said yes, to the name too",
        lambda cast: say(cast, ask(cast, "child", NAMES, PLAN), "parent", "other_parent"),
        _opens(NAMES, PLAN),
    ),
    State("a no after a yes", lambda cast: say(cast, given(cast), "other_parent", answer="no")),
    State("a part was taken back", lambda cast: take_back(cast, given(cast), "parent", PLAN), _opens(SCHOOL)),
    State("taken back", lambda cast: take_back(cast, given(cast), "parent")),
    State(
        "taken back, and yes from the other",
        lambda cast: say(cast, take_back(cast, given(cast), "parent"), "other_parent"),
    ),
    State(
        "taken back and given anew",
        lambda cast: say(cast, take_back(cast, given(cast), "parent"), "parent"),
        _opens(PLAN, SCHOOL),
    ),
    State("it has ended", _ended),
    State("it begins tomorrow", lambda cast: say(cast, ask(cast, starts=1), "parent", "other_parent")),
    State("asked anew", lambda cast: anew(cast, given(cast))),
    State(
        "asked anew and answered",
        lambda cast: say(cast, anew(cast, given(cast)), "parent", "other_parent"),
        _opens(SCHOOL),
    ),
    State(
        "about the family together",
        lambda cast: say(cast, ask(cast, "family", NAMES, PLAN), "parent", "young_person"),
        _opens(NAMES, PLAN, about="family"),
    ),
    State("the young person has not answered", lambda cast: say(cast, ask(cast, "family", NAMES, PLAN), "parent")),
    State(
        "the young person alone decides",
        lambda cast: say(cast, ask(cast, "youth"), "young_person"),
        _opens(PLAN, SCHOOL, about="youth"),
    ),
    State("the child is fifteen today", lambda cast: _birthday(cast, 15, 0)),
    State("the child is fifteen tomorrow", lambda cast: _birthday(cast, 15, 1), _opens(PLAN, SCHOOL)),
    State("somebody new has custody", _new_holder, guardian="stranger"),
    State("only one area's records", _only_an_area, by_consent=False),
    State("they no longer work in the unit", _left, by_consent=False, team="outsider"),
    State("shared on a paragraph", _by_law, _opens(Category.EMPLOYMENT, about="mother"), by_consent=False),
    State("an emergency", _emergency, emergency="outsider"),
)  # fmt: skip
