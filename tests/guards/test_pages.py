# SPDX-License-Identifier: EUPL-1.2
"""Every page as every member of the cast: the table says who gets in, and the requests go through both locks."""

from __future__ import annotations

import re

import pytest
from tests.cast import Cast
from tests.guards.addresses import ANONYMOUS, EVERYBODY, OURS, PAGES, Address, expected, knock

INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)(?![^>]*application/json)|<[^>]+\s(?:style|on\w+)\s*=", re.IGNORECASE
)
POLICY = "default-src 'none'"
pytestmark = pytest.mark.django_db


def _named(address: Address) -> str:
    return address.name


@pytest.mark.parametrize("address", OURS, ids=_named)
def test_everybody_gets_the_answer_of_the_table(address: Address, world: Cast) -> None:
    got = {who: knock(address, world, who) for who in EVERYBODY}
    assert {who: response.status_code for who, response in got.items()} == expected(PAGES[address.name])
    for who, response in got.items():
        _is_strict(f"{address.name} as {who}", response)
    if expected(PAGES[address.name])[ANONYMOUS] == 302 and address.name != "web:set_language":
        assert got[ANONYMOUS]["Location"].startswith("/account/login/"), "strangers are asked to log in"


def _is_strict(where: str, response: object) -> None:
    """The policy stands on every answer, and the page breaks it nowhere."""
    policy = response.headers["Content-Security-Policy"]  # type: ignore[attr-defined]
    assert POLICY in policy, where
    assert "unsafe" not in policy, where
    if response.headers["Content-Type"].startswith("text/html"):  # type: ignore[attr-defined]
        assert INLINE.findall(response.content.decode()) == [], where  # type: ignore[attr-defined]


OF_A_FAMILY = [address for address in OURS if "family_id" in address.parts]
OF_MORE = [address for address in OF_A_FAMILY if len(address.parts) > 1]


@pytest.mark.parametrize("address", OF_A_FAMILY, ids=_named)
def test_another_family_is_not_there(address: Address, world: Cast) -> None:
    """Whoever works with one family gets no sign that another exists."""
    strangers = ("coordinator", "leader", "parent", "administrator")
    got = {who: knock(address, world, who, family_id=world.other_family.pk).status_code for who in strangers}
    assert got == dict.fromkeys(strangers, 404)


@pytest.mark.parametrize("address", OF_MORE, ids=_named)
def test_a_record_of_one_family_is_not_opened_by_the_address_of_another(
    address: Address, world: Cast
) -> None:
    """Bo may open the Sørensens; with their id in the address he still does not get Maria's records."""
    assert knock(address, world, "colleague", family_id=world.other_family.pk).status_code == 404


@pytest.mark.parametrize("address", OF_A_FAMILY, ids=_named)
def test_whoever_may_not_open_a_page_cannot_post_to_it_either(address: Address, world: Cast) -> None:
    shut = [who for who, status in expected(PAGES[address.name]).items() if status == 404]
    got = {who: knock(address, world, who, method="post").status_code for who in shut}
    assert {who: status for who, status in got.items() if status not in {404, 405}} == {}
