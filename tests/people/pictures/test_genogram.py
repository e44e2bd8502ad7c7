# SPDX-License-Identifier: EUPL-1.2
"""A genogram shows everybody once, every tie as a line, and nothing on top of anything else."""

from collections.abc import Callable
from datetime import date
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.people.pictures import families
from tests.people.pictures.families import TODAY, Drawn

from familievej.people.pictures.genogram import GenogramPerson, Home, Sex, Tie, TieKind, genogram, genograms
from familievej.people.pictures.kin.data import COUPLES, DESCENTS, checked
from familievej.people.pictures.kin.layout import Layout, arrange, lay_out
from familievej.people.pictures.kin.place import SCALES
from familievej.people.pictures.svg import Box, Picture, Point

SVG = "{http://www.w3.org/2000/svg}"


def layouts(drawn: Drawn) -> list[Layout]:
    kin = checked(drawn.people, drawn.ties, drawn.homes, drawn.index)
    names = {person.key: (person.name or "Unknown", person.note or "38 years") for person in kin.people}
    arrangement = arrange(kin)
    return [lay_out(arrangement, names, scale) for scale in SCALES]


def picture(drawn: Drawn, **more: object) -> Picture[object]:
    arguments: dict[str, object] = {"homes": drawn.homes, "index": drawn.index, "today": TODAY, "prefix": "g"}
    return genogram(drawn.people, drawn.ties, title="The family", **{**arguments, **more})  # type: ignore[arg-type,return-value]


def crosses(start: Point, end: Point, area: Box) -> bool:
    """Return whether the piece of line has a point inside the box (sampled finely enough for these sizes)."""
    steps = max(int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / 2), 1)
    points = (
        (start[0] + (end[0] - start[0]) * at / steps, start[1] + (end[1] - start[1]) * at / steps)
        for at in range(steps + 1)
    )
    return any(area.x0 < x < area.x1 and area.y0 < y < area.y1 for x, y in points)


def check(layout: Layout) -> None:
    persons = [placed.person.key for placed in layout.people]
    assert sorted(persons) == sorted(person.key for person in layout.kin.people)
    taken = [box for placed in layout.people for box in (placed.symbol, placed.label)]
    taken += [shape.label.area for shape in layout.homes if shape.label]
    for one, other in combinations(taken, 2):
        assert not one.overlaps(other)
    drawn = {tie for line in layout.lines for tie in line.ties}
    assert drawn == set(layout.kin.ties)
    for placed in layout.people:
        assert 0 <= placed.symbol.x0 <= placed.symbol.x1 <= layout.width
        assert 0 <= placed.label.x0 <= placed.label.x1 <= layout.width
        for line in layout.lines:
            own = any(placed.person.key in tie.pair for tie in line.ties)
            # A line to the slanting side of one's own triangle or diamond ends within the box around it.
            areas = [placed.label.inset(1)] if own else [placed.label.inset(1), placed.symbol.inset(1)]
            for start, end in pairwise(line.points):
                assert not any(crosses(start, end, area) for area in areas)


@pytest.mark.parametrize("family", families.EVERY)
def test_known_hard_families_are_drawn_without_overlap(family: Callable[[], Drawn]) -> None:
    for layout in layouts(family()):
        check(layout)


@st.composite
def random_families(draw: st.DrawFn) -> Drawn:
    count = draw(st.integers(0, 11))
    days = st.dates(date(1940, 1, 1), date(2026, 1, 1))
    names = st.text(min_size=0, max_size=40)
    drawn = Drawn()
    for key in range(count):
        sex, born = draw(st.sampled_from(Sex)), draw(st.none() | days)
        due = draw(st.none() | st.just(date(2027, 2, 2)))
        drawn.people.append(GenogramPerson(str(key), draw(names), sex=sex, born=born, due=due))
    if count > 1:
        pairs = st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True)
        for kind, pair in draw(st.lists(st.tuples(st.sampled_from(TieKind), pairs), max_size=16)):
            # Mostly in the order of birth as real ties are, sometimes against it as faulty data may be.
            a, b = sorted(pair) if kind in DESCENTS and draw(st.integers(0, 9)) else pair
            drawn.ties.append(Tie(kind, str(a), str(b)))
    if count:
        keys = st.frozensets(st.integers(0, count - 1).map(str))
        drawn.homes = [
            Home(str(at), name, members)
            for at, (name, members) in enumerate(draw(st.lists(st.tuples(names, keys), max_size=3)))
        ]
        drawn.index = draw(st.none() | st.integers(0, count - 1).map(str))
    return drawn


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Tie(TieKind.ADOPTIVE_PARENT, "0", "1"), Tie(TieKind.PARENT, "0", "1")),
        (Tie(TieKind.STEP_PARENT, "0", "1"), Tie(TieKind.STEP_PARENT, "1", "0")),
        (Tie(TieKind.PARENT, "0", "1"), Tie(TieKind.PARENT, "1", "0")),
    ],
)
def test_two_ties_of_one_pair_are_two_lines_whichever_is_told_first(one: Tie, other: Tie) -> None:
    for ties in ([one, other], [other, one]):
        for layout in layouts(Drawn([GenogramPerson("0", ""), GenogramPerson("1", "")], ties)):
            check(layout)


@settings(max_examples=60, deadline=None)
@given(random_families())
def test_no_family_is_drawn_on_top_of_itself(drawn: Drawn) -> None:
    for layout in layouts(drawn):
        check(layout)


@settings(max_examples=40, deadline=None)
@given(random_families())
def test_every_picture_is_sound_xml_with_everybody_in_it_once(drawn: Drawn) -> None:
    svg = ET.fromstring(picture(drawn).svg)  # noqa: S314 - our own output
    persons = [element.get("data-person") for element in svg.iter() if element.get("data-person")]
    assert sorted(filter(None, persons)) == sorted(person.key for person in drawn.people)


def test_the_picture_has_a_name_and_a_description_that_it_refers_to() -> None:
    svg = ET.fromstring(picture(families.anton(), prefix="kin").svg)  # noqa: S314
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "kin-title"
    ids = {element.get("id"): element.text or "" for element in svg.iter() if element.get("id")}
    assert ids["kin-title"] == "The family"
    assert "Anton: 10 years, the child in the middle, child of Maria and Jens." in ids["kin-desc"]


def test_a_picture_with_links_is_a_group_and_each_link_says_who() -> None:
    drawn = families.alone()
    drawn.people[0] = GenogramPerson(
        "Sara", "Sara", "Sara Holm", Sex.FEMALE, date(1999, 3, 1), href="/people/7/"
    )
    svg = ET.fromstring(picture(drawn).svg)  # noqa: S314
    links = list(svg.iter(f"{SVG}a"))
    assert svg.get("role") == "group"
    assert [(link.get("href"), link.findtext(f"{SVG}title")) for link in links] == [
        ("/people/7/", "Sara, 27 years, Sara Holm")
    ]


@pytest.mark.parametrize("href", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x"])
def test_a_link_that_would_run_script_is_refused(href: str) -> None:
    person = GenogramPerson("1", "Sara", href=href)
    with pytest.raises(ValueError, match="may not link"):
        picture(Drawn([person]))


def test_a_name_cannot_break_out_of_the_picture() -> None:
    evil = '<script>alert("1")</script>\x00'
    svg = str(picture(Drawn([GenogramPerson("1", evil, full_name=evil)])).svg)
    assert "<script" not in svg
    assert "\x00" not in svg


def test_no_style_and_no_script_that_the_security_policy_would_refuse() -> None:
    for family in families.EVERY:
        svg = ET.fromstring(picture(family()).svg)  # noqa: S314
        for element in svg.iter():
            assert element.tag not in {f"{SVG}style", f"{SVG}script"}
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_a_long_name_is_wrapped_and_shortened_with_the_whole_in_the_title() -> None:
    name = "Annemarie-Wilhelmina Christoffersen von Wolffhagen"
    svg = ET.fromstring(picture(Drawn([GenogramPerson("1", name)])).svg)  # noqa: S314
    assert name in [element.text for element in svg.iter(f"{SVG}title")]
    shown = [element.text or "" for element in svg.iter(f"{SVG}text")]
    assert name not in shown
    assert any(text.endswith("…") for text in shown)


def test_nobody_gives_an_empty_picture_that_says_so() -> None:
    empty = picture(Drawn())
    assert empty.description == "Nobody has been added to the family yet."
    assert empty.rows == ()


def test_the_list_says_the_same_as_the_picture() -> None:
    drawn = families.blended()
    both = genograms(
        drawn.people, drawn.ties, homes=drawn.homes, index=drawn.index, today=TODAY, prefix="g", title="Us"
    )
    first = both.rows[0]
    assert (first.name, first.is_index, first.note) == ("Emil", True, "13 years")
    assert first.ties == ("child of Camilla and Kasper", "stepchild of Thomas")
    assert first.homes == ("Camilla and Thomas", "Kasper")
    unborn = next(row for row in both.rows if row.key == "baby")
    assert (unborn.name, unborn.note) == ("Unborn child", "due 14 March 2027")
    assert len(both.rows) == len(drawn.people)


def test_parents_of_a_child_are_joined_where_nobody_has_said_what_they_are() -> None:
    drawn = families.three_partners()
    kin = checked(drawn.people, drawn.ties, drawn.homes, drawn.index)
    assert Tie(TieKind.CO_PARENTS, "unknown", "Tina") in kin.ties


def test_the_later_word_about_a_couple_replaces_the_earlier() -> None:
    people = [GenogramPerson("a", "A"), GenogramPerson("b", "B")]
    kin = checked(people, [Tie(TieKind.MARRIED, "a", "b"), Tie(TieKind.DIVORCED, "b", "a")], (), None)
    assert [tie.kind for tie in kin.ties] == [TieKind.DIVORCED]


def test_generations_lie_under_each_other_and_siblings_stand_by_age() -> None:
    layout = layouts(families.seven())[0]
    x = {placed.person.key: placed.x for placed in layout.people}
    y = {placed.person.key: placed.y for placed in layout.people}
    order = ["Ali", "Sami", "Noor", "Lina", "Omar", "Hana", "Zainab"]
    assert sorted(order, key=x.__getitem__)[:4] == order[:4]
    assert len({y[name] for name in order}) == 1
    assert y["Amina"] == y["Yusuf"] < y["Noor"]


def test_twins_leave_the_line_of_the_siblings_at_one_point() -> None:
    layout = layouts(families.twins())[0]
    starts = [line.points[0] for line in layout.lines for tie in line.ties if tie.kind in DESCENTS]
    assert len(set(starts)) == 2
    assert len(starts) == 6


def test_a_blended_family_has_no_line_between_parents_that_skips_somebody() -> None:
    layout = layouts(families.blended())[0]
    couples = [line for line in layout.lines if line.kind in COUPLES]
    assert [len(line.points) for line in couples] == [2, 2, 2]


def test_a_family_of_nine_fits_a_phone_in_compact_form_but_for_a_little() -> None:
    assert picture(families.blended(), compact=True).width <= 420


@pytest.mark.parametrize(
    ("people", "ties", "homes", "index", "message"),
    [
        (("a", "a"), (), (), None, "Two persons of the genogram have the key 'a'"),
        (("a",), (Tie(TieKind.PARENT, "a", "b"),), (), None, "points at 'b'"),
        (("a",), (Tie(TieKind.SIBLING, "a", "a"),), (), None, "'a' is tied to themselves"),
        (("a",), (), (Home("h", "Home", frozenset({"b"})),), None, "Home 'h' has the member 'b'"),
        (("a",), (), (), "b", "index child 'b'"),
    ],
)
def test_what_does_not_fit_together_is_refused_by_name(
    people: tuple[str, ...], ties: tuple[Tie, ...], homes: tuple[Home, ...], index: str | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        checked([GenogramPerson(key, key) for key in people], ties, homes, index)
