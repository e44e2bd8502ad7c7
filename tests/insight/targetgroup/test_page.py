# SPDX-License-Identifier: EUPL-1.2
"""The page of the target group: who may see it, what it answers, and that it never tells about a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client
from tests.cast import Cast

from familievej.analysis.targetgroup.country import Size, generate
from familievej.insight.targetgroup.counting import Question, Spent, places, spent

PAGE = "/target-group/"
Asked = dict[str, str | int]
FILES = ("report.pdf", "report.xlsx", "report.json")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    generate(folder, Size(24_000, 60_000), seed=1)
    return folder


@pytest.fixture
def analyst(client: Client, cast: Cast, country: Path, settings: Any) -> Client:
    settings.FAMILIEVEJ_TARGETGROUP = country
    client.force_login(cast.analyst)
    return client


def test_without_a_register_the_page_says_what_to_do(
    client: Client, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.FAMILIEVEJ_TARGETGROUP = tmp_path / "none"
    client.force_login(cast.leader)
    assert "docs/target-group.md" in client.get(PAGE).content.decode()


def test_the_first_question_is_the_report_s_own(analyst: Client) -> None:
    told = analyst.get(PAGE).content.decode()
    for part in (
        "Target group",
        "at least 1 of these challenges",
        "may be larger than what registers show",
        "<svg",
    ):
        assert part in told


def test_two_sets_of_rules_stand_side_by_side(analyst: Client) -> None:
    asked: Asked = {"year": 2022, "at_least": 1, "parents": "legal", "other_at_least": 2}
    told = analyst.get(PAGE, asked).content.decode()
    assert "What other rules change" in told
    assert "B less A" in told


def test_a_wrong_question_is_told_at_its_field(analyst: Client) -> None:
    asked: Asked = {"year": 12, "at_least": 1, "parents": "legal"}
    told = analyst.get(PAGE, asked).content.decode()
    assert "1968" in told
    assert "fv-tg-section" not in told


@pytest.mark.parametrize("name", FILES)
def test_the_answer_comes_as_a_file(analyst: Client, name: str) -> None:
    asked: Asked = {"year": 2022, "at_least": 2, "parents": "legal"}
    answer = analyst.get(PAGE + name, asked)
    assert answer.status_code == 200
    start = {"report.pdf": b"%PDF-", "report.xlsx": b"PK", "report.json": b"{"}[name]
    assert answer.content.startswith(start)


def test_figures_about_few_are_hidden(analyst: Client, country: Path) -> None:
    smallest = max(places(Question(2022), country))
    asked: Asked = {"year": 2022, "at_least": 1, "parents": "legal", "municipality": smallest}
    told = json.loads(analyst.get(PAGE + "report.json", asked).content)
    figures = [figure for result in told["results"] for figure in result["figures"]]
    assert any(figure.get("hidden") == "protected" for figure in figures)
    shown = [figure for figure in figures if figure["unit"] == "persons" and figure["value"]]
    assert all(figure["value"] >= 5 for figure in shown)


def test_no_answer_names_a_person_of_the_register(analyst: Client, country: Path) -> None:
    persons = pl.read_parquet(country / "persons.parquet")
    births = {day.isoformat() for day in persons["birth_date"].to_list()}
    told = analyst.get(PAGE).content.decode() + analyst.get(PAGE + "report.json").content.decode()
    assert not [key for key in ("person_id", "household_id", "birth_date", "largest") if key in told]
    assert not any(day in told for day in births)


@pytest.mark.parametrize("role", ["coordinator", "colleague", "administrator", "parent"])
def test_nobody_else_sees_it(client: Client, cast: Cast, role: str) -> None:
    client.force_login(getattr(cast, role))
    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE + "report.json").status_code == 404


def test_the_potential_is_a_comparison_for_as_many_parents_as_one_asks(analyst: Client) -> None:
    told = analyst.get(f"{PAGE}potential/").content.decode()
    for part in (
        "What it would come to for 15 parents", "Who pays less, and who pays more, for 15 parents",
        "Extra measures, a cost",
        "do not say what caused the difference", "95 % interval", "<svg", "in week 48 of 2019",
    ):  # fmt: skip
        assert part in told
    asked: Asked = {"base_year": 2018, "parents_reckoned": 30, "at_least": 1, "parents": "legal"}
    assert "for 30 parents" in analyst.get(f"{PAGE}potential/", asked).content.decode()
    wrong = analyst.get(f"{PAGE}potential/", asked | {"parents_reckoned": 0}).content.decode()
    assert "fv-tg-section" not in wrong
    late = analyst.get(f"{PAGE}potential/", asked | {"base_year": 2060}).content.decode()
    assert "nobody to compare" in late


@pytest.mark.parametrize("name", FILES)
def test_the_potential_comes_as_a_file(analyst: Client, name: str) -> None:
    answer = analyst.get(f"{PAGE}potential/{name}")
    assert answer.status_code == 200
    if name == "report.json":
        tables = {each["id"]: each for each in json.loads(answer.content)["results"]}
        assert set(tables) == {"targetgroup.potential", "targetgroup.calculator", "targetgroup.payers"}
    assert analyst.get(f"{PAGE}potential/{name}", {"base_year": 2060}).status_code == 404


def test_what_each_pays_less_and_more_comes_to_what_all_of_them_do(country: Path) -> None:
    calculator, payers, compared = spent(Spent(2018, 15), country)
    every = payers.at(payer="all_payers", measure="net").value
    assert every == pytest.approx(calculator.at(horizon="four_years").value, rel=1e-9)
    assert (
        compared.at(person="pair", year="all_years", area="all_areas", payer="all_payers").value is not None
    )
    for payer in ("municipality", "region", "state", "all_payers"):
        less, more, net = (payers.at(payer=payer, measure=name).value for name in ("less", "more", "net"))
        assert less is not None
        assert more is not None
        assert net == pytest.approx(less + more)
        assert more <= 0 <= less
    twice = spent(Spent(2018, 30), country)[1]
    assert twice.at(payer="state", measure="net").value == pytest.approx(
        2 * (payers.at(payer="state", measure="net").value or 0)
    )


def test_what_left_before_is_not_told_by_subtracting_a_later_file(
    analyst: Client, country: Path, settings: Any, tmp_path: Path
) -> None:
    settings.FAMILIEVEJ_DATA_DIR = tmp_path
    asked: Asked = {"year": 2022, "at_least": 1, "parents": "legal"}
    first = analyst.get(f"{PAGE}report.json", asked).json()
    again = analyst.get(f"{PAGE}report.json", asked).json()
    assert [each["figures"] for each in first["results"]] == [each["figures"] for each in again["results"]]
    log = json.loads((tmp_path / "target-group-released.json").read_text(encoding="utf-8"))
    assert [release["name"] for release in log["releases"]] == ["target group 2022, everywhere"]
    # Somebody else's file said three fewer: this number is not printed now.
    printed = log["releases"][0]["printed"]
    key = next(key for key in printed if key.endswith("|n") and printed[key] > 50)
    log["releases"][0] |= {"snapshot": "last month", "printed": {key: printed[key] - 3}, "relations": []}
    (tmp_path / "target-group-released.json").write_text(json.dumps(log), encoding="utf-8")
    later = analyst.get(f"{PAGE}report.json", asked).json()

    def shown(told: dict[str, Any]) -> int:
        return sum(figure["value"] is not None for each in told["results"] for figure in each["figures"])

    assert shown(later) < shown(first)
    # Another year is about others.
    assert shown(analyst.get(f"{PAGE}report.json", asked | {"year": 2021}).json()) > 0
