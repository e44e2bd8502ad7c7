# SPDX-License-Identifier: EUPL-1.2
"""``familievej practice``: check, compare, print and adopt practice models."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from familievej.cli.installation import faults_told, prepare

if TYPE_CHECKING:
    from familievej.practice.schema import Fault, Loaded

MODEL = click.Path(path_type=Path)


@click.group()
def practice() -> None:
    """Practice models: how the municipality works, written in text files. See docs/practice-models.md."""


@practice.command()
@click.argument("path", type=MODEL, required=False)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
def check(path: Path | None, as_json: bool) -> None:
    """Read the model in PATH (the shipped library when it is left out). Exit 1 when there is a fault.

    Says for every kind of rule whether this version runs it.
    """
    _wake()
    from familievej.practice.schema import ModelFaults
    from familievej.practice.shipped import shipped

    paths = [path] if path else list(shipped().values())
    loaded: list[Loaded] = []
    faults: list[Fault] = []
    for each in paths:
        try:
            loaded.append(_read(each))
        except ModelFaults as found:
            faults += found.faults
    if as_json:
        click.echo(json.dumps(_as_data(loaded, faults), ensure_ascii=False, indent=2))
    else:
        _say(loaded, faults)
    sys.exit(1 if faults else 0)


@practice.command()
@click.argument("path", type=MODEL)
@click.option("--owner", required=True, help="Who answers for the model here.")
@click.option(
    "--from", "starts", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day from which it holds."
)
def adopt(path: Path, owner: str, starts: datetime) -> None:
    """Let the model in PATH (or a shipped one, by its id) hold from a day on. All of it or nothing."""
    prepare("owner")
    from django.core.exceptions import ValidationError

    from familievej.cli.migrate import ready_database
    from familievej.gate.actor import system
    from familievej.practice.actions import model_adopt
    from familievej.practice.schema import ModelFaults

    with faults_told():
        ready_database()
        try:
            loaded = _read(path)
            actor = system("a practice model is adopted at the command line")
            adopted = model_adopt(actor=actor, loaded=loaded, owner=owner, starts=starts.date())
        except ModelFaults as found:
            _say([], found.faults)
            sys.exit(1)
        except ValidationError as found:
            click.echo(" ".join(found.messages), err=True)
            sys.exit(1)
    click.echo(f"{adopted} holds from {adopted.starts}. Owner: {adopted.owner}.")


@practice.command()
@click.argument("before", type=MODEL)
@click.argument("after", type=MODEL)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
def diff(before: Path, after: Path, as_json: bool) -> None:
    """Say in words what the model AFTER has otherwise than BEFORE. Each is a path, or the id of a shipped model."""
    _wake()
    from familievej.practice.compare import differences
    from familievej.practice.schema import ModelFaults

    try:
        found = differences(_read(before).model, _read(after).model)
    except ModelFaults as faults:
        _say([], faults.faults)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            click.echo(each.sentence)
        click.echo(f"{len(found)} differences.")


@practice.command()
@click.argument("path", type=MODEL)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF file.")
@click.option("--language", default="da", show_default=True, type=click.Choice(["da", "en"]))
def handbook(path: Path, out: Path, language: str) -> None:
    """Print the model in PATH (or a shipped one, by its id) as a handbook for people: a PDF file."""
    _wake()
    from django.utils.translation import override

    from familievej.practice.handbook import paper
    from familievej.practice.schema import ModelFaults

    try:
        model = _read(path).model
    except ModelFaults as found:
        _say([], found.faults)
        sys.exit(1)
    with override(language):
        out.write_bytes(paper.render(model))
    click.echo(f"{model.id} {model.version}: {out}")


@practice.command()
def schema() -> None:
    """Print the JSON Schema of a model: editors use it to help while one writes."""
    from familievej.practice.schema import PracticeModel

    click.echo(json.dumps(PracticeModel.model_json_schema(), ensure_ascii=False, indent=2))


def _wake() -> None:
    """Django for its words; no database is needed to read files."""
    os.environ["FAMILIEVEJ_DATABASE_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familievej.settings")
    with faults_told():
        import django

        django.setup()


def _read(path: Path) -> Loaded:
    from familievej.practice.schema import load
    from familievej.practice.shipped import shipped

    return load(path if path.exists() else shipped().get(str(path), path))


def _as_data(loaded: list[Loaded], faults: list[Fault]) -> dict[str, object]:
    from django.utils.translation import gettext

    from familievej.practice.running import status

    models = [
        {
            "id": each.model.id,
            "version": each.model.version,
            "checksum": each.checksum,
            "rules": [asdict(rule) for rule in status(each.model)],
        }
        for each in loaded
    ]
    told = [
        {"file": each.file, "line": each.line, "field": each.field, "expected": each.words(gettext)}
        for each in faults
    ]
    return {"models": models, "faults": told}


def _say(loaded: list[Loaded], faults: tuple[Fault, ...] | list[Fault]) -> None:
    from django.utils.translation import gettext

    from familievej.practice.running import status
    from familievej.practice.schema.rules import RULES

    for fault in faults:
        click.echo(fault.sentence(gettext), err=True)
    for each in loaded:
        click.echo(f"{each.model.id} {each.model.version}: {each.model.name}")
        for rule in status(each.model):
            words = f"{gettext(RULES[rule.key].words)} ({rule.key}): {rule.count}"
            runs = f"runs ({rule.room})" if rule.runs else f"written for later ({rule.room})"
            click.echo(f"    {words}, {runs}")
    click.echo(f"{len(loaded)} models are right, {len(faults)} faults.")
