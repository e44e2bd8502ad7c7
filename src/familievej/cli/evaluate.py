# SPDX-License-Identifier: EUPL-1.2
"""``familievej evaluate``: a programme's evaluation from its extract. Needs no database."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from familievej.cli.installation import InstallationFault

if TYPE_CHECKING:
    from datetime import date


class Month(click.ParamType[int]):
    """A month as ``2019-12``."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The month's number; anything else is wrong usage."""
        from familievej.analysis.evaluation.rules import parse_month

        try:
            return parse_month(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a month such as 2019-12", param, ctx)


@click.command()
@click.argument("directory", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the report goes."
)
@click.option("--language", default="da", show_default=True, type=click.Choice(["da", "en"]))
@click.option("--from", "first_month", type=Month(), help="The first month that the registers cover.")
@click.option("--until", "last_month", type=Month(), help="The last month that the registers cover.")
@click.option(
    "--started-before",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Before and after: only families that started before.",
)
@click.option(
    "--nothing-registered",
    type=click.Choice(["self_supporting", "left_out"]),
    default="self_supporting",
    show_default=True,
    help="What a month without any registered support is.",
)
@click.option(
    "--released",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The log of what was published before: this report is held against it and added.",
)
@click.option(
    "--comparison",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="A file that says whom the families are compared with, fixed and dated before.",
)
@click.option(
    "--calculation",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="A file with what is set for the long run: prices, costs, years.",
)
@click.option("--places", type=click.IntRange(min=1), help="How many families have a place at a time.")
def evaluate(
    directory: Path,
    out: Path,
    language: str,
    first_month: int | None,
    last_month: int | None,
    started_before: datetime | None,
    nothing_registered: Any,
    released: Path | None,
    comparison: Path | None,
    calculation: Path | None,
    places: int | None,
) -> None:
    """Evaluate a programme from the extract in DIRECTORY and write report.json, .html, .pdf and .xlsx into OUT.

    The pages and the workbook are fit to be published: small numbers are hidden in them. report.json is for the
    municipality's own analyst and hides nothing.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familievej.settings")
    from django.conf import settings

    try:
        from familievej.analysis.evaluation.rules import Rules
        from familievej.insight.command import Asked, run
    except ImportError as fault:
        raise InstallationFault(f"{fault.name} is missing: install familievej[analysis].") from fault
    cutoff: date | None = started_before.date() if started_before else None
    rules = Rules(
        first_month=first_month,
        last_month=last_month,
        started_before=cutoff,
        nothing_registered=nothing_registered,
    )
    made = datetime.now(UTC).date()
    fonts = settings.FAMILIEVEJ_FONTS
    asked = Asked(rules, comparison, calculation, places)
    sys.exit(run(directory, out, asked, language=language, made=made, fonts=fonts, released=released))
