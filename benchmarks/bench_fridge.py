# SPDX-License-Identifier: EUPL-1.2
"""The fridge plan's time on this machine, beside a bare typst document of one word in the same run (issue 2: 100 ms).

Every page is another one, so that nothing comes out of typst's memory of the page before. Run:
``python benchmarks/bench_fridge.py [ROUNDS]``. Exit code 1 when the median is over 100 ms.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import sys
import time
from collections.abc import Callable

import django
import typst
from django.conf import settings

from familievej.plan.fridge import FridgeGoal, FridgePlan, FridgeStep, render, select

TARGET = 100.0  # ms, warm


def main(rounds: int = 40) -> int:
    """Print median and slowest of ``rounds`` pages, and the ratio to the bare document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familievej.settings")
    django.setup()
    folders = (settings.FAMILIEVEJ_FONTS,)
    bare = typst.Compiler(
        font_paths=[folder for folder in folders if folder.is_dir()], ignore_system_fonts=True
    )

    def one_word(number: int) -> object:
        source = f'#set document(title: "x")\nord{number}'.encode()
        return bare.compile(input=source, format="pdf", pdf_standards="ua-1")

    def page(number: int) -> object:
        return render(select(_plan(number)), "da", folders)

    cold = _milliseconds(page, -1)
    _milliseconds(one_word, -1)
    pages = [_milliseconds(page, number) for number in range(rounds)]
    words = [_milliseconds(one_word, number) for number in range(rounds)]
    median, floor = statistics.median(pages), statistics.median(words)
    print(f"fridge plan   first {cold:6.1f} ms   median {median:6.1f} ms   slowest {max(pages):6.1f} ms")
    print(f"bare document                    median {floor:6.1f} ms   ratio {median / floor:.1f}")
    return int(median > TARGET)


def _plan(number: int) -> FridgePlan:
    """A full plan, no two alike: eight goals, twelve steps."""
    day = dt.date(2026, 5, 3)
    goals = tuple(
        FridgeGoal(n, f"Vi vil have en rolig aften nummer {number} og {n}", "Anton") for n in range(8)
    )
    steps = tuple(
        FridgeStep("Mor", f"Ringer til skolen om aftale {number} og {n}", day + dt.timedelta(n), goal=n % 8)
        for n in range(12)
    )
    return FridgePlan(f"Vores plan {number}", day, number + 2, goals, steps)


def _milliseconds(work: Callable[[int], object], number: int) -> float:
    start = time.perf_counter()
    work(number)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
