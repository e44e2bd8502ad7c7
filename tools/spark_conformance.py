# SPDX-License-Identifier: EUPL-1.2
"""Asks Spark in local mode for the same hash of the target group as DuckDB: ``make spark``. Exit code 1 when not."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import ibis
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from pyspark.sql import SparkSession

from familievej.analysis.targetgroup.country import Size, generate
from familievej.analysis.targetgroup.measures import PLACE, counted
from familievej.analysis.targetgroup.population import Sources
from familievej.analysis.targetgroup.register import fitted, open_folder
from familievej.analysis.targetgroup.rulesfile import default
from familievej.analysis.targetgroup.tables import TABLES

YEAR = 2022


def bit_or(self: Any, _op: Any, *, arg: Any, where: Any) -> Any:
    """Spark has the function; Ibis 12 does not know that."""
    return self.agg.bit_or(arg, where=where)


def fingerprint(rows: list[dict[str, Any]]) -> str:
    """As ``Counts.fingerprint``."""
    plain = [
        {name: value if isinstance(value, str) else int(value) for name, value in row.items()} for row in rows
    ]
    plain.sort(key=lambda row: tuple(row[name] for name in PLACE))
    written = json.dumps([sorted(row.items()) for row in plain], separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def main() -> int:
    """One small country, two engines."""
    PySparkCompiler.visit_BitOr = bit_or
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        generate(folder, Size(6_000, 20_000), seed=3)
        engine = ibis.pyspark.connect(session)
        found = {}
        for name, table in TABLES.items():
            path = folder / name if (folder / name).is_dir() else folder / f"{name}.parquet"
            session.read.parquet(str(path)).createOrReplaceTempView(name)
            found[name] = fitted(engine.table(name), table, name)
        spark = fingerprint(counted(default(), YEAR, Sources(**found)).execute().to_dict("records"))
        with open_folder(folder) as register:
            duckdb = fingerprint(register.frame(counted(default(), YEAR, register.sources)).to_dicts())
    session.stop()
    sys.stdout.write(f"spark  {spark}\nduckdb {duckdb}\n")
    return int(spark != duckdb)


if __name__ == "__main__":
    sys.exit(main())
