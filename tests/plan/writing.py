# SPDX-License-Identifier: EUPL-1.2
"""A browser without script: reads a page's form as it stands, and sends it changed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

Fields = dict[str, list[str]]


class _Forms(HTMLParser):
    """The fields of the form that saves itself as a draft, with the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self._inside = False
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._inside = "data-draft-url" in found
        if not self._inside:
            return
        name, kind = found.get("name") or "", found.get("type")
        if tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in found):
            self._add(name, found.get("value") or "")
        if tag == "textarea":
            self._area = name
            self._add(name, "")
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and "selected" in found:
            self._add(self._select, found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            # The browser leaves out the line break right after the tag.
            self.fields[self._area][-1] += data.removeprefix("\n")

    def _add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


def form_of(html: str) -> Fields:
    """Name to values."""
    reader = _Forms()
    reader.feed(html)
    fields = reader.fields
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def opened(client: Client, address: str) -> Fields:
    """The form at ``address`` as it stands."""
    answer = client.get(address)
    assert answer.status_code == 200
    return form_of(answer.content.decode())


def line(fields: Fields, number: int = 0) -> str:
    """The prefix of a line of steps."""
    return f"step-{fields['step'][number]}"


def sent(client: Client, address: str, fields: Fields, **changed: str) -> Any:
    """The answer to the form, with some fields changed."""
    return client.post(address, {**fields, **{name: [value] for name, value in changed.items()}})
