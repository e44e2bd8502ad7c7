# SPDX-License-Identifier: EUPL-1.2
"""Spark in local mode counts the same. Collected where Spark can run (conftest.py): ``make spark``."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import pytest
from pyspark.sql import SparkSession

from familievej.analysis.targetgroup.country import Size, generate
from familievej.analysis.targetgroup.counts import count
from familievej.analysis.targetgroup.register import open_database, open_folder
from familievej.analysis.targetgroup.rulesfile import default
from familievej.analysis.targetgroup.tables import TABLES

YEAR = 2022
# A small country: starting, planning and compiling take the time, not the rows.
QUICK = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.memory": "1g",
    "spark.ui.showConsoleProgress": "false",
}


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    logging.getLogger("py4j").setLevel("WARNING")  # it says good-bye after the log is closed
    builder: Any = SparkSession.builder
    started = builder.master("local[2]").config(map=QUICK).getOrCreate()
    yield started
    started.stop()


# Spark 4.3 asks pandas 3 for what pandas 4 will no longer have.
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_spark_counts_the_same(session: SparkSession, tmp_path: Path) -> None:
    generate(tmp_path, Size(3_000, 10_000), seed=3)
    for name in TABLES:
        path = tmp_path / name if (tmp_path / name).is_dir() else tmp_path / f"{name}.parquet"
        session.read.parquet(str(path)).createOrReplaceTempView(name)
    with open_folder(tmp_path) as register:
        expected = count(default(), YEAR, register)
    found = count(default(), YEAR, open_database(ibis.pyspark.connect(session), "spark"))
    assert expected.total("persons", "child", True) > 5
    assert found.fingerprint == expected.fingerprint
