# SPDX-License-Identifier: EUPL-1.2
"""The handbook shows the text that the system follows, to staff; families see what is said to them."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pypdf
import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from tests.cast import SYSTEM, Cast
from tests.practice.texts import small

from familievej.practice import actions
from familievej.practice.handbook import paper
from familievej.practice.handbook.articles import chapters
from familievej.practice.handbook.labels import CHAPTERS, FACTS, FLAGS, GROUPS
from familievej.practice.handbook.search import search
from familievej.practice.models import AdoptedModel
from familievej.practice.schema import PracticeModel
from familievej.practice.shipped import load_shipped, shipped

pytestmark = pytest.mark.django_db
BEGAN = dt.date(2026, 1, 1)


@pytest.fixture
def start() -> AdoptedModel:
    return actions.model_adopt(actor=SYSTEM, loaded=load_shipped("start"), owner="Lene Leder", starts=BEGAN)


def page(client: Client, cast: Cast, name: str, *args: str, who: str = "coordinator", **query: str) -> str:
    client.force_login(getattr(cast, who))
    answer = client.get(reverse(f"practice:{name}", args=args), query, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_front_opens_by_situation_by_role_and_by_programme(
    client: Client, cast: Cast, start: AdoptedModel
) -> None:
    html = page(client, cast, "handbook")
    for words in (
        "Jeg er bekymret for et barn. Hvad gør jeg?",
        "Familiebehandler",
        "Sammenhængende familieindsats",
    ):
        assert words in html
    assert f'href="/handbook/start/{start.version}/#guides.bekymret"' in html


def test_a_version_is_read_whole_with_the_source_of_each_rule(
    client: Client, cast: Cast, start: AdoptedModel
) -> None:
    html = page(client, cast, "version", "start", start.version)
    assert 'id="programmes.intensiv-hjemmeindsats.phases.motivation"' in html
    assert "Tidligere forebyggende indsats – kommunernes erfaringer, line 1581–1588" in html
    assert "Owner: Lene Leder" in html


def test_the_page_says_what_the_system_does_not_do_yet(
    client: Client, cast: Cast, start: AdoptedModel
) -> None:
    html = page(client, cast, "version", "start", start.version)
    assert "not yet" in html[html.index('id="runs"') :]


def test_both_versions_are_readable_and_the_older_one_says_which_holds(client: Client, cast: Cast) -> None:
    for version, day in (("1", BEGAN), ("2", dt.date(2026, 6, 1))):
        loaded = small("version: 1", f"version: {version}")
        actions.model_adopt(actor=SYSTEM, loaded=loaded, owner="Lene", starts=day)
    assert "that is version 2" in page(client, cast, "version", "small", "1")
    assert "that is version" not in page(client, cast, "version", "small", "2")
    assert "Den lille model 2" in page(client, cast, "model", "small")


def test_what_is_new_is_said_in_words(client: Client, cast: Cast) -> None:
    actions.model_adopt(actor=SYSTEM, loaded=small(), owner="Lene", starts=BEGAN)
    text = small("version: 1", "version: 2").files["small.yaml"].replace("every: 3 months", "every: 2 months")
    from familievej.practice.schema import from_texts

    loaded = from_texts({"small.yaml": text.encode()})
    actions.model_adopt(actor=SYSTEM, loaded=loaded, owner="Lene", starts=dt.date(2026, 6, 1))
    html = page(client, cast, "since", "small", "2", "1")
    assert "<del>3 months</del>" in html
    assert "<ins>2 months</ins>" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bekymring", "Jeg er bekymret for et barn. Hvad gør jeg?"),
        ("statusmøde", "Statusmøde"),
        ("behandler", "Familiebehandler"),
        ("statusmoede", "Statusmøde"),
        ("familiekordinatr", "Familiekoordinator"),
        ("ny koordinator", "Familien skal have en ny koordinator. Hvad gør jeg?"),
    ],
)
def test_the_search_forgives_endings_and_misspellings(start: AdoptedModel, query: str, found: str) -> None:
    assert found in [hit.article.title for hit in search([start], query)[:8]]


def test_nonsense_finds_nothing(client: Client, cast: Cast, start: AdoptedModel) -> None:
    assert search([start], "xyzzy") == []
    assert "Nothing was found" in page(client, cast, "handbook", q="xyzzy")


def test_a_role_has_a_page_with_everything_that_names_it(
    client: Client, cast: Cast, start: AdoptedModel
) -> None:
    html = page(client, cast, "role", "start", start.version, "leder")
    assert "Ledelsestilsyn" in html
    assert "Familien skal have en ny koordinator" in html
    assert "Opstartsmøde" not in html


def test_a_screen_links_to_the_paragraph_that_it_follows(start: AdoptedModel) -> None:
    tag = (
        "{% load handbook %}{% handbook_link adopted 'programmes/tidlig-forebyggelse/gates/den-trettende' %}"
    )
    link = Template(tag).render(Context({"adopted": start}))
    assert (
        f'href="/handbook/start/{start.version}/#programmes.tidlig-forebyggelse.gates.den-trettende"' in link
    )
    assert Template(tag).render(Context({"adopted": None})) == ""


def test_a_family_sees_what_is_said_to_families_and_not_the_handbook(
    client: Client, cast: Cast, start: AdoptedModel
) -> None:
    html = page(client, cast, "how_we_work", who="parent")
    assert "I sætter retningen, og det er jeres ord, der står i planen." in html
    assert "Ledelsestilsyn" not in html
    for name, args in (("handbook", []), ("version", ["start", start.version]), ("model", ["start"])):
        assert client.get(reverse(f"practice:{name}", args=args)).status_code == 404


@pytest.mark.parametrize("path", ["unknown/", "start/9/", "start/9/since/8/", "start/9/roles/leder/"])
def test_what_is_not_there_is_404(client: Client, cast: Cast, path: str) -> None:
    client.force_login(cast.coordinator)
    assert client.get(f"/handbook/{path}").status_code == 404


@pytest.mark.parametrize("model_id", list(shipped()))
def test_every_paragraph_has_a_title_and_an_address_of_its_own(model_id: str) -> None:
    articles = [
        article
        for chapter in chapters(load_shipped(model_id).model)
        for whole in chapter.articles
        for article in whole.all()
    ]
    assert [each.anchor for each in articles if not each.title] == []
    assert len({each.anchor for each in articles}) == len(articles)


def test_no_field_of_the_schema_is_without_words() -> None:
    flags = {name for name, _value in FLAGS}
    silent = {"id", "format"}
    fields = set(_fields(PracticeModel.model_json_schema()))
    assert fields - set(CHAPTERS) - set(GROUPS) - set(FACTS) - flags - silent == set()


def _fields(schema: dict[str, Any]) -> list[str]:
    parts = [schema, *schema["$defs"].values()]
    return [name for part in parts for name in part.get("properties", {})]


def printed(pdf: bytes) -> str:
    """The words of a PDF, as one line: where a line breaks on paper is nobody's business."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(each.extract_text() for each in pages).split())


def test_a_version_is_printed_whole_and_says_which_it_is(
    client: Client, cast: Cast, start: AdoptedModel
) -> None:
    client.force_login(cast.coordinator)
    answer = client.get(reverse("practice:pdf", args=["start", start.version]))
    assert answer["Content-Type"] == "application/pdf"
    text = printed(answer.content)
    titles = {
        each.title for chapter in chapters(start.model) for one in chapter.articles for each in one.all()
    }
    assert {each for each in titles if "".join(each.split()) not in text} == set()
    assert "Owner:LeneLeder" in text


@pytest.mark.parametrize("model_id", shipped())
def test_every_shipped_model_can_be_printed_before_it_is_adopted(model_id: str) -> None:
    model = load_shipped(model_id).model
    text = printed(paper.render(model))
    assert "".join(model.name.split()) in text
    assert "Notadoptedhere" in text
