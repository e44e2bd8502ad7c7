# SPDX-License-Identifier: EUPL-1.2
"""No text reaches a reader without passing the catalogue of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django import forms
from django.db.models import Choices
from django.utils.functional import Promise

import familievej

SOURCE = Path(familievej.__file__).parent
TEMPLATES = sorted(file for file in SOURCE.rglob("*.html") if "templates" in file.parts)
# Words that stand in a template as they are, and why.
ALLOWED = {
    "Familievej": "the name of the system",
    "– Familievej": "the name of the system",
    "Køleskabsplan på dansk": "opens the page in Danish, whatever language one reads in",
    "Fridge plan in English": "opens the page in English, whatever language one reads in",
}
# Attributes that are read aloud or shown.
SPOKEN = {"alt", "aria-label", "aria-description", "data-label", "placeholder", "title"}
TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
# Comments, and the block whose content is the name of a class.
SILENT = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{% block width %\}[\w-]*\{% endblock %\}", re.DOTALL
)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
COMPONENT = re.compile(r"\{%\s*fv_\w+(.*?)%\}", re.DOTALL)
LITERAL = re.compile(r"(?<!_\()\"([^\"]*)\"")
LETTERS = re.compile(r"[^\W\d_]{2}")


class _Words(HTMLParser):
    """Collects the text and the spoken attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.data = (
            tag == "script"
        )  # only JSON, which is not shown: the policy lets no script stand in a page
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.data = False

    def handle_data(self, data: str) -> None:
        if not self.data:
            self.found.append(data)


def untranslated(template: str) -> list[str]:
    """The texts of a template that stand there as they are."""
    bare = SILENT.sub("", template)
    words = _Words()
    words.feed(TAG.sub("", TRANSLATED.sub("", bare)))
    words.close()
    given = [text for tag in COMPONENT.findall(bare) for text in LITERAL.findall(tag) if " " in text]
    found = (" ".join(text.split()) for text in (*words.found, *given))
    return [text for text in found if LETTERS.search(text) and text not in ALLOWED]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_every_text_of_a_template_can_be_translated(file: Path) -> None:
    assert untranslated(file.read_text(encoding="utf-8")) == []


def test_the_walk_finds_what_it_looks_for() -> None:
    planted = '<p aria-label="Close">Hello {{ name }}</p>{% translate "Fine" %}{% fv_empty "No goals yet." %}'
    assert untranslated(planted) == ["Close", "Hello", "No goals yet."]


def test_no_allowed_word_is_left_over() -> None:
    pages = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES)
    assert [word for word in ALLOWED if word not in pages] == []


def _classes(kind: type) -> Iterator[type]:
    for module in walk_packages(familievej.__path__, "familievej."):
        if module.name.rsplit(".", 1)[-1] in {"__main__", "wsgi"}:
            continue
        for each in vars(import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, kind) and each.__module__ == module.name:
                yield each


def test_every_word_of_a_form_can_be_translated() -> None:
    plain = [
        f"{form.__module__}.{form.__name__}.{name}: {text!r}"
        for form in _classes(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        for text in (field.label, field.help_text, *field.error_messages.values())
        if text and not isinstance(text, Promise)
    ]
    assert plain == []


def test_every_word_of_a_list_of_choices_can_be_translated() -> None:
    plain = [
        f"{choices.__module__}.{choices.__name__}"
        for choices in _classes(Choices)
        if any(not isinstance(choice._label_, Promise) for choice in choices)  # type: ignore[attr-defined]
    ]
    assert plain == []
