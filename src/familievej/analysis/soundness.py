# SPDX-License-Identifier: EUPL-1.2
"""What must hold for tables before anything is counted: a doubled or homeless row is refused, never counted
quietly."""

from __future__ import annotations

import polars as pl

from familievej.analysis.tables import Tables
from familievej.analysis.words import N_, Refused, Text

# What identifies a row; a test holds these against the definition of the extract.
KEYS: dict[str, tuple[str, ...]] = {
    "families": ("family_id",),
    "persons": ("person_id",),
    "income_support": ("person_id", "month", "category"),
    "activation": ("person_id", "month", "kind"),
    "child_cases": ("person_id", "kind", "start_date", "source_system"),
    "attendance": ("person_id", "month"),
    "person_costs": ("person_id", "month", "account_function"),
    "programme_costs": ("year", "kind"),
    "ratings": ("person_id", "rater", "instrument", "date"),
}


def refuse_unsound(tables: Tables) -> None:
    """Raises ``Refused`` when there is no family, a row is doubled, or a row is about nobody in the
    extract."""
    if tables.families.is_empty() or tables.persons.is_empty():
        raise Refused(Text(N_("There is no family in these data: nothing can be counted.")))
    for name, key in KEYS.items():
        frame: pl.DataFrame = getattr(tables, name)
        if doubled := frame.height - frame.select(key).unique().height:
            raise Refused(
                Text(
                    N_("%(table)s: %(rows)s rows are there twice (the same %(key)s). Deliver each row once."),
                    {"table": name, "rows": doubled, "key": ", ".join(key)},
                )
            )
    _refuse_strangers(tables, "persons", "family_id", tables.families)
    for name in ("income_support", "activation", "child_cases", "attendance", "person_costs", "ratings"):
        _refuse_strangers(tables, name, "person_id", tables.persons)


def _refuse_strangers(tables: Tables, name: str, column: str, known: pl.DataFrame) -> None:
    frame: pl.DataFrame = getattr(tables, name)
    strangers = frame.select(column).unique().join(known.select(column), on=column, how="anti").height
    if strangers:
        raise Refused(
            Text(
                N_("%(table)s: %(number)s values of %(column)s are not known in the extract."),
                {"table": name, "number": strangers, "column": column},
            )
        )
