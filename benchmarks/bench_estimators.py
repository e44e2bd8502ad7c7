# SPDX-License-Identifier: EUPL-1.2
"""Each estimator of ``analysis.designs`` and ``analysis.economy`` against the fastest package found for it.

Ours checks its input, refuses small groups and returns a frozen result; what that costs is what is measured. Exit code
1 when one takes more than two and a half times as long as the package (and a tenth of a second more). Also: the exact
check of what may be published, on 98 municipalities by 9 criteria, which no package does. Run:
``python benchmarks/bench_estimators.py``.
"""

from __future__ import annotations

import random
import sys
import time
import warnings
from collections.abc import Callable
from itertools import product

import numpy as np
import polars as pl

MOST = 2.5
UNNOTICED = 0.1


def main() -> int:
    """Print seconds of both, and of the check."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the packages' own
        rows = [_difference(), _events(), _staggered(), _bootstrap(), _draws()]
    for name, ours, package, theirs in rows:
        print(f"{name:34} {ours:7.2f} s   {package:28} {theirs:7.2f} s")
    print(f"{'98 municipalities × 9 criteria':34} {_seconds(_shield):7.2f} s")
    return int(
        any(ours > MOST * theirs and ours - theirs > UNNOTICED for _name, ours, _package, theirs in rows)
    )


def _difference() -> tuple[str, float, str, float]:
    import pyfixest as pf

    from familievej.analysis.designs import difference_in_differences

    data = _panel(100_000, 10)
    frame = data.to_pandas()
    theirs = _seconds(lambda: pf.feols("y ~ treated * after", data=frame, vcov={"CRV1": "unit"}))
    ours = _seconds(lambda: difference_in_differences(data, "y", "treated", "after", unit="unit"))
    return "difference in differences, 1 m rows", ours, "pyfixest", theirs


def _events() -> tuple[str, float, str, float]:
    import pyfixest as pf

    from familievej.analysis.designs import event_study

    data = _panel(20_000, 10)
    frame = data.to_pandas()
    formula = "y ~ i(time, treated, ref=4) | unit + time"
    theirs = _seconds(lambda: pf.feols(formula, data=frame, vcov={"CRV1": "unit"}))
    ours = _seconds(lambda: event_study(data, "y", "treated", "time", "unit", start=5))
    return "event study, 200,000 rows", ours, "pyfixest", theirs


def _staggered() -> tuple[str, float, str, float]:
    from moderndid.did import aggte, att_gt

    from familievej.analysis.designs import staggered_starts

    data = _panel(2000, 12).with_columns(first=pl.col("treated") * (4 + pl.col("unit") % 5))
    frame = data.select("unit", "time", "first", "y").to_pandas()

    def package() -> None:
        made = att_gt(frame, yname="y", tname="time", idname="unit", gname="first", boot=False)
        aggte(made, type="simple")
        aggte(made, type="dynamic")

    ours = _seconds(lambda: staggered_starts(data, "y", "unit", "time", "first"))
    return "staggered starts, 24,000 rows", ours, "moderndid", _seconds(package)


def _bootstrap() -> tuple[str, float, str, float]:
    import diff_diff

    from familievej.analysis.designs import few_clusters

    data = _panel(4000, 2).with_columns(site=pl.col("unit") % 24)
    inside, after = (data[name].cast(pl.Float64).to_numpy() for name in ("treated", "after"))
    design = np.column_stack((np.ones(data.height), inside, after, inside * after))
    y, sites = data["y"].to_numpy(), data["site"].to_numpy()
    theirs = _seconds(
        lambda: diff_diff.wild_bootstrap_se(design, y, np.zeros(len(y)), sites, 3, n_bootstrap=999, seed=1)
    )
    ours = _seconds(lambda: few_clusters(data, "y", "treated", "after", "site"))
    return "24 clusters: wild bootstrap and CR2", ours, "diff-diff, bootstrap alone", theirs


def _draws() -> tuple[str, float, str, float]:
    from familievej.analysis.economy.uncertainty import triangular

    size, chance = 1_000_000, np.random.default_rng(1)
    ours = _seconds(lambda: triangular(0.0, 2.0, 4.0, size, chance))
    return (
        "a million draws of one input",
        ours,
        "numpy",
        _seconds(lambda: chance.triangular(0.0, 2.0, 4.0, size)),
    )


def _shield() -> None:
    from familievej.analysis.disclosure_control import CountTable, Policy, shield

    chance = random.Random(98)
    places, criteria = [f"m{n:02}" for n in range(98)], [f"c{n}" for n in range(9)]
    counts: dict[tuple[str, ...], int] = {}
    for place in product(places, criteria):
        counts[place] = int(chance.paretovariate(0.9)) * chance.choice((0, 1, 2, 4))
    counts |= {("all", c): sum(counts[p, c] for p in places) for c in criteria}
    counts |= {(p, "any"): sum(counts[p, c] for c in criteria) for p in (*places, "all")}
    totals = {"place": {"all": tuple(places)}, "criterion": {"any": tuple(criteria)}}
    shield(CountTable("t", counts, ("place", "criterion"), totals).system(), Policy())


def _panel(units: int, times: int) -> pl.DataFrame:
    chance = np.random.default_rng(1)
    unit, time_ = np.repeat(np.arange(units), times), np.tile(np.arange(times), units)
    treated, after = (unit % 2).astype(int), (time_ >= times // 2).astype(int)
    y = chance.normal(size=units * times) + 0.1 * time_ + treated * after
    return pl.DataFrame({"unit": unit, "time": time_, "treated": treated, "after": after, "y": y})


def _seconds(work: Callable[[], object]) -> float:
    work()  # what is compiled or imported at first use is not what is compared
    taken = []
    for _again in range(3):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
