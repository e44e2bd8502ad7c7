# SPDX-License-Identifier: EUPL-1.2
"""The data protection officer searches the trail, and every search, opening and export is in it."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.access.test_trail import look
from tests.cast import ROLES, SYSTEM, Cast

from familievej.access.queries import trail
from familievej.gate import audit
from familievej.gate.acting import acting
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow
from familievej.people import actions as people
from familievej.people.models import Family

CPR = "0305882222"
OTHERS = [role for role in ROLES if role != "data_protection_officer"]


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.data_protection_officer)
    return client


def found(client: Client, **asked: str) -> list[str]:
    """The actions of the rows that a search shows."""
    return [row.action for row in client.get("/trail/", asked).context["rows"]]


def test_rows_are_found_by_who_action_kind_and_days(cast: Cast, officer: Client) -> None:
    look(cast, "family.page", "family")
    look(cast, "plan.edit", "family", role="leader")
    today = timezone.localdate().strftime("%d/%m-%Y")
    assert found(officer, who="karin", verb="read") == ["family.page"]
    assert found(officer, who="LEDER", verb="read") == ["plan.edit"]
    assert found(officer, action="family.p") == ["family.page"]
    assert found(officer, action="family.page", since=today, until=today) == ["family.page"]
    assert found(officer, action="family.page", until="1/1-2026") == []
    assert found(officer, verb="print") == []


def test_rows_are_found_by_the_number_of_a_family(cast: Cast, officer: Client) -> None:
    Family.objects.filter(pk=cast.family.pk).update(external_id="F-0042")
    look(cast, "family.person", "child")
    look(cast, "family.page", "other_family", role="colleague")
    for reference in ("F-0042", "f-0042", str(cast.family.pk), str(cast.family.pk)[:8]):
        rows = found(officer, family=reference, verb="read", who="karin")
        assert rows == ["family.person"], reference
    assert found(officer, family="F-9999") == []


def test_a_person_is_found_by_cpr_number_that_stands_in_no_address(cast: Cast, officer: Client) -> None:
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=CPR)
    look(cast, "family.person", "mother")
    look(cast, "family.page", "child")
    answer = officer.post("/trail/person/", {"cpr-number": "030588-2222"})
    assert answer["Location"] == f"/trail/?person={cast.mother.pk}"
    rows = officer.get(answer["Location"]).context["rows"]
    assert {"family.person", "access.trail_person"} <= {row.action for row in rows}
    assert "family.page" not in {row.action for row in rows}
    missed = officer.post("/trail/person/", {"cpr-number": "010180-1111"}, follow=True)
    assert "Nobody has this number." in missed.content.decode()
    wrong = officer.post("/trail/person/", {"cpr-number": "12"}, follow=True)
    assert "ten digits" in wrong.content.decode()


def test_a_sign_of_searching_is_a_letter_like_any_other(cast: Cast, officer: Client) -> None:
    look(cast, "family.page", "family")
    for text in ("%", "_", "\\", "k%n"):
        assert found(officer, who=text) == []
        assert found(officer, action=text) == []


def test_a_name_of_a_family_or_person_is_not_on_the_list(cast: Cast, officer: Client) -> None:
    look(cast, "family.page", "family", "mother", "child")
    html = officer.get("/trail/").content.decode()
    for secret in ("Maria", "Anton", cast.family.name):
        assert secret not in html
    assert str(cast.family.pk)[:8] in html


def test_the_search_is_itself_in_the_trail(cast: Cast, officer: Client) -> None:
    found(officer, who="karin", family=str(cast.family.pk))
    row = AuditRow.objects.get(action="access.trail_search")
    assert "who: karin" in row.basis
    assert {cast.family.pk, cast.mother.pk} <= set(row.subjects)


def test_before_and_after_are_shown_only_for_a_purpose_that_is_logged_first(
    cast: Cast, officer: Client
) -> None:
    people.family_update(
        actor=cast.actor("coordinator"), family=cast.family, edition=1, name="Maria, Anton og Sofie"
    )
    row = AuditRow.objects.get(action="people.family_update")
    page = f"/trail/{row.pk}/"
    closed = officer.get(page).content.decode()
    assert "Anton og Sofie" not in closed
    assert officer.post(page, {"purpose": " "}).status_code == 400
    assert not AuditRow.objects.filter(action="access.trail_text").exists()
    html = officer.post(page, {"purpose": "Klage fra far"}).content.decode()
    assert "Maria og børnene" in html
    assert "Maria, Anton og Sofie" in html
    logged = AuditRow.objects.get(action="access.trail_text")
    assert (logged.basis, logged.subjects, logged.object_id) == (
        "Klage fra far",
        [cast.family.pk],
        str(row.pk),
    )


@pytest.mark.parametrize("row_id", [0, 999999999, 2**63, 10**40])
def test_a_row_that_does_not_exist_is_not_there(cast: Cast, officer: Client, row_id: int) -> None:
    assert officer.get(f"/trail/{row_id}/").status_code == 404


def test_the_export_starts_no_formula_has_no_texts_and_is_logged(cast: Cast, officer: Client) -> None:
    actor = cast.actor("coordinator")
    with acting(actor):
        audit.read(actor, "family.page", subjects=[cast.family.pk], basis='=HYPERLINK("http://x")')
    answer = officer.post("/trail/export.csv?action=family.page", {"export-purpose": "Tilsyn"})
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][-1] == '\'=HYPERLINK("http://x")'
    logged = AuditRow.objects.get(verb="export")
    assert logged.action == "access.trail_export"
    assert logged.basis.startswith("Tilsyn [action: family.page")


def test_without_a_purpose_nothing_is_taken_out(cast: Cast, officer: Client) -> None:
    answer = officer.post("/trail/export.csv?who=karin", {"export-purpose": ""})
    assert answer["Location"] == "/trail/?who=karin"
    assert not AuditRow.objects.filter(verb="export").exists()


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_searches_opens_or_takes_out(cast: Cast, client: Client, role: str) -> None:
    row = AuditRow.objects.latest("pk")
    client.force_login(getattr(cast, role))
    for page in ("/trail/", f"/trail/{row.pk}/"):
        assert client.get(page).status_code == 404
    for page in ("/trail/person/", "/trail/export.csv", f"/trail/{row.pk}/"):
        assert (
            client.post(page, {"purpose": "x", "export-purpose": "x", "cpr-number": CPR}).status_code == 404
        )
    actor = cast.actor(role)
    with acting(actor), connection.cursor() as cursor:
        with pytest.raises(NoAccess):
            trail.search(actor, trail.Wanted())
        cursor.execute("select access_trail_text(%s), access_trail_person('x')", [row.pk])
        assert cursor.fetchone() == (None, None)
        cursor.execute("select * from access_trail_search('', '', '', null, null, null, null, null, 10)")
        assert cursor.fetchall() == []


def test_earlier_rows_follow_on(cast: Cast, officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("familievej.access.queries.trail.ROWS_PER_PAGE", 3)
    for number in range(5):
        look(cast, f"test.{number}", "family")
    first = officer.get("/trail/", {"action": "test."})
    assert [row.action for row in first.context["rows"]] == ["test.4", "test.3", "test.2"]
    rest = officer.get("/trail/", {"action": "test.", "before": first.context["earlier"]})
    assert [row.action for row in rest.context["rows"]] == ["test.1", "test.0"]
    assert rest.context["earlier"] is None
