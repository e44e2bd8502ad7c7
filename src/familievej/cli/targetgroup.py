# SPDX-License-Identifier: EUPL-1.2
"""``familievej targetgroup``: the target group counted on registers. It needs no database and no installation."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
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
language_option = click.option("--language", default="da", show_default=True, type=click.Choice(["da", "en"]))
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for report.pdf, report.xlsx and report.json.",
)
released_option = click.option(
    "--released",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The log of what has been published: these figures are held against it and added.",
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
@language_option
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
@language_option
@json_option
@out_option
@released_option
def run(
    register: str,
    rules_name: str,
    choices: tuple[str, ...],
    years: tuple[int, ...],
    engine: str,
    municipality: int | None,
    language: str,
    as_json: bool,
    out: Path | None,
    released: Path | None,
) -> None:
    """Count the target group of REGISTER: figures 1 to 7 of the report, each with its base."""
    from familievej.analysis.targetgroup import indicators
    from familievej.analysis.targetgroup.costs import average
    from familievej.analysis.targetgroup.counts import years as count_years
    from familievej.analysis.targetgroup.register import open_register

    chosen = _rules(rules_name, choices)
    with _faults(), _progress() as told, open_register(register, engine) as opened:
        counts = count_years(chosen, years, opened, told)
        spent = average(counts[-1], opened, municipality)
    tables = [*indicators.results(counts[-1], municipality)]
    if spent:
        tables.append(spent)
    if len(counts) > 1:
        tables.append(indicators.series(counts, municipality))
    if municipality is None:
        tables.append(indicators.by_municipality(counts[-1]))
    fit = _fit(tables, released, counts[-1].year, municipality)
    _told(fit, chosen, counts[-1].year, language, as_json, out)


@targetgroup.command()
@register_argument
@rules_option
@choose_option
@click.option("--other-rules", default="", help="The second rules; else the same.")
@click.option("--other", "other", multiple=True, metavar="NAME=VALUE", help="A choice of the second rules.")
@click.option("--year", default=2022, show_default=True)
@engine_option
@click.option("--municipality", type=int, help="Only those who live there.")
@language_option
@json_option
@out_option
@released_option
def compare(
    register: str,
    rules_name: str,
    choices: tuple[str, ...],
    other_rules: str,
    other: tuple[str, ...],
    year: int,
    engine: str,
    municipality: int | None,
    language: str,
    as_json: bool,
    out: Path | None,
    released: Path | None,
) -> None:
    """What does it change to choose otherwise? `--other at_least=2` beside the rules themselves."""
    from familievej.analysis.targetgroup.compare import compare as side_by_side
    from familievej.analysis.targetgroup.counts import count
    from familievej.analysis.targetgroup.register import open_register

    first, second = _rules(rules_name, choices), _rules(other_rules or rules_name, (*choices, *other))
    with _faults(), open_register(register, engine) as opened:
        counts = [count(rules, year, opened) for rules in (first, second)]
    fit = _fit([side_by_side(counts[0], counts[1], municipality)], released, year, municipality)
    _told(fit, first, year, language, as_json, out)


@targetgroup.command()
@register_argument
@rules_option
@choose_option
@click.option("--base-year", default=2018, show_default=True, help="The year of the target group.")
@click.option("--horizon", default=4, show_default=True, type=click.IntRange(1, 20), help="Years after it.")
@click.option(
    "--parents", default=15, show_default=True, type=click.IntRange(1), help="For how many parents."
)
@engine_option
@language_option
@json_option
@out_option
@released_option
def potential(
    register: str,
    rules_name: str,
    choices: tuple[str, ...],
    base_year: int,
    horizon: int,
    parents: int,
    engine: str,
    language: str,
    as_json: bool,
    out: Path | None,
    released: Path | None,
) -> None:
    """Compare costs of those who were in work or education a year later with costs of those who were not."""
    from familievej.analysis.targetgroup.calculator import by_payer, calculate, per_pair
    from familievej.analysis.targetgroup.potential import potential as compared
    from familievej.analysis.targetgroup.register import open_register

    chosen = _rules(rules_name, choices)
    with _faults(), open_register(register, engine) as opened:
        result = compared(chosen, base_year, opened, horizon=horizon)
    (result,) = _fit([result], released, base_year, None)
    tables = (result, calculate(parents, per_pair(result)), by_payer(parents, result))
    _told(tables, chosen, base_year, language, as_json, out)


@targetgroup.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--persons", default=60_000, show_default=True, type=click.IntRange(1_000))
@click.option("--events", type=click.IntRange(0), help="Rows of events.  [default: 6.67 a person]")
@click.option("--seed", default=1, show_default=True, help="The same seed, the same country.")
@json_option
def generate(folder: Path, persons: int, events: int | None, seed: int, as_json: bool) -> None:
    """Write the registers of a country that does not exist into FOLDER, with the shares that the report prints."""
    from familievej.analysis.targetgroup.country import Size
    from familievej.analysis.targetgroup.country import generate as make

    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty")
    size = Size(persons, events if events is not None else persons * 20 // 3)
    with _progress() as told:
        rows = make(folder, size, seed=seed, told=told)
    click.echo(
        json.dumps(rows) if as_json else "\n".join(f"{name}: {number}" for name, number in rows.items())
    )


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
    from familievej.analysis.words import Refused

    try:
        yield
    except (Unreadable, DoublePersons, Refused) as fault:
        click.echo(str(fault), err=True)
        sys.exit(FAULTS)


@contextmanager
def _progress() -> Iterator[Told]:
    """Bars on a terminal, nothing in a pipe."""
    from familievej.cli.loading import progress_shown

    with progress_shown() as told:
        yield told


def _fit(
    results: Sequence[Result], log: Path | None, year: int, municipality: int | None
) -> tuple[Result, ...]:
    """Whatever leaves goes through disclosure control here; with a log also beside what has left before."""
    from datetime import UTC, datetime

    from familievej.analysis.disclosure_control import ReleaseLog
    from familievej.analysis.targetgroup.published import published, released
    from familievej.analysis.words import Refused

    if log is None:
        return published(results)
    try:
        before = ReleaseLog.read(log)
    except Refused as refused:
        click.echo(str(refused.text), err=True)
        sys.exit(FAULTS)
    today = datetime.now(UTC).date()
    fit, after = released(results, before, year=year, municipality=municipality, on=today)
    if after is not before:
        after.write(log)
    return fit


def _told(
    safe: tuple[Result, ...], rules: Rules, year: int, language: str, as_json: bool, out: Path | None
) -> None:
    """What is told, and written into ``out``; all of it is fit to be published by now."""
    from familievej.analysis.result import as_json as told
    from familievej.analysis.targetgroup import terminal

    if out is not None:
        _write(out, safe, rules, year, language)
    if as_json:
        click.echo(json.dumps({result.id: told(result) for result in safe}, ensure_ascii=False, indent=1))
    else:
        terminal.show(safe, rules, language)


def _write(out: Path, results: tuple[Result, ...], rules: Rules, year: int, language: str) -> None:
    import datetime as dt

    from familievej.insight.targetgroup.files import TYPES, one

    made = dt.datetime.now(dt.UTC).date()
    out.mkdir(parents=True, exist_ok=True)
    contents = {
        name: one(name, results, rules, year, language=language, made=made, fonts=_fonts()) for name in TYPES
    }
    for name, content in contents.items():
        (out / name).write_bytes(content)
        click.echo(f"{out / name}", err=True)


def _fonts() -> Path:
    """IBM Plex Sans of the checkout; another font stands in where there is none."""
    return Path("node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf")
