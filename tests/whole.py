# SPDX-License-Identifier: EUPL-1.2
"""A page with the parts that fetch themselves when it stands, as a reader with a browser has it before them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

LATE = re.compile(r'hx-get="([^"]+)" hx-trigger="load"')


def with_late_parts(client: Client, page: Any) -> Any:
    """``page``, a response, with its late parts at the end; they too must answer."""
    if page.status_code == 200 and not page.streaming and "text/html" in page.get("Content-Type", ""):
        for address in LATE.findall(page.content.decode()):
            part = client.get(unescape(address), headers={"HX-Request": "true"})
            assert part.status_code == 200, address
            page.content += part.content
    return page


def whole(client: Client, address: str) -> str:
    """The text of a page and of its late parts."""
    page = client.get(address)
    assert page.status_code == 200, address
    text: str = with_late_parts(client, page).content.decode()
    return text
