# SPDX-License-Identifier: EUPL-1.2
"""A contact map counts what the family meets, and keeps every label apart however many there are."""

from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.people.pictures.contacts import ANTON, ANTONS, MOTHER, MOTHERS

from familievej.people.pictures.around.layout import around
from familievej.people.pictures.contact_map import (
    COMPACT,
    HALF,
    WIDE,
    MapContact,
    MapCounts,
    MapMember,
    contact_map,
    contact_map_both,
    contact_maps,
)

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = (WIDE, HALF, COMPACT)


def many(count: int) -> list[MapContact]:
    return [
        MapContact(
            str(at), f"Area {at % 5}", f"Unit {at}", f"Person {at}", "adviser", f"Place {at}", ("Plan",)
        )
        for at in range(count)
    ]


def test_the_mother_of_the_report_has_eight_meeting_places_and_seven_plans() -> None:
    counts = MapCounts.of(MOTHERS)
    assert (counts.places, counts.plans, counts.areas) == (8, 7, 4)
    assert counts.sentence == "8 meeting places, 7 plans, 8 contact persons, 4 areas"


def test_the_numbers_are_printed_as_text_in_the_picture() -> None:
    svg = ET.fromstring(contact_map(MOTHER, MOTHERS, prefix="m", title="Contacts").svg)  # noqa: S314
    words = [element.text for element in svg.iter(f"{SVG}text")]
    assert words[-8:] == ["8", "meeting places", "7", "plans", "8", "contact persons", "4", "areas"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [0, 1, 8, 40])
def test_every_contact_has_one_line_and_no_two_contacts_overlap(count: int, width: float) -> None:
    contacts = many(count)
    svg = ET.fromstring(contact_map(ANTON, contacts, prefix="m", title="Contacts", width=width).svg)  # noqa: S314
    lines = [element.get("data-contact") for element in svg.iter() if element.get("data-contact")]
    assert sorted(filter(None, lines)) == sorted(contact.key for contact in contacts)
    ordered = sorted(contacts, key=lambda contact: contact.area)
    plan = around(ANTON, ordered, width)
    boxes = [plan.family, *(card.area for card in plan.cards)]
    spots = [spot.area for card in plan.cards for spot in card.spots]
    for group in (boxes, spots):
        assert not any(one.overlaps(other) for one, other in combinations(group, 2))
    for box in boxes:
        assert box.x0 >= 0
        assert box.x1 <= width
        assert box.y1 <= plan.height


_words = st.text(max_size=60)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(_words, _words, _words, _words, st.lists(_words, max_size=3)), max_size=12),
    st.sampled_from(WIDTHS),
)
def test_any_words_stay_inside_their_card(
    facts: list[tuple[str, str, str, str, list[str]]], width: float
) -> None:
    contacts = [
        MapContact(str(at), area[:2], unit, person, "", place, tuple(plans))
        for at, (area, unit, person, place, plans) in enumerate(facts)
    ]
    drawn = contact_map(ANTON, contacts, prefix="m", title="Contacts", width=width)
    ET.fromstring(drawn.svg)  # noqa: S314
    plan = around(ANTON, sorted(contacts, key=lambda contact: contact.area), width)
    for card in plan.cards:
        for spot in card.spots:
            assert all(card.area.y0 < line.y < card.area.y1 for line in spot.lines)


def test_before_and_now_show_what_ended() -> None:
    maps = contact_maps(
        MOTHER, MOTHERS, before=date(2026, 1, 1), now=date(2026, 11, 1), prefix="m", titles=("Before", "Now")
    )
    assert maps.change == (
        "Before: 8 meeting places, 7 plans, 8 contact persons, 4 areas. "
        "Now: 5 meeting places, 4 plans, 5 contact persons, 4 areas."
    )
    assert [row.unit for row in maps.ended] == ["Social authority", "Family House", "Resource course"]
    assert maps.begun == ()


def test_a_contact_counts_on_its_first_and_last_day_and_not_after() -> None:
    contact = MapContact("1", "Area", "Unit", start=date(2026, 1, 1), end=date(2026, 2, 1))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 2)]
    assert [contact.runs_on(day) for day in days] == [False, True, True, False]


def test_nobody_around_the_family_is_said_in_words() -> None:
    empty = contact_map(ANTON, [], prefix="m", title="Contacts")
    assert empty.description == "Nobody outside the family has been added yet."
    assert empty.rows == ()


def test_the_table_names_members_and_the_two_sizes_have_different_ids() -> None:
    both = contact_map_both(ANTON, ANTONS, prefix="m", title="Contacts")
    assert both.rows[0].about == ("Anton",)
    assert 'id="m-wide-title"' in both.wide.svg
    assert 'id="m-compact-title"' in both.compact.svg


def test_a_contact_about_a_stranger_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="Contact '9' is about 'x'"):
        contact_map(
            [MapMember("a", "Anton")], [MapContact("9", "A", "U", about=("x",))], prefix="m", title="C"
        )
