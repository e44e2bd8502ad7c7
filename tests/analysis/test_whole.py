# SPDX-License-Identifier: EUPL-1.2
"""The evaluation as a whole: order of rows does not matter, doubled rows are refused, little data are
answered honestly."""

from __future__ import annotations

from dataclasses import fields, replace

import polars as pl
import pytest
from tests.analysis.municipality import family, tables_of

from familievej.analysis.evaluation.rules import Rules, parse_month
from familievej.analysis.evaluation.run import Evaluation, evaluate
from familievej.analysis.result import as_json
from familievej.analysis.soundness import KEYS
from familievej.analysis.tables import Tables
from familievej.analysis.words import Refused
from familievej.extract.tables import BY_NAME

NAMES = [field.name for field in fields(Tables)]


def figures(evaluation: Evaluation) -> list[object]:
    return [as_json(result) for result in evaluation.results]


def test_shuffled_rows_give_the_same_figures(tables: Tables, evaluation: Evaluation) -> None:
    shuffled = Tables(
        **{name: getattr(tables, name).sample(fraction=1, shuffle=True, seed=5) for name in NAMES}
    )
    for mine, theirs in zip(evaluate(shuffled).results, evaluation.results, strict=True):
        for one, other in zip(mine.figures, theirs.figures, strict=True):
            assert one.at == other.at
            assert (one.count, one.base, one.persons) == (other.count, other.base, other.persons)
            for found, wanted in ((one.value, other.value), (one.low, other.low), (one.high, other.high)):
                # Sums of decimals depend on their order in the last bits.
                assert found == (wanted if wanted is None else pytest.approx(wanted, abs=1e-9))


@pytest.mark.parametrize("name", NAMES)
def test_doubled_rows_are_refused_by_the_name_of_their_table(tables: Tables, name: str) -> None:
    frame: pl.DataFrame = getattr(tables, name)
    doubled = replace(tables, **{name: pl.concat([frame, frame.head(1)])})
    with pytest.raises(Refused, match=name):
        evaluate(doubled)


def test_a_row_is_known_by_what_the_extract_says() -> None:
    assert {name: BY_NAME[name].key for name in NAMES} == KEYS


def test_a_row_about_nobody_is_refused(tables: Tables) -> None:
    with pytest.raises(Refused, match="person_id"):
        evaluate(replace(tables, persons=tables.persons.slice(1)))


def test_no_family_is_refused(tables: Tables) -> None:
    with pytest.raises(Refused, match="no family"):
        evaluate(replace(tables, families=tables.families.clear()))


def test_no_month_at_all_is_refused_until_the_months_are_said() -> None:
    bare = tables_of(**family())
    with pytest.raises(Refused, match="Say which months"):
        evaluate(bare)
    said = evaluate(bare, Rules(first_month=parse_month("2015-01"), last_month=parse_month("2019-12")))
    assert said.result("I1.month").at(group="parents", t=0).parts["nothing_registered"] == 2


def test_a_programme_of_one_family_is_answered_without_limits_for_one_person() -> None:
    rows = family() | {"income_support": [("M", "2019-12", "other"), ("M", "2015-01", "other")]}
    figure = evaluate(tables_of(**rows)).result("I2").at(group="mothers", period="after")
    assert (figure.value, figure.low, figure.high, figure.persons) == (1.0, None, None, 1)


def test_a_group_without_anybody_has_no_value(tables: Tables) -> None:
    fatherless = tables.persons.filter(pl.col("role") != "father")
    known = fatherless["person_id"].implode()
    kept = {
        name: getattr(tables, name).filter(pl.col("person_id").is_in(known))
        for name in NAMES
        if "person_id" in getattr(tables, name).columns and name != "persons"
    }
    evaluation = evaluate(replace(tables, persons=fatherless, **kept))
    assert evaluation.result("I2").at(group="fathers", period="before").value is None
    assert list(evaluation.result("I1.month").along(group="fathers")) == []


def test_an_extract_without_children_or_day_care_says_that_there_is_nothing_to_count() -> None:
    rows = family()
    rows["persons"] = rows["persons"][:2]
    evaluation = evaluate(tables_of(**rows, income_support=[("M", "2017-08", "other")]))
    assert "nothing_to_count" in {caveat.code for caveat in evaluation.result("I6").caveats}
    assert evaluation.result("I9").at(group="children").value is None


def test_every_table_carries_what_is_needed_to_judge_it(evaluation: Evaluation) -> None:
    for result in evaluation.results:
        assert str(result.title)
        assert str(result.rule)
        assert result.citation.lines
        assert result.source
        assert result.parameters
        assert result.period.first <= result.period.last
        assert len({figure.at for figure in result.figures}) == len(result.figures)
        for figure in result.figures:
            assert figure.count is None or result.id.startswith("I11") or figure.count <= figure.base
            assert figure.low is None or figure.low <= (figure.value or 0) <= (figure.high or 0)
