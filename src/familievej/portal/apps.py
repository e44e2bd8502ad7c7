# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """``familievej.portal``: the family's own pages."""

    name = "familievej.portal"
    label = "portal"
