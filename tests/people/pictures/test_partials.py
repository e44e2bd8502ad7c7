# SPDX-License-Identifier: EUPL-1.2
"""The partials put both sizes of a picture and its list on the page, with ids that do not repeat."""

import re
from datetime import date

from django.template.loader import render_to_string
from tests.people.pictures import families
from tests.people.pictures.contacts import ANTON, ANTONS, MOTHER, MOTHERS

from familievej.followup.road import Milestone, MilestoneKind, road
from familievej.people.pictures.contact_map import contact_map_both, contact_maps
from familievej.people.pictures.genogram import genograms

TODAY = families.TODAY


def page() -> str:
    drawn = families.anton()
    tree = genograms(
        drawn.people, drawn.ties, homes=drawn.homes, index="Anton", today=TODAY, prefix="g", title="Us"
    )
    contacts = contact_map_both(ANTON, ANTONS, prefix="c", title="Contacts")
    days = (date(2026, 1, 1), TODAY)
    maps = contact_maps(MOTHER, MOTHERS, before=days[0], now=days[1], prefix="m", titles=("Before", "Now"))
    steps = [
        Milestone("1", days[0], MilestoneKind.MEETING, "First talk"),
        Milestone("2", TODAY, MilestoneKind.CRISIS),
    ]
    return "".join(
        (
            render_to_string("people/pictures/genogram.html", {"genograms": tree}),
            render_to_string("people/pictures/contact_map.html", {"contacts": contacts}),
            render_to_string("people/pictures/contact_maps.html", {"maps": maps}),
            render_to_string(
                "followup/road.html", {"road": road(steps, today=TODAY, prefix="r", title="The road")}
            ),
        )
    )


def test_every_picture_is_on_the_page_with_its_list() -> None:
    html = page()
    assert html.count("<svg") == 2 + 2 + 4 + 1
    assert "parent of Anton" in html
    assert html.count("<table") == 3
    assert html.count('<ol class="fv-road-list">') == 2


def test_no_id_repeats_and_no_style_is_written_on_an_element() -> None:
    html = page()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert " style=" not in html
