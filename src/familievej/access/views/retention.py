# SPDX-License-Identifier: EUPL-1.2
"""How long everything is kept, in words, for the administrator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from familievej.access.retention.words import rules as rules_in_words
from familievej.gate import rules
from familievej.gate.models import Role

COMMANDS = 'familievej retention\nfamilievej retention --run --reason "…"'


@rules.role(Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The rules as the tables declare them: nothing here is written twice, and nobody is named."""
    return render(request, "access/retention.html", {"rules": rules_in_words(), "commands": COMMANDS})
