# SPDX-License-Identifier: EUPL-1.2
"""A made-up register extract: nine tables whose counts are those that a published evaluation prints.

Built by our own rules from ``published.toml``; no row of it stems from a real register. What is exact:
numbers of families, persons, boys, cohorts and closed courses; mean ages to the printed decimal; children
with a case by year, closed cases, free places, family treatment of the first cohort; costs by account
function in the year before the start; the programme's accounts. Support, activation, day care and ratings
follow the published shape.
"""

from random import Random

from familievej.demo.register.cases import make_cases
from familievej.demo.register.costs import make_costs, programme_costs
from familievej.demo.register.daycare import make_attendance
from familievej.demo.register.people import make_people
from familievej.demo.register.ratings import make_ratings
from familievej.demo.register.support import make_support
from familievej.demo.register.tables import Register

__all__ = ["DEFAULT_SEED", "Register", "generate"]

DEFAULT_SEED = 2020


def generate(seed: int = DEFAULT_SEED) -> Register:
    """The extract of one seed: the same seed always gives the same rows."""

    def stream(table: str) -> Random:
        # One stream a table: a change in one leaves the others as they were. No secret hangs on it.
        return Random(f"{seed}/{table}")

    families, persons = make_people(stream("people"), stream("cpr"))
    support, activation = make_support(stream("support"), families, persons)
    cases = make_cases(stream("cases"), families, persons)
    return Register(
        families=families,
        persons=persons,
        income_support=support,
        activation=activation,
        child_cases=cases,
        attendance=make_attendance(stream("daycare"), persons),
        person_costs=make_costs(stream("costs"), families, persons, support, activation, cases),
        programme_costs=programme_costs(),
        ratings=make_ratings(stream("ratings"), families, persons),
    )
