# SPDX-License-Identifier: EUPL-1.2
"""The pages of a municipality with 10,000 families, behind both locks: python benchmarks/bench_pages.py [families].

Each page is asked for through the whole of the middleware, in the role that row-level security binds, by a coordinator
with ten families and by a leader with all of them. Beside it stand the same page without `visible_to`, without
row-level security and without both (for readers who get the same rows without them), and a bare view: it runs the same
statements through a cursor and answers with the same bytes, so that what is above it is our own Python.

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
LOCKS = 1.5  # times the page without both locks
STATEMENT = 10.0  # ms, the longest question of a list
QUESTIONS = 25  # of a family's page


@dataclass(frozen=True)
class Case:
    """``target`` in milliseconds; ``same`` rows come without the locks, so that the pages can be compared."""

    what: str
    who: Any
    path: str
    target: float
    same: bool = True


@dataclass(frozen=True)
class Measured:
    """Medians in milliseconds; ``queries`` are those of one request, ``longest`` the slowest of them."""

    case: Case
    both: float
    gate: float
    security: float
    neither: float
    bare: float
    longest: float
    queries: int

    @property
    def misses(self) -> list[str]:
        """What is more than it may be."""
        page = self.case.what.startswith("family")
        found = {
            "time": self.both > self.case.target,
            "locks": self.case.same and self.both / self.neither > LOCKS,
            "questions": page and self.queries > QUESTIONS,
            "a long question": not page and self.longest > STATEMENT,
        }
        return [what for what, missed in found.items() if missed]


def main(families: int = FAMILIES) -> int:
    """Print a table; 1 when a target is missed."""
    with tempfile.TemporaryDirectory(prefix="fv-bench-") as folder:
        kept = os.environ.get("FAMILIEVEJ_BENCH_DIR", "")
        started = _wake(Path(kept or folder))
        try:
            found = [_measure(case) for case in _cases(_world(families))]
        finally:
            _sleep(started)
    heads = ("both", "gate", "rls", "neither", "ratio", "bare", "longest", "queries")
    print(f"{'page, median ms with':34}{''.join(f'{head:>9}' for head in heads)}")
    for each in found:
        ratio = f"{each.both / each.neither:9.2f}" if each.case.same else " " * 9
        print(
            f"{each.case.what:34}{each.both:9.1f}{each.gate:9.1f}{each.security:9.1f}{each.neither:9.1f}{ratio}"
            f"{each.bare:9.1f}{each.longest:9.1f}{each.queries:9}  {', '.join(each.misses)}"
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
    rest = reverse("family:rest", args=[world.family.pk])
    found = []
    for name, who, same in (
        ("coordinator, 10 families", world.coordinator, False),
        ("leader, all families", world.leader, True),
    ):
        found += [
            Case(f"I dag: {name}", who, reverse("web:today"), LIST, same),
            Case(f"list: {name}", who, families, LIST, same),
            Case(f"search: {name}", who, f"{families}?q={misspelt}", SEARCH, same),
            Case(f"family: {name}", who, page, PAGE),
            Case(f"family, rest: {name}", who, rest, PAGE),
        ]
    return found


def _measure(case: Case) -> Measured:
    from benchmarks import bare, locks
    from django.test import Client

    client = Client()
    client.force_login(case.who)

    def ask() -> bytes:
        answer = client.get(case.path)
        if answer.status_code != 200:
            raise SystemExit(f"{case.path} answered {answer.status_code}")
        return bytes(answer.content)

    both = _times(ask)
    content, statements = bare.recorded(ask)
    with locks.without_security():
        gate = _times(ask)
    with locks.without_gate():
        security = _times(ask)
    with locks.without_gate(), locks.without_security():
        neither = _times(ask)
    with bare.view([(each.sql, each.params) for each in statements], content) as path:
        again = Client()
        floor = _times(lambda: again.get(path))
    longest = max(each.took for each in statements)
    return Measured(
        case, *map(statistics.median, (both, gate, security, neither, floor)), longest, len(statements)
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
