# SPDX-License-Identifier: EUPL-1.2
"""The pages of a municipality with 10,000 families, behind both locks: python benchmarks/bench_pages.py [families].

Each page is asked for through the whole of the middleware, in the role that row-level security binds, by a coordinator
with ten families and by a leader with all of them. Beside it stands a bare view: it runs the same statements through
a cursor and answers with the same bytes. The ratio is what our own Python costs.

FAMILIEVEJ_BENCH_DIR keeps the database between runs; without it the world is made in a folder that is removed.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FAMILIES = 10_000
ROUNDS = 25
LIST, SEARCH, PAGE = 150.0, 150.0, 200.0  # ms
RATIO = 2.0


@dataclass(frozen=True)
class Case:
    """``target`` in milliseconds."""

    what: str
    who: Any
    path: str
    target: float


@dataclass(frozen=True)
class Measured:
    """Medians in milliseconds; ``queries`` are those of one request, ``size`` its bytes."""

    case: Case
    median: float
    slowest: float
    bare: float
    queries: int
    size: int

    @property
    def misses(self) -> bool:
        """Whether it is slower than it may be, or costs more than twice the bare view."""
        return self.median > self.case.target or self.median / self.bare > RATIO


def main(families: int = FAMILIES) -> int:
    """Print a table; 1 when a target is missed."""
    with tempfile.TemporaryDirectory(prefix="fv-bench-") as folder:
        kept = os.environ.get("FAMILIEVEJ_BENCH_DIR", "")
        started = _wake(Path(kept or folder))
        try:
            found = [_measure(case) for case in _cases(_world(families))]
        finally:
            _sleep(started)
    print(
        f"{'page':34}{'median':>9}{'slowest':>9}{'target':>8}{'queries':>9}{'kB':>6}{'bare':>8}{'ratio':>7}"
    )
    for each in found:
        print(
            f"{each.case.what:34}{each.median:7.1f}ms{each.slowest:7.1f}ms{each.case.target:8.0f}{each.queries:9}"
            f"{each.size / 1000:6.0f}{each.bare:8.1f}{each.median / each.bare:7.2f}{'  MISSED' if each.misses else ''}"
        )
    return int(any(each.misses for each in found))


def _wake(folder: Path) -> bool:
    os.environ.update(
        FAMILIEVEJ_DATA_DIR=str(folder),
        FAMILIEVEJ_DATABASE_ROLE="owner",
        FAMILIEVEJ_DEMO="0",
        FAMILIEVEJ_HTTPS="0",
        FAMILIEVEJ_STAFF_MFA_REQUIRED="0",
        FAMILIEVEJ_STATIC_MANIFEST="0",
        FAMILIEVEJ_LOG_LEVEL="WARNING",
    )
    from familievej.cli.installation import prepare
    from familievej.cli.migrate import bring_up_to_date

    started = prepare("owner")
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    _timed("database made or brought up to date", lambda: bring_up_to_date(verbosity=0))
    return started


def _sleep(started: bool) -> None:
    from django.conf import settings
    from django.db import connections

    from familievej import embedded

    connections.close_all()
    if started:
        embedded.stop(settings.FAMILIEVEJ_DATA_DIR)


def _world(families: int) -> Any:
    from benchmarks import world

    from familievej.gate.models import Grant, User
    from familievej.people.models import Family

    if not Family.objects.exists():
        _timed(f"{families} families written", lambda: world.build(families))
        _timed("all grants folded", world.fold)
        _timed("statistics of the tables", world.analyze)
    print(f"{Family.objects.count()} families, {Grant.objects.count()} grants\n")
    return world.World(
        User.objects.get(email="coordinator-0@example.com"),
        User.objects.get(email="leader-0@example.com"),
        Family.objects.order_by("external_id")[0],
    )


def _timed(what: str, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    print(f"{what}: {time.perf_counter() - start:.1f} s", flush=True)


def _cases(world: Any) -> list[Case]:
    from django.urls import reverse

    families, page = reverse("family:list"), reverse("family:page", args=[world.family.pk])
    # The first name of a family that both may see, with two letters wrong.
    misspelt = world.family.name.split(" ")[0][:-1] + "xe"
    found = []
    for name, who in (
        ("coordinator, 10 families", world.coordinator),
        ("leader, all families", world.leader),
    ):
        found += [
            Case(f"I dag: {name}", who, reverse("web:today"), LIST),
            Case(f"list: {name}", who, families, LIST),
            Case(f"search: {name}", who, f"{families}?q={misspelt}", SEARCH),
            Case(f"family: {name}", who, page, PAGE),
        ]
    return found


def _measure(case: Case) -> Measured:
    from benchmarks import bare
    from django.test import Client

    client = Client()
    client.force_login(case.who)

    def ask() -> bytes:
        answer = client.get(case.path)
        if answer.status_code != 200:
            raise SystemExit(f"{case.path} answered {answer.status_code}")
        return bytes(answer.content)

    content, statements = bare.recorded(ask)
    whole = _times(ask)
    with bare.view(statements, content) as path:
        again = Client()
        floor = _times(lambda: again.get(path))
    return Measured(
        case, statistics.median(whole), max(whole), statistics.median(floor), len(statements), len(content)
    )


def _times(work: Callable[[], object]) -> list[float]:
    for _ in range(3):
        work()
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main(*map(int, sys.argv[1:2])))
