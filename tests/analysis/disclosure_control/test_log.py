# SPDX-License-Identifier: EUPL-1.2
"""A table is safe only beside everything that was released before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from familievej.analysis.disclosure_control import (
    Cell,
    CountTable,
    Policy,
    Relation,
    ReleaseLog,
    System,
    release_of,
    shield,
    with_earlier,
)
from familievej.analysis.disclosure_control.counts import Place
from familievej.analysis.disclosure_control.log import Release
from familievej.analysis.words import Refused

POLICY = Policy()
TOTALS = {"support": {"all": ("ready", "not ready", "self-supporting")}}


def table(ready: int, not_ready: int, self_supporting: int) -> CountTable:
    counts: dict[Place, int] = {
        ("ready",): ready,
        ("not ready",): not_ready,
        ("self-supporting",): self_supporting,
    }
    counts["all",] = ready + not_ready + self_supporting
    return CountTable("support", counts, ("support",), TOTALS)


def released(system: System, snapshot: str, log: ReleaseLog | None = None) -> Release:
    protection = shield(with_earlier(system, log or ReleaseLog(), snapshot), POLICY)
    return release_of(system, protection, POLICY, name="t", released_on="2026-11-23", snapshot=snapshot)


def test_two_tables_a_month_apart_do_not_tell_of_the_one_who_joined() -> None:
    october = released(table(20, 15, 30).system(), "october")
    assert october.hidden == ()
    november = table(21, 15, 30).system()  # one more, and everybody can subtract
    joined = with_earlier(november, ReleaseLog((october,)), "november", only_grows=True)
    protection = shield(joined, POLICY)
    assert protection.exposed == ()
    assert "support|ready" in protection.hidden
    assert "support|all" in protection.hidden
    assert shield(november, POLICY).hidden == {}  # alone it is harmless


def test_a_change_of_five_or_more_may_be_seen() -> None:
    log = ReleaseLog((released(table(20, 15, 30).system(), "october"),))
    later = with_earlier(table(26, 21, 37).system(), log, "november", only_grows=True)
    assert shield(later, POLICY).hidden == {}


def test_what_was_hidden_beside_a_small_number_is_not_released_in_a_later_table_of_the_same_data() -> None:
    first = released(table(2, 15, 30).system(), "october")
    assert set(first.hidden) == {"support|ready", "support|not ready"}
    again = System((Cell("support|not ready", 15), Cell("over 25", 40)), ())
    protection = shield(with_earlier(again, ReleaseLog((first,)), "october"), POLICY)
    assert set(protection.hidden) >= {"support|not ready"}
    assert protection.shown("over 25")


def test_what_is_out_already_is_taken_as_known() -> None:
    first = released(System((Cell("a", 40), Cell("b", 12)), ()), "october")
    rest = System(
        (Cell("a", 40), Cell("b", 12), Cell("c", 25), Cell("d", 3)),
        (Relation("a", ("b", "c", "d")),),
    )
    hidden = shield(with_earlier(rest, ReleaseLog((first,)), "october"), POLICY).hidden
    assert {"c", "d"} <= set(hidden)
    assert not {"a", "b"} & set(hidden)


def test_the_sum_of_one_who_joined_is_hidden() -> None:
    def costs(amount: float, persons: int) -> System:
        return System((Cell("kr", amount, amount=True, persons=persons, largest=(90_000.0, 80_000.0)),), ())

    log = ReleaseLog((released(costs(1_000_000, 30), "october"),))
    assert "kr" in shield(with_earlier(costs(1_700_000, 31), log, "november"), POLICY).hidden
    assert "kr" not in shield(with_earlier(costs(1_700_000, 40), log, "november"), POLICY).hidden


def test_the_log_is_a_file_that_holds_no_hidden_number(tmp_path: Path) -> None:
    path = tmp_path / "releases.json"
    assert ReleaseLog.read(path) == ReleaseLog()
    entry = released(table(2, 15, 30).system(), "october")
    ReleaseLog().adding(entry).write(path)
    assert ReleaseLog.read(path).releases == (entry,)
    assert entry.printed == {"support|self-supporting": 30, "support|all": 47}
    assert [file.name for file in tmp_path.iterdir()] == ["releases.json"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"releases": [\n{"name": }]}', "releases.json, line 2"),
        ('{"releases": [{"name": "t"}]}', "releases.json, field releases.0.released_on"),
        ('{"released": []}', "field released"),
    ],
)
def test_a_log_that_cannot_be_read_says_where(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "releases.json"
    path.write_text(text, "utf-8")
    with pytest.raises(Refused, match=said):
        ReleaseLog.read(path)
