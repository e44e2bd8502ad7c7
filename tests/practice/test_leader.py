# SPDX-License-Identifier: EUPL-1.2
"""A leader copies the Gladsaxe model, changes an interval and a form in a text file, checks and adopts it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from tests.cast import SYSTEM, Cast

from familievej.cli.practice import practice
from familievej.practice import actions, queries
from familievej.practice.schema import Span, load
from familievej.practice.shipped import LIBRARY, load_shipped

FIRST, SECOND = dt.date(2026, 1, 1), dt.date(2026, 9, 1)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LIBRARY / "gladsaxe", tmp_path / "vores"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def make_it_ours(copy: Path) -> None:
    change(copy / "model.yaml", "version: 1.0", "version: 1.1")
    change(
        copy / "indsats.yaml",
        "kind: follow_up\n        every: 3 months",
        "kind: follow_up\n        every: 2 months",
    )
    change(copy / "skemaer.yaml", "name: Det støtter os", "name: Det hjælper os")


def test_a_slip_is_told_before_anything_is_adopted(copy: Path) -> None:
    make_it_ours(copy)
    change(copy / "skemaer.yaml", "kind: rows", "kind: tabel")
    answer = CliRunner().invoke(practice, ["check", str(copy)])
    assert answer.exit_code == 1
    assert "skemaer.yaml:" in answer.output
    assert "forms[2].sections[3].fields[1].kind" in answer.output


def test_the_command_says_what_is_new_in_words(copy: Path) -> None:
    make_it_ours(copy)
    assert CliRunner().invoke(practice, ["check", str(copy)]).exit_code == 0
    told = CliRunner().invoke(practice, ["diff", "gladsaxe", str(copy)]).output
    assert "from “3 months” to “2 months”" in told
    assert "from “Det støtter os” to “Det hjælper os”" in told
    assert "3 differences." in told


@pytest.mark.django_db
def test_a_new_day_follows_the_new_version_and_the_handbook_shows_both(
    copy: Path, client: Client, cast: Cast
) -> None:
    make_it_ours(copy)
    old = actions.model_adopt(actor=SYSTEM, loaded=load_shipped("gladsaxe"), owner="Lene", starts=FIRST)
    new = actions.model_adopt(actor=cast.actor("leader"), loaded=load(copy), owner="Lene", starts=SECOND)
    for day, adopted, every in ((SECOND - dt.timedelta(1), old, 3), (SECOND, new, 2)):
        [offered] = queries.programmes_in_force(day)
        follow_up = offered.programme.interval("follow_up")
        assert offered.adopted == adopted
        assert follow_up is not None
        assert follow_up.every == Span(every, "months")
    client.force_login(cast.coordinator)
    for adopted, words in ((old, "Det støtter os"), (new, "Det hjælper os")):
        page = client.get(reverse("practice:version", args=["gladsaxe", adopted.version])).content.decode()
        assert words in page
    since = client.get(reverse("practice:since", args=["gladsaxe", "1.1", "1.0"])).content.decode()
    assert "<ins>2 months</ins>" in since
