# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room that opens the gate."""

from django.apps import AppConfig


class AccessRoomConfig(AppConfig):
    """``familievej.access``."""

    name = "familievej.access"
    label = "access"

    def ready(self) -> None:
        """Tell the gate where grants come from."""
        from familievej.access.sources import register_all

        register_all()
