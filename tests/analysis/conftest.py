# SPDX-License-Identifier: EUPL-1.2
"""Extracts to count on: those of the demonstration (three seeds with the published counts), and small ones by
hand."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from familievej.analysis.evaluation.run import Evaluation, evaluate
from familievej.analysis.reading import read_folder
from familievej.analysis.tables import Tables
from familievej.demo.register import DEFAULT_SEED, generate

SEEDS = (DEFAULT_SEED, 1, 7)
PUBLISHED = Path(__file__).parent.parent / "reference" / "published.toml"


@cache
def made_up(seed: int) -> Tables:
    """The demonstration extract of one seed, through its files."""
    with TemporaryDirectory() as folder:
        generate(seed).write(Path(folder))
        return read_folder(Path(folder))


@cache
def evaluated(seed: int) -> Evaluation:
    """Its evaluation by the default rules."""
    return evaluate(made_up(seed))


@pytest.fixture(scope="session")
def tables() -> Tables:
    return made_up(DEFAULT_SEED)


@pytest.fixture(scope="session")
def evaluation() -> Evaluation:
    return evaluated(DEFAULT_SEED)


@pytest.fixture(scope="session", params=SEEDS, ids=[f"seed {seed}" for seed in SEEDS])
def any_evaluation(request: pytest.FixtureRequest) -> Evaluation:
    """The figures that were published must come out of every extract that was built with them."""
    return evaluated(request.param)


@pytest.fixture(scope="session")
def published() -> dict[str, Any]:
    with PUBLISHED.open("rb") as file:
        return tomllib.load(file)
