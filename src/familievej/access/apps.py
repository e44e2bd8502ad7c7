# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room that opens the gate."""

from django.apps import AppConfig


class AccessRoomConfig(AppConfig):
    """``familievej.access``."""

    name = "familievej.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the gate where grants come from."""
        from familievej.access.consent_sql import BASIS, needed_function
        from familievej.access.emergency_sql import FUNCTIONS
        from familievej.access.sources import register_all
        from familievej.gate.sources import register_function

        register_function(needed_function())
        register_function(BASIS)
        register_function(FUNCTIONS)
        register_all()
