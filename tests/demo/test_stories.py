# SPDX-License-Identifier: EUPL-1.2
"""Stories and cast refer only to what exists, and tell the families that the reports describe."""

from itertools import pairwise

import pytest

from familievej.demo.cast import cast
from familievej.demo.names import backgrounds
from familievej.demo.story import (
    Story,
    StoryFault,
    people_named,
    read_story,
    staff_named,
    stories,
)

ALL = pytest.mark.parametrize("story", stories(), ids=[story.id for story in stories()])


def story(name: str) -> Story:
    return next(found for found in stories() if found.id == name)


def test_the_families_of_the_reports_are_told_and_three_more() -> None:
    assert {found.id for found in stories()} == {
        "anton", "damgaard", "maria", "delic", "storm", "samira", "emma-og-oscar", "aviaja", "nanna",
    }  # fmt: skip


@ALL
def test_every_person_named_is_in_the_story(story: Story) -> None:
    known = {person.key for person in story.persons}
    assert [(where, key) for where, key in people_named(story) if key not in known] == []
    homes = {home.key for home in story.homes}
    assert {residence.home for residence in story.residences} <= homes


@ALL
def test_every_member_of_staff_and_unit_named_is_in_the_cast(story: Story) -> None:
    assert [(where, key) for where, key in staff_named(story) if key not in cast().staff] == []
    assert {involvement.unit for involvement in story.involvements} <= cast().units.keys()
    for involvement in story.involvements:
        assert bool(involvement.contact) != bool(involvement.contact_name)
        if involvement.contact:
            assert cast().staff[involvement.contact].unit == involvement.unit


@ALL
def test_a_step_is_somebodys_and_is_done_after_it_was_agreed(story: Story) -> None:
    for goal in story.plan.goals:
        assert goal.since in story.plan.saves
        assert goal.closed is None or goal.closed in story.plan.saves
        assert (goal.status == "reached") == (goal.closed is not None)
        assert all(earlier.until in story.plan.saves for earlier in goal.was)
        for step in goal.steps:
            assert bool(step.who) != bool(step.staff)
            assert step.since in story.plan.saves
            assert step.since >= goal.since
            assert step.done is None or step.since <= step.done < 0


@ALL
def test_what_is_held_lies_behind_and_what_is_planned_ahead(story: Story) -> None:
    for contact in story.contacts:
        assert (contact.state == "planned") == (contact.day >= 0)
    assert any(0 <= contact.day <= 14 for contact in story.contacts), "a next meeting is near"
    assert all(story.course.start <= contact.day for contact in story.contacts)
    assert all(story.course.start <= note.day < 0 for note in story.notes)
    assert story.plan.saves == tuple(sorted(story.plan.saves))
    assert story.course.start < story.plan.saves[0]
    assert story.plan.saves[-1] < 0


@ALL
def test_each_family_had_a_handover_with_a_reason(story: Story) -> None:
    periods = story.course.coordinators
    assert len(periods) >= 2
    assert periods[0].since == story.course.start
    assert [period.since for period in periods] == sorted(period.since for period in periods)
    assert all(period.reason for period in periods)
    assert cast().staff[periods[-1].staff].left is None
    for period, following in pairwise(periods):
        left = cast().staff[period.staff].left
        assert left is None or following.since <= left, "nobody coordinates who has gone"


@ALL
def test_one_child_is_in_the_middle_and_everybody_is_born_or_expected(story: Story) -> None:
    assert [person.role for person in story.persons if person.index] == ["child"]
    assert all((person.age is None) != (person.due_in is None) for person in story.persons)


@ALL
def test_telephone_numbers_and_addresses_cannot_be_anybodys(story: Story) -> None:
    phones = [person.phone for person in story.persons] + [friend.phone for friend in story.network]
    assert all(phone.startswith("0") for phone in phones if phone), "no Danish number begins with 0"
    assert all(person.email.endswith(".example") for person in story.persons if person.email)
    assert all(unit.phone.startswith("0") for unit in cast().units.values())
    assert all(person.phone.startswith("0") for person in cast().staff.values())
    assert cast().municipality.mail_domain.endswith(".example")
    assert cast().municipality.postcode == "9999"


def test_the_mother_with_many_contacts_has_eight_meeting_places_and_seven_plans() -> None:
    involvements = story("maria").involvements
    assert len({involvement.place for involvement in involvements}) == 8
    assert len({involvement.plan for involvement in involvements if involvement.plan}) == 7


def test_both_parents_have_custody_and_live_apart_and_the_young_person_is_sixteen() -> None:
    told = story("emma-og-oscar")
    holders = {custody.holder for custody in told.custody if custody.child == "emma"}
    assert holders == {"rikke", "soeren"}
    homes = {r.person: r.home for r in told.residences if r.until is None and r.kind == "registered"}
    assert homes["rikke"] != homes["soeren"]
    assert int(told.person("emma").age or 0) == 16
    assert told.person("jesper").role == "step_parent"


def test_one_child_is_expected_and_one_address_is_protected() -> None:
    assert story("aviaja").person("baby").due_in == 63
    assert all(home.protected for home in story("nanna").homes)


def test_every_area_has_staff_and_every_persona_somebody() -> None:
    found = cast()
    staffed = {found.units[person.unit].area for person in found.staff.values()}
    assert staffed | {"psychiatry", "community"} == found.areas.keys(), "external partners have no login"
    for persona in found.personas.values():
        if persona.staff:
            assert persona.staff in found.staff
        else:
            assert story(persona.story).person(persona.person)
    roles = {found.staff[p.staff].role for p in found.personas.values() if p.staff}
    assert roles == {
        "coordinator", "caseworker", "leader", "analyst", "data_protection_officer", "administrator",
    }  # fmt: skip


def test_the_outsider_works_with_none_of_the_families() -> None:
    outsider = cast().personas["outsider"].staff
    assert outsider not in {key for found in stories() for _, key in staff_named(found)}


def test_no_coordinator_has_more_than_ten_families() -> None:
    now = [found.course.coordinators[-1].staff for found in stories()]
    assert all(now.count(key) <= 10 for key in cast().coordinators)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id = ", "anton.toml"),
        ("id = 'a'\nfarve = 'rød'", "'farve' is not known"),
        ("id = 'a'", "'family' is missing"),
        ("id = 4", "anton.toml, id: 4 is not of type str"),
        ("id = 'a'\nnotes = 'x'", "anton.toml, notes: a list is expected"),
        ("id = 'a'\n[[persons]]\nkey = 'b'\nage = 'ten'", "persons 1, age: 'ten' is not of type float"),
    ],
)
def test_a_fault_in_a_story_names_file_and_place(text: str, message: str) -> None:
    with pytest.raises(StoryFault, match=r"anton\.toml") as fault:
        read_story("anton.toml", text)
    assert message in str(fault.value)


def test_names_with_danish_letters_and_other_backgrounds_are_among_the_names() -> None:
    groups = backgrounds()
    assert sum(group.weight for group in groups) == 100
    every = {name for group in groups for name in (*group.women, *group.men, *group.family)}
    assert {"Søren", "Åse", "Kjær", "Öztürk", "Al-Khatib", "Warsame"} <= every
