# SPDX-License-Identifier: EUPL-1.2
"""``familievej targetgroup``: the target group counted on registers. It needs no database and no installation."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from familievej.analysis.result import Result
    from familievej.analysis.targetgroup.definition import Rules
    from familievej.cli.loading import Told

FAULTS = 1
EPILOG = "Exit codes: 0 done, 1 a fault in the rules or the register, 2 wrong usage."
rules_option = click.option(
    "--rules",
    "rules_name",
    default="familiens-vej",
    show_default=True,
    help="The rules: an id of `familievej targetgroup rules`, or a YAML file.",
)
choose_option = click.option(
    "--choose",
    "choices",
    multiple=True,
    metavar="NAME=VALUE",
    help="Another reading: at_least=2, include=youth_support, child_ages=0-17 … (several times).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="The answer for a program to read.")
year_option = click.option(
    "--year",
    "years",
    multiple=True,
    type=click.IntRange(1968, 2200),
    default=(2022,),
    show_default=True,
    help="The year to count; several times for a series.",
)
engine_option = click.option(
    "--engine",
    default="duckdb",
    show_default=True,
    type=click.Choice(["duckdb", "polars"]),
    help="What reads the files of a folder; a database is asked itself.",
)
register_argument = click.argument("register")


@click.group(epilog=EPILOG)
def targetgroup() -> None:
    """Who is the target group? Counted on registers, never a row about a person.

    REGISTER is a folder of Parquet or CSV files, a DuckDB file, or the address of a database.
    """


@targetgroup.command()
@rules_option
@choose_option
@click.option("--year", default=2022, show_default=True)
@click.option("--language", default="da", show_default=True, type=click.Choice(["da", "en"]))
def rules(rules_name: str, choices: tuple[str, ...], year: int, language: str) -> None:
    """The rules in words, and which rules there are."""
    from familievej.analysis.targetgroup import rulesfile, ruletext
    from familievej.analysis.words import say

    chosen = _rules(rules_name, choices)
    click.echo(f"{say(ruletext.words(chosen.words), language)} ({chosen.id} {chosen.version})\n")
    for part in ruletext.in_words(chosen, year):
        click.echo(f"· {say(part, language)}")
    click.echo(f"\n{', '.join(rulesfile.shipped())}")


@targetgroup.command()
@click.argument("folder", type=click.Path(path_type=Path))
@rules_option
@json_option
def check(folder: Path, rules_name: str, as_json: bool) -> None:
    """Look at every cell of the files in FOLDER: faults with file, column and rows; keys that lead nowhere."""
    from dataclasses import asdict

    from familievej.analysis.targetgroup.check import check as look

    chosen = _rules(rules_name, ())
    with _faults():
        findings = look(folder, chosen)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1))
    else:
        for finding in findings:
            click.echo(f"{'FAULT' if finding.stops else 'note '} {finding}")
        click.echo(
            "The register can be counted." if not any(f.stops for f in findings) else "Mend the faults first."
        )
    sys.exit(FAULTS if any(finding.stops for finding in findings) else 0)


@targetgroup.command()
@register_argument
@rules_option
@choose_option
@year_option
@engine_option
@click.option("--municipality", type=int, help="Only those who live there.")
@click.option("--language", default="da", show_default=True, type=click.Choice(["da", "en"]))
@json_option
def run(
    register: str,
    rules_name: str,
    choices: tuple[str, ...],
    years: tuple[int, ...],
    engine: str,
    municipality: int | None,
    language: str,
    as_json: bool,
) -> None:
    """Count the target group of REGISTER: figures 1 to 7 of the report, each with its base."""
    from familievej.analysis.targetgroup import indicators
    from familievej.analysis.targetgroup.counts import years as count_years
    from familievej.analysis.targetgroup.published import published
    from familievej.analysis.targetgroup.register import open_register

    chosen = _rules(rules_name, choices)
    with _faults(), _progress() as told, open_register(register, engine) as opened:
        counts = count_years(chosen, years, opened, told)
    tables = [*indicators.results(counts[-1], municipality)]
    if len(counts) > 1:
        tables.append(indicators.series(counts, municipality))
    if municipality is None:
        tables.append(indicators.by_municipality(counts[-1]))
    _told(published(tables), chosen, language, as_json)


def _rules(name: str, choices: tuple[str, ...]) -> Rules:
    from pydantic import ValidationError

    from familievej.analysis.targetgroup import rulesfile
    from familievej.analysis.targetgroup.choosing import choices_of

    try:
        path = rulesfile.shipped().get(name, Path(name))
        return rulesfile.read(path).chosen(**choices_of(choices))
    except FileNotFoundError as fault:
        raise click.BadParameter(
            f"there are no rules {name}; there are: {', '.join(rulesfile.shipped())}"
        ) from fault
    except rulesfile.FaultyRules as faulty:
        click.echo(str(faulty), err=True)
        sys.exit(FAULTS)
    except (ValidationError, ValueError) as fault:
        says = fault.errors()[0]["msg"] if isinstance(fault, ValidationError) else str(fault)
        raise click.BadParameter(says, param_hint="--choose") from fault


@contextmanager
def _faults() -> Iterator[None]:
    """What is wrong with the register is said in one line."""
    from familievej.analysis.targetgroup.keys import DoublePersons
    from familievej.analysis.targetgroup.register import Unreadable

    try:
        yield
    except (Unreadable, DoublePersons) as fault:
        click.echo(str(fault), err=True)
        sys.exit(FAULTS)


@contextmanager
def _progress() -> Iterator[Told]:
    """Bars on a terminal, nothing in a pipe."""
    from familievej.cli.loading import progress_shown

    with progress_shown() as told:
        yield told


def _told(results: tuple[Result, ...], rules: Rules, language: str, as_json: bool) -> None:
    from familievej.analysis.result import as_json as told
    from familievej.analysis.targetgroup import terminal

    if as_json:
        click.echo(json.dumps({result.id: told(result) for result in results}, ensure_ascii=False, indent=1))
    else:
        terminal.show(results, rules, language)
