# SPDX-License-Identifier: EUPL-1.2
"""A page with one form that saves itself, behind the system's policy: the script's other side, to be cut off."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from csp.utils import build_policy
from django import forms
from django.contrib.staticfiles import finders
from django.template import Template
from django.template.context import RequestContext
from django.test import RequestFactory
from django.utils import translation

PAGE = """{% extends "web/base.html" %}{% load fv %}{% block title %}Goal{% endblock %}{% block content %}<h1>Goal</h1>
<form method="post" action="/save/" novalidate {% fv_draft "/draft/" 3 %}>
<input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">
{% fv_form form %}{% fv_buttons "Save" cancel="/left/" %}</form>{% endblock %}"""
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class GoalForm(forms.Form):
    """One text of the family's own."""

    words = forms.CharField(label="Goal", required=False, widget=forms.Textarea)


@dataclass
class DraftSite:
    """``drafts`` and ``saved`` hold what arrived; ``answer`` is what the next drafts get."""

    drafts: list[dict[str, str]] = field(default_factory=list)
    saved: list[dict[str, str]] = field(default_factory=list)
    answer: tuple[int, dict[str, str]] = (200, {"saved": "2026-11-22T15:32:00Z", "version": "4"})
    url: str = ""
    token: str = "first"

    def serve(self) -> Callable[[], None]:
        """Start on a free port; gives the function that stops."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}"

        def stop() -> None:
            server.shutdown()
            server.server_close()

        return stop


def _page(token: str) -> bytes:
    with translation.override("en"):
        request = RequestFactory().get("/")
        return Template(PAGE).render(RequestContext(request, {"form": GoalForm(), "token": token})).encode()


def _handler(site: DraftSite) -> type[_Handler]:
    return type("Handler", (_Handler,), {"site": site})


class _Handler(BaseHTTPRequestHandler):
    site: DraftSite

    def do_GET(self) -> None:
        if self.path.startswith("/static/"):
            found = finders.find(self.path.removeprefix("/static/"))
            if isinstance(found, str):
                path = Path(found)
                self._send(200, path.read_bytes(), TYPES.get(path.suffix, "application/octet-stream"))
                return
            self._send(404, b"", "text/plain")
            return
        self._send(
            200, _page(self.site.token) if self.path == "/" else b"<h1>Left</h1>", "text/html; charset=utf-8"
        )

    def do_POST(self) -> None:
        fields = self._fields()
        if self.path == "/draft/":
            if fields["csrfmiddlewaretoken"] != self.site.token:
                self._send(403, b"", "text/html")
                return
            self.site.drafts.append(fields)
            status, body = self.site.answer
            if status == 302:
                self._send(302, b"", "text/html", location="/login/")
            else:
                self._send(status, json.dumps(body).encode(), "application/json")
            return
        self.site.saved.append(fields)
        self._send(200, b"<h1>Saved</h1>", "text/html; charset=utf-8")

    def _fields(self) -> dict[str, str]:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers["Content-Type"]
        if kind.startswith("multipart/"):
            parts = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
            return {
                str(part.get_param("name", header="content-disposition")): bytes(
                    part.get_payload(decode=True) or b""
                ).decode()
                for part in parts.walk()
                if not part.is_multipart()
            }
        return {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}

    def _send(self, status: int, body: bytes, kind: str, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", build_policy())
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Quiet."""
