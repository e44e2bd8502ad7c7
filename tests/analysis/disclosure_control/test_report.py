# SPDX-License-Identifier: EUPL-1.2
"""A whole evaluation as it may be published."""

from __future__ import annotations

from familievej.analysis.disclosure_control import PROTECTED, Policy, exposures, protect
from familievej.analysis.disclosure_control.figures import Printed, key
from familievej.analysis.economy import results
from familievej.analysis.evaluation.run import Evaluation
from familievej.analysis.tables import Tables


def test_no_small_number_of_the_whole_report_can_be_worked_out(
    evaluation: Evaluation, tables: Tables
) -> None:
    every = (*evaluation.results, *results(tables, places=30))
    out = protect(every)
    assert out.withheld == ()
    printed = Printed()
    for result in every:
        printed.add(result)
    system = printed.system()
    assert exposures(system, Policy(), set(out.reasons)) == ()
    for result in out.results:
        for figure in result.figures:
            if figure.value is not None and figure.count is not None and figure.unit == "share":
                assert figure.count >= 5, (result.id, figure.at)
                assert figure.base - figure.count >= 5, (result.id, figure.at)
    hidden = [figure for result in out.results for figure in result.figures if figure.hidden]
    assert {figure.hidden for figure in hidden} == {PROTECTED}
    assert all(figure.value is None and figure.low is None and not figure.parts for figure in hidden)
    assert 0 < len(hidden) < sum(len(result.figures) for result in every) / 4


def test_fathers_at_the_start_are_hidden_with_one_of_those_who_would_tell(evaluation: Evaluation) -> None:
    out = {result.id: result for result in protect(evaluation.results).results}
    support = out["composition.support"]
    for name in ("job_ready", "activity_ready", "other"):
        fathers = support.at(group="fathers", support=name)
        others = [support.at(group=group, support=name) for group in ("mothers", "parents")]
        whole = evaluation.result("composition.support").at(group="fathers", support=name)
        if 0 < (whole.count or 0) < 5:
            assert fathers.hidden
            assert any(figure.hidden for figure in others)
    assert key("a", (("group", "fathers"),), "k") == "a|group=fathers|k"
