# SPDX-License-Identifier: EUPL-1.2
"""A register is asked by SQL that is kept, and its keys are looked up whatever they are."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from tests.analysis.targetgroup.world import YEAR, World, family, target

from familievej.analysis.targetgroup.counts import count
from familievej.analysis.targetgroup.keys import DirtyKeys
from familievej.analysis.targetgroup.register import open_folder
from familievej.analysis.targetgroup.rulesfile import default
from familievej.analysis.targetgroup.tables import TABLES, Kind


def vulnerable_family() -> World:
    return family(child=2012).had("child", "home_based").had("mother", "disability_pension")


def test_the_sql_that_is_kept_answers_only_the_same_question(tmp_path: Path) -> None:
    world = vulnerable_family()
    for _ in range(2):
        assert target(world.count(tmp_path)) == (1, 1)
        assert target(world.count(tmp_path, at_least=2)) == (0, 0)
        assert target(world.count(tmp_path, year=YEAR - 1)) == (0, 0)
    # The same question again, of what the register says now.
    assert target(world.had("father", "conviction").count(tmp_path)) == (1, 2)


def test_keys_of_text_count_the_same_beside_keys_of_numbers(tmp_path: Path) -> None:
    world = vulnerable_family()
    expected = world.count(tmp_path)
    for table in TABLES.values():
        keys = [one.name for one in table.columns if one.kind is Kind.KEY]
        path = tmp_path / f"{table.name}.parquet"
        pl.read_parquet(path).with_columns(pl.format("K{}", key).alias(key) for key in keys).write_parquet(
            path
        )
    with open_folder(tmp_path) as register:
        assert count(default(), YEAR, register).fingerprint == expected.fingerprint


def test_keys_that_lead_nowhere_are_told_of_every_table_whatever_their_width(tmp_path: Path) -> None:
    world = vulnerable_family()
    world.keys["nobody"], world.keys["nobody else"] = 98, 99
    world.legal("nobody", "mother", "nobody else").live(2, "nobody").had(
        "nobody else", "placement", "placement"
    )
    world.cost("nobody", 10).status("nobody", "employment", YEAR)
    world.write(tmp_path)
    events = tmp_path / "events.parquet"
    pl.read_parquet(events).with_columns(pl.col("person_id").cast(pl.Int32)).write_parquet(events)
    with open_folder(tmp_path) as register:
        assert count(default(), YEAR, register).dirty == (
            DirtyKeys("relations", "child_id", 2, 1),
            DirtyKeys("relations", "parent_id", 1, 1),
            DirtyKeys("residences", "person_id", 1, 1),
            DirtyKeys("events", "person_id", 2, 1),
            DirtyKeys("costs", "person_id", 1, 1),
            DirtyKeys("weekly_status", "person_id", 1, 1),
        )
