# SPDX-License-Identifier: EUPL-1.2
"""A page asks the database as often for twenty rows as for ten."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.guards.addresses import OURS, PAGES, expected, knock
from tests.guards.growth import grow

# Whoever sees the most of each page.
READERS = ("coordinator", "leader", "parent", "administrator")


def _counts(cast: Cast) -> dict[str, int]:
    """How many statements each page runs, by address and reader, when it is asked for the second time."""
    found = {}
    for address in OURS:
        page = PAGES.get(address.name, {})
        if page.get("method", "get") != "get":
            continue
        reader = next((who for who in READERS if expected(page)[who] == 200), "")
        if not reader:
            continue
        knock(address, cast, reader)
        with CaptureQueriesContext(
            connection,
        ) as ran:
            response = knock(address, cast, reader)
        assert response.status_code == 200, address.name
        found[f"{address.name} as {reader}"] = len(ran)
    return found


def test_every_page_runs_as_many_statements_for_twenty_rows_as_for_ten(world: Cast) -> None:
    grow(world, range(10))
    ten = _counts(world)
    grow(world, range(10, 20))
    twenty = _counts(world)
    assert {name: (ten[name], twenty[name]) for name in ten if ten[name] != twenty[name]} == {}
    assert len(ten) > 20, "hardly any page was measured"


@pytest.mark.parametrize("part", ["", "rest/"])
@pytest.mark.parametrize("reader", ["coordinator", "leader"])
def test_the_family_page_never_asks_more_than_25_times(
    cast: Cast, client: Client, reader: str, part: str
) -> None:
    """What a savepoint costs is the test's own: a real request is a transaction of its own."""
    grow(cast, range(10))
    client.force_login(getattr(cast, reader))
    address = f"/families/{cast.family.pk}/{part}"
    client.get(address)
    with CaptureQueriesContext(connection) as ran:
        assert client.get(address).status_code == 200
    asked = [each["sql"] for each in ran if "SAVEPOINT" not in each["sql"]]
    assert len(asked) <= 25, "\n".join(asked)
