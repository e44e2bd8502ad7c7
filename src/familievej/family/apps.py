# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class FamilyConfig(AppConfig):
    """``familievej.family``: the pages about families for staff. It has no data of its own."""

    name = "familievej.family"
    label = "family"
