# SPDX-License-Identifier: EUPL-1.2
"""The tables on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from familievej.analysis.result import Result
from familievej.analysis.targetgroup import labels
from familievej.analysis.targetgroup.definition import Rules
from familievej.analysis.words import N_, Text, say


def show(results: Sequence[Result], rules: Rules, language: str) -> None:
    """Each table, then the rule and the caveats, once."""
    console = Console(highlight=False)
    for result in results:
        console.print(_table(result, rules, language))
    console.print(say(Text(N_("How it is counted")), language), style="bold")
    console.print(say(results[0].rule, language))
    told = {
        caveat.code + say(caveat.text, language): caveat for result in results for caveat in result.caveats
    }
    console.print()
    console.print(say(Text(N_("Keep in mind")), language), style="bold")
    for caveat in told.values():
        console.print(f"· {say(caveat.text, language)}")
    console.print(f"\n{results[0].citation}")


def _table(result: Result, rules: Rules, language: str) -> Table:
    table = Table(title=say(result.title, language), title_justify="left")
    for dimension in result.dimensions:
        table.add_column(say(labels.heading(dimension), language))
    spans = any(figure.low is not None for figure in result.figures)
    for title in (N_("Value"), N_("Of"), *([N_("95 %% interval")] if spans else [])):
        table.add_column(say(Text(title), language), justify="right")
    for figure in result.figures:
        places = [say(labels.place(rules, name, key), language) for name, key in figure.at]
        more = [labels.limits(figure, language)] if spans else []
        table.add_row(*places, labels.value(figure, language), labels.base(figure, language), *more)
    return table
