# SPDX-License-Identifier: EUPL-1.2
"""A text that somebody typed runs nowhere: not in a page, a PDF, a header or a table for a spreadsheet."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from pypdf import PdfReader
from tests.attacks.pages import READ, Visitors, read
from tests.attacks.states import ask, given
from tests.attacks.world import Marked
from tests.guards.addresses import OURS

from familievej.access.models import LegalBasis
from familievej.gate.declare import gated_models
from familievej.gate.models import Area, Unit, User

pytestmark = pytest.mark.django_db
# Short enough for nearly every field; leaves an attribute, an element and a template.
SCRIPT = "'\"><img src=x>{{7*7}}"
SHORTEST = 14
SOURCE = '#panic("x") $x$ \\u{41} @a <b> */'
WRITERS = [
    address
    for address in OURS
    if address.name.endswith(("_new", "_add", "_edit", ":name", "words", ":reach"))
]


def _texts(model: Any) -> list[str]:
    """The columns that hold what somebody typed."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if type(field) in {models.CharField, models.TextField}
        and not (field.choices or field.unique or field.generated)
        and (field.max_length is None or field.max_length >= SHORTEST)
        and field.attname
        not in {"password", "category", "sealed", "content_type", "sha256", "sort_key", "search_key"}
    ]


def _write_everywhere(text: str) -> set[str]:
    """Put ``text`` into every such column of every table that pages read; gives their names."""
    found: set[str] = set()
    models_read: list[Any] = [*gated_models(), Area, LegalBasis, Unit, User]
    for model in models_read:
        rows = model._default_manager
        for name in _texts(model):
            most = model._meta.get_field(name).max_length or len(text)
            try:
                with transaction.atomic():
                    rows.exclude(**{name: ""}).update(**{name: text[:most]})
            except IntegrityError:
                continue  # two rows may not say the same there
            found.add(f"{model._meta.label}.{name}")
    return found


@pytest.mark.parametrize(
    "role", ["coordinator", "leader", "parent", "other_parent", "administrator", "anonymous"]
)
def test_no_text_of_any_field_is_ever_markup(world: Marked, visitors: Visitors, role: str) -> None:
    ask(world.cast)
    opens = [*READ, *(WRITERS if role == "coordinator" else []), *(a for a in OURS if a.name in OWN)]
    paths = {address.name: visitors.path(address) for address in opens}
    written = _write_everywhere(SCRIPT)
    assert {"people.Person.given_name", "plan.Goal.words", "followup.Note.text", "gate.Unit.name"} <= written
    shown = 0
    for name, path in paths.items():
        answer = visitors.get(role, path)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = read(answer)
        assert "<img src=x" not in page, name
        assert "'\">" not in page, name
        shown += page.count("&lt;img src=x")
    assert shown or role in {"anonymous", "administrator"}, "the text stood on no page"


OWN = {"access:own", "access:own_consent", "access:take_back", "access:who_has_looked", "portal:plan"}


@pytest.mark.parametrize("name", ["plan:fridge", "access:pdf"])
def test_a_text_is_data_and_no_program_to_the_printer(world: Marked, visitors: Visitors, name: str) -> None:
    given(world.cast)
    _write_everywhere(SOURCE)
    address = next(address for address in OURS if address.name == name)
    answer = visitors.opens("coordinator", address).response
    assert answer.status_code == 200
    paper = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    assert '#panic("x")' in paper.replace("”", '"').replace("“", '"')
    assert "<b>" in paper


def test_a_text_is_no_header_of_an_answer(world: Marked, visitors: Visitors) -> None:
    given(world.cast)
    _write_everywhere("x\r\nSet-Cookie: a=b")
    for address in READ:
        answer = visitors.opens("coordinator", address).response
        assert answer.status_code < 500, address.name
        assert "a=b" not in str(answer.headers), address.name
