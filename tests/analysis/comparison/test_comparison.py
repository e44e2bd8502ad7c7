# SPDX-License-Identifier: EUPL-1.2
"""A programme beside a comparison group: defined and dated first, refused when small, and only then an effect."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from tests.analysis.comparison.worlds import asked, beside, group
from tests.analysis.designs.worlds import panel as made_up_panel

from familievej.analysis.comparison import Design, Outcome, read_comparison, refuse_if_late
from familievej.analysis.comparison.panel import DEFINITIONS
from familievej.analysis.designs import by_definition, placebo_in_time
from familievej.analysis.designs.estimate import Estimate
from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.report.data import report_json
from familievej.analysis.report.document import document
from familievej.analysis.report.html import report_html
from familievej.analysis.words import LANGUAGES, Refused
from familievej.insight.files import published

MADE = dt.date(2026, 11, 23)
EFFECT = re.compile(r"\beffekt|\beffect", re.IGNORECASE)
ORDER = ("size", "balance", "trend", "estimate", "placebo", "definition")


@cache
def lifted() -> Evaluation:
    return beside(group("p", lift=0.3), group("other"))


def words(evaluation: Evaluation) -> dict[str, str]:
    """Everything that the evaluation says, by language, and what its analyst gets."""
    fit = published(evaluation, made=MADE, sources={})
    said = {
        language: report_html(document(fit.results, evaluation, language=language, made=MADE)).decode()
        for language in LANGUAGES
    }
    return said | {"json": report_json(evaluation, made=MADE, sources={}).decode()}


def codes(evaluation: Evaluation, name: str) -> set[str]:
    return {caveat.code for caveat in evaluation.result(f"comparison.{name}").caveats}


def test_first_how_large_a_difference_can_be_seen_then_balance_earlier_trends_and_only_then_the_estimate() -> (
    None
):
    made = [result.id for result in lifted().results if result.id.startswith("comparison.")]
    assert made == [f"comparison.{name}" for name in ORDER]
    size = lifted().result("comparison.size")
    assert 0.2 < (size.at(measure="smallest").value or 0) < 0.5
    assert size.at(measure="in_programme").value == 26


def test_a_lift_beside_a_group_that_developed_alike_is_found_and_may_be_called_an_effect() -> None:
    figure = lifted().result("comparison.estimate").at(method="difference")
    assert figure.low is not None
    assert 0.2 < figure.low < 0.3 < (figure.high or 0) < 0.4
    assert "developed_alike" in codes(lifted(), "estimate")
    said = words(lifted())
    for language in LANGUAGES:
        assert EFFECT.search(said[language])
    assert all("no_comparison" not in {c.code for c in result.caveats} for result in lifted().results)


def test_earlier_half_years_false_starts_and_other_definitions_stand_beside_it() -> None:
    trend = lifted().result("comparison.trend")
    assert [figure.where("half_year") for figure in trend.figures] == [-4, -3, -2, -1, 0, 1, 2, 3]
    placebo = lifted().result("comparison.placebo")
    assert all((figure.low or 0) < 0 < (figure.high or 0) for figure in placebo.figures)
    definitions = lifted().result("comparison.definition")
    assert [f.where("definition") for f in definitions.figures] == list(DEFINITIONS[Outcome.SELF_SUPPORTING])


def test_a_group_that_is_too_small_is_refused_without_telling_its_size_and_nothing_is_called_an_effect() -> (
    None
):
    refused = beside(group("p", lift=0.3), group("other", 4))
    assert not refused.has_comparison
    assert [r.id for r in refused.results if r.id.startswith("comparison.")] == ["comparison.size"]
    assert codes(refused, "size") == {"refused"}
    for said in words(refused).values():
        assert not EFFECT.search(said)
    assert "no_comparison" in {caveat.code for caveat in refused.result("I2").caveats}
    assert not re.search(r"\b4\b", str(refused.result("comparison.size").caveats[0].text))


def test_groups_that_parted_before_the_start_are_told_and_nothing_is_called_an_effect() -> None:
    apart = beside(group("p", slope=0.12), group("other"))
    assert "developed_apart" in codes(apart, "estimate")
    said = words(apart)
    for language in LANGUAGES:
        assert not EFFECT.search(said[language])


def test_few_families_get_honest_limits() -> None:
    few = beside(group("p", 12, 2, lift=0.3), group("other", 12, 2))
    methods = [figure.where("method") for figure in few.result("comparison.estimate").figures]
    assert methods[:3] == ["difference", "wild", "cr2"]
    assert "few_clusters" in codes(few, "estimate")


def test_staggered_starts_are_compared_with_those_who_never_began() -> None:
    made = beside(group("p", lift=0.3, staggered=True), group("other"), design=Design.STAGGERED)
    figure = made.result("comparison.estimate").at(method="staggered")
    assert figure.value == pytest.approx(0.3, abs=0.08)
    assert min(int(f.where("half_year")) for f in made.result("comparison.trend").figures) < -2


@pytest.mark.parametrize("outcome", [Outcome.SUPPORTED, Outcome.ACTIVATED])
def test_public_support_and_activation_can_be_compared_too(outcome: Outcome) -> None:
    made = beside(group("p", lift=0.3), group("other"), outcome=outcome)
    if outcome is Outcome.SUPPORTED:
        value = made.result("comparison.estimate").at(method="difference").value
        assert value == pytest.approx(-0.3, abs=0.06)
    else:  # nobody was ever in activation: there is no share to start from
        assert codes(made, "size") == {"refused"}


def test_nobodys_weight_is_written_shown_or_joined_back() -> None:
    doubled = beside(group("p", 40, lift=0.3), group("other", 40))
    for name in ORDER:
        one, other = (evaluation.result(f"comparison.{name}") for evaluation in (lifted(), doubled))
        assert {figure.at for figure in one.figures} == {figure.at for figure in other.figures}
    assert "weighted" in {f.where("method") for f in lifted().result("comparison.estimate").figures}
    for said in words(lifted()).values():
        assert "p11.0" not in said
        assert "other11" not in said
    assert {field.type for field in fields(Estimate)} <= {"float", "int", "int | None", "str"}


def test_the_definition_is_a_file_whose_faults_are_told_with_line_and_field(tmp_path: Path) -> None:
    file = tmp_path / "comparison.yaml"
    file.write_text("fixed_on: 2026-11-01\ngroup: Others\nwhy: Alike\nfewest: 3\nfamilies: others\n", "utf-8")
    with pytest.raises(Refused, match=r"comparison\.yaml, line 4, fewest"):
        read_comparison(file)
    file.write_text("fixed_on: 2026-11-01\ngroup: Others\nwhy: Alike\n", "utf-8")
    with pytest.raises(Refused, match="families"):
        read_comparison(file)


def test_a_comparison_dated_after_the_reading_is_refused() -> None:
    refuse_if_late(asked(fixed_on=MADE), MADE)
    with pytest.raises(Refused, match="before the data are read"):
        refuse_if_late(asked(fixed_on=MADE + dt.timedelta(days=1)), MADE)


def test_who_was_compared_and_when_that_was_fixed_stands_with_every_table() -> None:
    told = json.loads(words(lifted())["json"])["indicators"]
    for name in ORDER:
        parameters = told[f"comparison.{name}"]["parameters"]
        assert (parameters["compared_group"], parameters["fixed_on"]) == ("Families elsewhere", "2026-01-01")


def test_errors_of_false_starts_and_definitions_are_clustered_where_the_estimate_is() -> None:
    data = made_up_panel().with_columns(town=pl.col("unit") // 5)
    towns = data["town"].n_unique()
    assert towns < data["unit"].n_unique()
    false_starts = placebo_in_time(data, "y", "treated", "time", "unit", start=3, cluster="town", fewest=2)
    definitions = by_definition(
        data, {"as it is": pl.col("y"), "above": (pl.col("y") > 0).cast(pl.Float64)}, "treated", "after", "unit",
        cluster="town", fewest=2,
    )  # fmt: skip
    assert false_starts
    assert {each.clusters for each in (*false_starts.values(), *definitions.values())} == {towns}
