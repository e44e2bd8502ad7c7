# SPDX-License-Identifier: EUPL-1.2
"""``load``: fills an empty database with the demonstration municipality, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from familievej.analysis.targetgroup.country import Size
from familievej.analysis.targetgroup.country import generate as make_country
from familievej.demo.cpr import FictiveCpr
from familievej.demo.load.calendar import Calendar
from familievej.demo.load.courses import follow_the_method
from familievej.demo.load.family import FamilyMaker
from familievej.demo.load.organisation import family_personas, let_go, make_organisation
from familievej.demo.load.practice import adopt_start_set
from familievej.demo.load.register import give_life, import_register
from familievej.demo.load.timeline import Timeline
from familievej.demo.register import DEFAULT_SEED, generate
from familievej.demo.story import stories
from familievej.gate.models import User
from familievej.people.models import Family, Person

# Registers of a country that does not exist, for the page of the target group: half a second's work.
COUNTRY = Size(60_000, 400_000)
Told = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def load(told: Told) -> bool:
    """Load the municipality; False when it is there already, and then nothing is changed.

    Raises ImproperlyConfigured outside the demonstration and for a database with families of its own.
    """
    if not settings.FAMILIEVEJ_DEMO:
        raise ImproperlyConfigured("The demonstration municipality is loaded by `familievej demo` only.")
    if User.objects.filter(demo_persona__isnull=False).exists():
        return False
    if Family.objects.exists() or User.objects.exists():
        raise ImproperlyConfigured(
            "This database holds families or accounts already. Set FAMILIEVEJ_DATA_DIR to an empty folder "
            "for the demonstration."
        )
    with transaction.atomic():
        _fill(told)
    if not settings.FAMILIEVEJ_TARGETGROUP.exists():
        make_country(settings.FAMILIEVEJ_TARGETGROUP, COUNTRY, seed=DEFAULT_SEED)
    return True


def _fill(told: Told) -> None:
    organisation = make_organisation(Calendar(timezone.localdate()))
    adopted = adopt_start_set(organisation)
    register = generate(DEFAULT_SEED)
    import_register(register, organisation, told)
    give_life(DEFAULT_SEED, organisation, told)
    # The importer takes two persons with one number for the same: those of the stories have numbers of their own.
    cpr = FictiveCpr(Random(f"{DEFAULT_SEED}/stories"), taken=[person.cpr for person in register.persons])
    people: dict[tuple[str, str], Person] = {}
    for number, story in enumerate(stories()):
        told("Families told in full", number, len(stories()))
        made = FamilyMaker(story, organisation, cpr)
        made.make()
        Timeline(story, made, organisation).tell()
        people |= {(story.id, key): person for key, person in made.persons.items()}
    told("Families told in full", len(stories()), len(stories()))
    follow_the_method(adopted, organisation)
    family_personas(people)
    let_go(organisation)
