# SPDX-License-Identifier: EUPL-1.2
"""Loading is all or nothing, running it twice changes nothing, and what staff corrected stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast
from tests.extract.municipality import Tables, extract, write_folder

from familievej.base.crypto import decrypt
from familievej.course.models import ClosingReason, Course
from familievej.extract.actions import FaultyExtract, extract_check, extract_load
from familievej.extract.load import Outcome
from familievej.extract.models import Attendance, ChildCase, ImportRun, IncomeSupport, PersonCost, State
from familievej.extract.tables import CLOSING_REASONS
from familievej.extract.target import UnitNotChosen
from familievej.gate.actor import system
from familievej.gate.decide import NoAccess
from familievej.gate.models import AuditRow, Grant, Unit
from familievej.people.actions.cpr import bound
from familievej.people.models import Cpr, Family, MemberRole, Membership, Person, Relation

pytestmark = pytest.mark.django_db
SYSTEM = system("the tests import an extract")
Load = Callable[[Tables], Outcome]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """``load(tables)`` loads an extract, into the only unit there is."""
    return lambda tables: extract_load(actor=SYSTEM, path=write_folder(tmp_path, tables))


def changes(outcome: Outcome) -> dict[str, tuple[int, int]]:
    """New and changed rows of each table that has any."""
    return {name: (c.new, c.changed) for name, c in outcome.counts.items() if c.new or c.changed}


def person(external_id: str) -> Person:
    return Person.objects.get(external_id=external_id)


def with_names(tables: Tables, *lines: tuple[str, str, str]) -> Tables:
    """``tables`` whose persons carry given name, family name and CPR number; empty for those without a line."""
    tables["persons"][0] += ["given_name", "family_name", "cpr"]
    for place, row in enumerate(tables["persons"][1:]):
        row.extend(lines[place] if place < len(lines) else ("", "", ""))
    return tables


def test_families_become_people_with_courses(load: Load) -> None:
    load(extract(families=2))
    family = Family.objects.get(external_id="A001")
    roles = [
        (m.person.external_id, m.role, m.index_child)
        for m in family.memberships.order_by("person__external_id")
    ]
    assert roles == [
        ("A001-C1", MemberRole.CHILD, True),
        ("A001-C2", MemberRole.CHILD, False),
        ("A001-D", MemberRole.PARENT, False),
        ("A001-M", MemberRole.PARENT, False),
    ]
    closed, running = Course.objects.order_by("external_id")
    # The register's end date is the last day; ours is the first day after.
    assert (closed.starts, closed.ends, closed.closing_reason) == (
        dt.date(2018, 3, 15),
        dt.date(2018, 12, 1),
        "goals_reached",
    )
    assert (running.ends, running.closing_reason) == (None, "")
    parents = Relation.objects.filter(to_person=person("A001-C1"), kind="parent")
    assert {relation.from_person.external_id for relation in parents} == {"A001-M", "A001-D"}


def test_the_rows_of_the_register_are_kept_as_they_are(load: Load) -> None:
    load(extract(families=1, months=2))
    assert IncomeSupport.objects.count() == 4
    assert ChildCase.objects.get(kind="family_treatment").end_date is None
    assert str(PersonCost.objects.filter(person=person("A001-D")).earliest("month").amount_dkk) == "-120.50"


def test_loading_twice_changes_nothing(load: Load) -> None:
    first = load(extract())
    grants, trail = set(Grant.objects.values_list("subject_id")), AuditRow.objects.count()
    second = load(extract())
    assert changes(first)["persons"] == (12, 0)
    assert changes(second) == {}
    assert {name: count.unchanged for name, count in second.counts.items()} == {
        name: count.rows for name, count in first.counts.items()
    }
    assert set(Grant.objects.values_list("subject_id")) == grants
    assert AuditRow.objects.count() == trail + 1


def test_a_changed_row_updates(load: Load) -> None:
    load(extract())
    tables = extract()
    tables["families"][2][2:] = ["2018-12-31", "moved"]
    tables["persons"][1][4] = "1988-05-11"
    tables["child_cases"][2][3] = "2018-06-30"
    tables["attendance"][1][2] = "17"
    assert changes(load(tables)) == {
        "families": (0, 1),
        "persons": (0, 1),
        "child_cases": (0, 1),
        "attendance": (0, 1),
    }
    assert Course.objects.get(external_id="A002").ends == dt.date(2019, 1, 1)
    assert person("A001-M").birth_date == dt.date(1988, 5, 11)
    assert Attendance.objects.filter(days=17).count() == 1


def test_rows_that_are_no_longer_delivered_are_reported_and_kept(load: Load) -> None:
    load(extract(families=2, months=4))
    tables = extract(families=2, months=3)
    del tables["persons"][8:], tables["ratings"][2]
    outcome = load(tables)
    assert changes(outcome) == {}
    missing = {name: count.missing for name, count in outcome.counts.items() if count.missing}
    assert missing == {
        "persons": 1,
        "income_support": 4,
        "activation": 2,
        "attendance": 2,
        "person_costs": 4,
        "ratings": 1,
    }
    assert Person.objects.filter(external_id="A002-C2").exists()
    assert IncomeSupport.objects.count() == 16


def test_a_fault_anywhere_leaves_everything_as_it_was(load: Load) -> None:
    load(extract(families=1))
    tables = extract(families=2)
    tables["ratings"][-1][4] = "11"
    with pytest.raises(FaultyExtract) as refused:
        load(tables)
    assert [fault.code for fault in refused.value.outcome.faults] == ["out_of_range"]
    assert Family.objects.count() == 1
    assert IncomeSupport.objects.count() == 8
    assert ImportRun.objects.count() == 1


def test_work_that_is_cut_short_leaves_nothing(tmp_path: Path) -> None:
    def pull_the_plug(table: str, _rows: int) -> None:
        if table == "ratings":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_load(actor=SYSTEM, path=write_folder(tmp_path, extract()), progress=pull_the_plug)
    assert not Family.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_check_counts_what_loading_would_do_and_changes_nothing(tmp_path: Path, load: Load) -> None:
    load(extract(families=1))
    trail = AuditRow.objects.count()
    checked = extract_check(actor=SYSTEM, path=write_folder(tmp_path / "next", extract(families=2)))
    assert changes(checked)["families"] == (1, 0)
    assert Family.objects.count() == 1
    assert AuditRow.objects.count() == trail
    assert load(extract(families=2)).counts == checked.counts


def test_what_staff_corrected_stays_until_the_register_changes_it(load: Load) -> None:
    load(extract(families=1))
    Membership.objects.filter(person=person("A001-D")).update(role=MemberRole.STEP_PARENT)
    Person.objects.filter(external_id="A001-M").update(birth_date=dt.date(1988, 1, 1), sex="X")
    Relation.objects.filter(from_person=person("A001-D")).delete()
    Family.objects.update(name="Os fra 3. sal")
    tables = extract(families=1)
    tables["persons"][1][4] = "1987-12-31"
    load(tables)
    mother = person("A001-M")
    assert (mother.birth_date, mother.sex, mother.edition) == (dt.date(1987, 12, 31), "X", 2)
    assert Membership.objects.get(person=person("A001-D")).role == MemberRole.STEP_PARENT
    assert not Relation.objects.filter(from_person=person("A001-D")).exists()
    assert Family.objects.get().name == "Os fra 3. sal"


def test_the_index_child_may_change(load: Load) -> None:
    load(extract(families=1))
    tables = extract(families=1)
    tables["persons"][3][5], tables["persons"][4][5] = "0", "1"
    load(tables)
    assert Membership.objects.get(index_child=True).person.external_id == "A001-C2"


def test_a_person_who_moves_to_another_family_leaves_the_first(load: Load) -> None:
    load(extract(families=2))
    tables = extract(families=2)
    tables["persons"][4][1] = "A002"
    load(tables)
    left, joined = Membership.objects.filter(person=person("A001-C2")).order_by("family__external_id")
    assert left.ends == dt.date(2018, 3, 15)
    assert (joined.family.external_id, joined.ends) == ("A002", None)


def test_names_and_cpr_numbers_are_taken_over_and_the_number_is_encrypted(load: Load) -> None:
    load(with_names(extract(families=1), ("Åse", "Møller", "100588-0004")))
    mother = person("A001-M")
    assert (mother.full_name, mother.search_key) != ("", "")
    assert Family.objects.get().name == "Åse Møller"
    number = Cpr.objects.get()
    assert b"1005880004" not in bytes(number.sealed)
    assert decrypt(number.sealed, bound_to=bound(mother.pk)) == "1005880004"
    assert changes(load(with_names(extract(families=1), ("Åse", "Møller", "1005880004")))) == {}
    assert changes(load(extract(families=1))) == {}
    assert changes(load(with_names(extract(families=1), ("Åse", "Holm", "1005880004")))) == {
        "persons": (0, 1)
    }
    assert person("A001-M").family_name == "Holm"


def test_somebody_known_by_cpr_number_is_the_same_person(load: Load) -> None:
    load(with_names(extract(families=1), ("Åse", "Møller", "1005880004")))
    known = person("A001-M")
    Person.objects.filter(pk=known.pk).update(external_id=None, called_name="Åse")
    tables = with_names(extract(families=1), ("Åse", "Møller", "1005880004"))
    load(tables)
    assert person("A001-M").pk == known.pk
    assert person("A001-M").called_name == "Åse"


def test_a_cpr_number_that_stands_on_somebody_else_is_a_fault_with_its_line(load: Load) -> None:
    load(with_names(extract(families=1), ("Åse", "Møller", "1005880004")))
    tables = with_names(extract(families=2), ("Åse", "Møller", ""), ("", "", "1005880004"))
    with pytest.raises(FaultyExtract) as refused:
        load(tables)
    [fault] = refused.value.outcome.faults
    assert (fault.code, fault.line, fault.value) == ("cpr_taken", 3, "A001-D")


def test_a_child_who_is_not_born_yet_is_expected(load: Load) -> None:
    tables = extract(families=1)
    tables["persons"][4][4] = "2099-01-01"
    load(tables)
    child = person("A001-C2")
    assert (child.birth_date, child.due_date) == (None, dt.date(2099, 1, 1))


def test_a_course_that_ends_ends_its_coordinators_access(cast: Cast, tmp_path: Path) -> None:
    from familievej.course.actions import coordinator_change

    tables = extract(families=2)
    extract_load(actor=SYSTEM, path=write_folder(tmp_path, tables), unit=cast.unit.code)
    course = Course.objects.get(external_id="A002")
    coordinator_change(
        actor=SYSTEM,
        course=course,
        coordinator=cast.coordinator,
        reason="knows the family",
        day=course.starts,
    )
    mother = person("A002-M")
    assert Person.objects.visible_to(cast.actor("coordinator")).filter(pk=mother.pk).exists()
    assert not Person.objects.visible_to(cast.actor("colleague")).filter(pk=mother.pk).exists()
    tables["families"][2][2:] = ["2019-05-31", "moved"]
    extract_load(actor=SYSTEM, path=write_folder(tmp_path, tables), unit=cast.unit.code)
    assert not Person.objects.visible_to(cast.actor("coordinator")).filter(pk=mother.pk).exists()


def test_the_unit_must_be_said_where_there_are_several(cast: Cast, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, extract(families=1))
    with pytest.raises(UnitNotChosen, match=cast.unit.code):
        extract_load(actor=SYSTEM, path=folder)
    with pytest.raises(UnitNotChosen, match="no unit “nowhere”"):
        extract_load(actor=SYSTEM, path=folder, unit="nowhere")
    assert not Family.objects.filter(external_id="A001").exists()


def test_an_empty_installation_gets_its_first_unit(load: Load) -> None:
    load(extract(families=1))
    assert Course.objects.get().unit == Unit.objects.get()


@pytest.mark.parametrize("role", ["coordinator", "leader", "analyst", "parent", "outsider"])
def test_only_the_administrator_may_import(role: str, cast: Cast, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, extract(families=1))
    for act in (extract_check, extract_load):
        with pytest.raises(NoAccess):
            act(actor=cast.actor(role), path=folder, unit=cast.unit.code)


def test_one_row_of_the_trail_tells_whom_the_import_touched(load: Load) -> None:
    load(extract(families=1))
    row = AuditRow.objects.get(action="extract.extract_load")
    everybody = [pk for model in (Family, Person) for pk in model.objects.values_list("pk", flat=True)]
    assert set(row.subjects) == set(everybody)
    assert row.purpose == SYSTEM.purpose


def test_the_history_keeps_counts_and_fingerprints(load: Load) -> None:
    load(extract(families=1))
    run = ImportRun.objects.get()
    assert (run.state, run.counts["persons"]["new"], len(run.fingerprints)) == (State.LOADED, 4, 9)
    assert all(len(digest) == 64 for digest in run.fingerprints.values())


def test_the_closing_reasons_of_the_register_are_those_of_a_course() -> None:
    assert list(CLOSING_REASONS) == ClosingReason.values


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_two_extracts_ends_with_the_last(data: st.DataObject, tmp_path: Path) -> None:
    days = st.dates(dt.date(2018, 3, 15), dt.date(2019, 12, 31))
    for _round in range(2):
        tables = extract(families=1, months=1)
        ends = data.draw(st.none() | days)
        born = data.draw(st.dates(dt.date(1950, 1, 1), dt.date(2001, 1, 1)))
        index = data.draw(st.sampled_from([3, 4]))
        tables["families"][1][2:] = [ends.isoformat() if ends else "", ""]
        tables["persons"][1][4] = born.isoformat()
        tables["persons"][3][5], tables["persons"][4][5] = ("1", "0") if index == 3 else ("0", "1")
        extract_load(actor=SYSTEM, path=write_folder(tmp_path, tables))
    course = Course.objects.get(external_id="A001")
    assert course.ends == (ends + dt.timedelta(days=1) if ends else None)
    assert person("A001-M").birth_date == born
    assert Membership.objects.get(index_child=True).person.external_id == f"A001-C{index - 2}"
