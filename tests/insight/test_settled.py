# SPDX-License-Identifier: EUPL-1.2
"""Whom one compares with and what is set for the long run are fixed with the definition, and reach every file."""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from itertools import product
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from tests.cast import SYSTEM, Cast
from tests.insight.test_evaluations import QUESTION, define, other_unit, registered, run

from familievej.analysis.disclosure_control.log import Release
from familievej.course.models import Course
from familievej.course.states import State as CourseState
from familievej.extract.models import IncomeSupport, RegisteredFamily, RegisteredPerson
from familievej.gate.models import Unit
from familievej.insight import actions, queries
from familievej.insight.examples import CALCULATION, EXAMPLES, PRICES
from familievej.insight.files import PART
from familievej.insight.models import Definition, Evaluation, State
from familievej.insight.nested import held_against, summed
from familievej.insight.wanted import Wanted
from familievej.people import actions as people

__all__ = ["registered"]
START, MONTHS = dt.date(2017, 6, 15), range(-24, 24)
DESIGN = {"design": "difference_in_differences", "outcome": "self_supporting", "weighted": False}
KEPT = {"name": "ours.yaml", "text": CALCULATION, "prices_name": "priser.csv", "prices": PRICES}


def families(unit: Unit, count: int, ready_after: int) -> None:
    """``count`` families with a mother who is in work a month of four before the start, ``ready_after`` after."""
    made = [people.family_create(actor=SYSTEM, name=f"{unit.code} {number}") for number in range(count)]
    for number, family in enumerate(made):
        mother = people.person_create(actor=SYSTEM, given_name="Mor", family_name=family.name, sex="F")
        Course.objects.create(
            family=family, unit=unit, programme="x", starts=START, state=CourseState.RUNNING
        )
        RegisteredFamily.objects.create(family=family, start_date=START)
        RegisteredPerson.objects.create(
            person=mother,
            family=family,
            role="mother",
            sex="F",
            birth_date=dt.date(1988, 1, 1),
            index_child=False,
        )
        months = (dt.date(2017 + (5 + m) // 12, (5 + m) % 12 + 1, 1) for m in MONTHS)
        IncomeSupport.objects.bulk_create(
            IncomeSupport(person=mother, month=month, category="job_ready")
            for m, month in zip(MONTHS, months, strict=True)
            if (m + number) % 4 >= (ready_after if m >= 0 else 1)
        )


def texts(files: dict[str, bytes]) -> dict[str, str]:
    """What each file of a report says."""
    with zipfile.ZipFile(io.BytesIO(files["report.xlsx"])) as book:
        sheets = [
            book.read(name).decode() for name in book.namelist() if "worksheets/" in name or "Strings" in name
        ]
    pages = pypdf.PdfReader(io.BytesIO(files["report.pdf"])).pages
    return {
        "report.html": files["report.html"].decode(),
        "report.pdf": " ".join(page.extract_text() for page in pages),
        "report.xlsx": " ".join(sheets),
        PART: files[PART].decode(),
    }


@pytest.mark.django_db
def test_a_comparison_and_a_calculation_of_the_definition_are_in_every_file(cast: Cast) -> None:
    beside = other_unit()
    families(cast.unit, 24, 3)
    families(beside, 24, 1)
    compared = define(
        cast, unit=cast.unit, comparison="Same criteria, same years", compared_unit=beside, design=DESIGN,
        calculation=KEPT, places=20,
    )  # fmt: skip
    alone = define(cast, unit=cast.unit)
    for evaluation, is_there in ((compared, True), (alone, False)):
        made = run(cast, evaluation)
        assert (made.state, made.failure) == (State.DONE, "")
        names = ("report.html", "report.pdf", "report.xlsx", PART)
        for language, word in (("da", "effekt"), ("en", "effect")):
            files = {name: queries.file_of(cast.actor("analyst"), made, language, name) for name in names}
            for name, text in texts(files).items():
                assert ("Elsewhere" in text) is is_there, name
                assert is_there or word not in text.lower(), (name, word)
                assert ("Vores program" in text) is is_there, name


@pytest.mark.django_db
def test_the_form_takes_the_files_and_tells_of_a_fault_with_line_and_field(
    registered: Cast, client: Client
) -> None:
    client.force_login(registered.analyst)
    form: dict[str, Any] = {
        "evaluation_id": uuid.uuid4(), "title": "The first years", "unit": str(registered.unit.pk),
        "question": QUESTION, "comparison": "", "started_before": "", "nothing_registered": "self_supporting",
        "double_registration": "self_supporting", "places": "20",
    }  # fmt: skip

    def sent(text: str, **more: Any) -> Any:
        files = {"calculation": SimpleUploadedFile("ours.yaml", text.encode())}
        return client.post("/evaluations/new/", form | files | more, follow=True)

    def catalogue() -> SimpleUploadedFile:
        return SimpleUploadedFile("priser.csv", PRICES.encode())

    wrong = CALCULATION.replace("last_year: 2025", "last_year: twelve")
    for page, words in (
        (sent(wrong, prices=catalogue()), "last_year"),
        (sent(CALCULATION), "priser.csv is not there"),
        (sent("a: [1"), "ours.yaml, line"),
        (client.post("/evaluations/new/", form | {"prices": catalogue()}), "belongs to a calculation"),
        (
            sent(CALCULATION, prices=catalogue(), compared_unit=str(registered.unit.pk)),
            "with those of another",
        ),
    ):
        assert words in page.content.decode()
        assert not Evaluation.objects.exists()
    assert sent(CALCULATION, prices=catalogue()).status_code == 200
    first = Definition.objects.get()
    assert (first.calculation["text"], first.places) == (CALCULATION, 20)
    # What is not chosen again stays; a changed file is a new version; left out it is gone.
    change = f"/evaluations/{first.evaluation_id}/definition/"
    client.post(change, form)
    assert Definition.objects.count() == 1
    client.post(change, form | {"calculation": SimpleUploadedFile("b.yaml", CALCULATION.encode())})
    client.post(change, form | {"no_calculation": "on"})
    assert [each.calculation.get("name", "") for each in Definition.objects.all()] == ["", "ours.yaml"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", EXAMPLES)
def test_there_is_an_example_to_begin_with(registered: Cast, client: Client, name: str) -> None:
    client.force_login(registered.leader)
    assert client.get(f"/evaluations/examples/{name}").content.decode() == EXAMPLES[name]


@pytest.mark.django_db
def test_a_definition_is_not_changed_and_stays_as_long_as_a_run_of_it(registered: Cast) -> None:
    evaluation = define(registered)
    run(registered, evaluation)
    free = define(registered)
    for change in (
        lambda: evaluation.definitions.update(question="Other"),
        lambda: evaluation.definitions.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
            change()
    free.definitions.all().delete()


@pytest.mark.django_db
def test_a_leader_compares_with_no_unit_that_somebody_else_leads(registered: Cast) -> None:
    from familievej.gate.decide import NoAccess

    with pytest.raises(NoAccess):
        define(
            registered,
            "leader",
            registered.unit,
            comparison="Same",
            compared_unit=other_unit(),
            design=DESIGN,
        )
    evaluation = define(registered, "leader", registered.unit)
    wanted = Wanted(
        QUESTION, comparison="Same", compared_unit=Unit.objects.get(code="elsewhere"), design=DESIGN
    )
    with pytest.raises(NoAccess):
        actions.definition_change(actor=registered.actor("leader"), evaluation=evaluation, wanted=wanted)


def _release(name: str, **printed: float) -> Release:
    return Release(name=name, released_on="2026-11-23", snapshot=name, printed=printed)


def test_a_release_is_held_against_every_group_that_it_lies_in_or_holds() -> None:
    a, b = uuid.uuid4(), uuid.uuid4()
    log = {None: [_release("all", x=60, y=9)], a: [_release("a", x=40)], b: [_release("b", x=18, z=3)]}
    assert [each.name for each in held_against(log, None)] == ["all", "a", "b", "units together"]
    of_a = {each.name: each.printed for each in held_against(log, a)}
    assert of_a == {"a": {"x": 40}, "all": {"x": 60, "y": 9}, "all but the other units": {"x": 42}}
    assert [each.name for each in held_against({a: log[a], b: log[b]}, a)] == ["a"]


@pytest.mark.parametrize(("whole", "parts"), list(product([[60, 7]], [[[40, 2], [18, 4]], [[1, 1]]])))
def test_sums_and_rests_are_of_what_all_of_them_print(whole: list[int], parts: list[list[int]]) -> None:
    rest = summed(
        "rest",
        [_release("all", x=whole[0], y=whole[1])],
        [_release(str(n), x=p[0], y=p[1]) for n, p in enumerate(parts)],
    )
    assert rest.printed == {
        "x": whole[0] - sum(part[0] for part in parts),
        "y": whole[1] - sum(part[1] for part in parts),
    }
