# SPDX-License-Identifier: EUPL-1.2
"""A calculation and a price catalogue as files that people write."""

from __future__ import annotations

from pathlib import Path

import pytest

from familievej.analysis.economy import read_calculation, read_prices
from familievej.analysis.economy.present_value import net
from familievej.analysis.economy.results import long_run
from familievej.analysis.words import Refused

CATALOGUE = """area,payer,committee,price_year,set_by,source,origin,low,high,2018,2019
placement,municipality,children,2018,Controller,accounts 2018,measured,0.8,1.2,400000,400000
health,region,,2018,Controller,a model,model,,,5000,
"""
CALCULATION = """# SPDX-License-Identifier: EUPL-1.2
name: Our programme
population: {value: 66, set_by: Team, source: register, origin: measured}
succeeded:
  value: 2
  low: 0
  high: 3
  set_by: Team
  source: assessment
  origin: judgement
prices: prices.csv
costs:
  - {year: 2018, kind: operation, amount: 500000, set_by: Finance, source: accounts}
first_year: 2018
last_year: 2020
price_year: 2018
present_value_year: 2018
rate_on: "2026-11-23"
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_calculation_takes_its_prices_from_the_catalogue_beside_it(tmp_path: Path) -> None:
    written(tmp_path, "prices.csv", CATALOGUE)
    one = read_calculation(written(tmp_path, "calculation.yaml", CALCULATION))
    assert [price.area for price in one.prices] == ["placement", "health"]
    assert (one.prices[0].low, one.prices[1].committee) == (0.8, "")
    assert net(one) == pytest.approx(2 * (405_000 + 400_000 / 1.035) - 500_000)


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_catalogue_may_have_commas_or_semicolons(tmp_path: Path, separator: str) -> None:
    prices = read_prices(written(tmp_path, "p.csv", CATALOGUE.replace(",", separator)))
    assert prices[0].amounts == {2018: 400_000, 2019: 400_000}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("400000,400000", "400000,fire", r"p\.csv, line 2, amounts\.2019"),
        ("region", "regoin", r"p\.csv, line 3, payer"),
        ("0.8,1.2", "1.2,0.8", r"p\.csv, line 2, .*around 1"),
        ("measured", "guessed", r"p\.csv, line 2, origin"),
        ("5000,\n", "5000,,9\n", r"p\.csv, line 3, extra"),
        ("area,", "aera,", r"p\.csv, line 2, area"),
    ],
)
def test_a_fault_in_a_catalogue_is_said_with_line_and_field(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        read_prices(written(tmp_path, "p.csv", CATALOGUE.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  value: 2\n", "  value: two\n", r"calculation\.yaml, line 5, succeeded\.value"),
        ("  value: 2\n", "  value: 9\n", r"calculation\.yaml, line 4, succeeded: the value must lie between"),
        ("origin: judgement", "origin: hunch", r"calculation\.yaml, line 10, succeeded\.origin"),
        ("kind: operation", "kind: party", r"calculation\.yaml, line 13, costs\.1\.kind"),
        ("last_year: 2020", "last_year: 2010", "first_year comes after last_year"),
        ('rate_on: "2026-11-23"', "", "give either rate or rate_on"),
        ("name: Our programme", "name: [", r"calculation\.yaml, line \d+"),
        ("prices.csv", "nowhere.csv", r"nowhere\.csv is not there"),
    ],
)
def test_a_fault_in_a_calculation_is_said_with_line_and_field(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    written(tmp_path, "prices.csv", CATALOGUE)
    assert old in CALCULATION
    with pytest.raises(Refused, match=said):
        read_calculation(written(tmp_path, "calculation.yaml", CALCULATION.replace(old, new)))


def test_a_catalogue_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no rows"):
        read_prices(written(tmp_path, "p.csv", CATALOGUE.splitlines()[0] + "\n"))


def test_the_example_of_the_handbook_can_be_computed(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "economy.md").read_text("utf-8")
    blocks = {name: text.split(f"```{name}\n")[1].split("```")[0] for name in ("yaml", "csv")}
    written(tmp_path, "prices.csv", blocks["csv"])
    one = read_calculation(written(tmp_path, "calculation.yaml", blocks["yaml"]))
    made = {result.id.rsplit(".", 1)[1]: result for result in long_run(one)}
    assert {"area", "payer", "committee", "break_even", "number", "scope", "tornado", "chance"} == set(made)
    pays = made["chance"].at(measure="pays").value
    assert pays is not None
    assert 0 < pays < 1
