# SPDX-License-Identifier: EUPL-1.2
"""The register's nine tables as last delivered, and the history of deliveries."""

from familievej.extract.models.register import (
    Activation,
    Attendance,
    ChildCase,
    IncomeSupport,
    PersonCost,
    ProgrammeCost,
    Rating,
    RegisteredFamily,
    RegisteredPerson,
)
from familievej.extract.models.run import ImportRun, State

__all__ = [
    "Activation", "Attendance", "ChildCase", "ImportRun", "IncomeSupport", "PersonCost", "ProgrammeCost", "Rating",
    "RegisteredFamily", "RegisteredPerson", "State",
]  # fmt: skip
