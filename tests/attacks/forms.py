# SPDX-License-Identifier: EUPL-1.2
"""A form read from its page as a browser reads it, to be sent back with something else in it."""

from __future__ import annotations

import re
from collections import defaultdict
from html.parser import HTMLParser

ID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
_DAY, _TIME = "1/12-2026", "10.00"
_BUTTONS = {"submit", "button", "file", "image"}


class Form(HTMLParser):
    """``fields`` of the forms in the page's main part; ``hidden`` are the names of fields that hold an id."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = defaultdict(list)
        self.hidden: set[str] = set()
        self.texts: set[str] = set()
        self._select = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = told.get("method", "").lower() == "post" and "logout" not in told.get("action", "")
        elif self._inside and tag == "select":
            self._select = told.get("name", "")
        elif self._inside and tag == "option" and self._select and told.get("value"):
            if not self.fields[self._select]:
                self.fields[self._select] = [told["value"]]
        elif self._inside and tag in {"input", "textarea"} and told.get("name"):
            self._field(tag, told)

    def handle_endtag(self, tag: str) -> None:
        """The end of one."""
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""

    def _field(self, tag: str, told: dict[str, str]) -> None:
        name, kind, value = told["name"], told.get("type", "text"), told.get("value", "")
        if kind in _BUTTONS or name == "csrfmiddlewaretoken":
            return
        if kind == "hidden":
            self.fields[name] = [value]
            if ID.match(value):
                self.hidden.add(name)
        elif kind in {"radio", "checkbox"}:
            if not self.fields[name] or "checked" in told:
                self.fields[name] = [value]
        else:
            self.texts.add(name)
            day = any(word in name for word in ("starts", "ends", "day", "_on", "date"))
            self.fields[name] = [value or (_DAY if day else _TIME if "time" in name else "x")]
