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
        from familievej.access import (
            consent_panel,
            consent_today,
            emergency_sql,
            emergency_today,
            hidden_sql,
            hidden_today,
            review_sql,
            review_today,
            telling_today,
            trail_sql,
        )
        from familievej.access.consent_sql import BASIS, needed_function
        from familievej.access.sources import register_all
        from familievej.access.telling_panel import PANEL
        from familievej.base import panels, today
        from familievej.gate.sources import register_function

        register_function(needed_function())
        register_function(BASIS)
        for room in (emergency_sql, hidden_sql, trail_sql, review_sql):
            register_function(room.FUNCTIONS)
        register_all()
        panels.register(consent_panel.PANEL)
        panels.register(PANEL)
        for name, source in (
            ("access_consent", consent_today.lines),
            ("access_emergency", emergency_today.lines),
            ("access_hidden", hidden_today.lines),
            ("access_telling", telling_today.lines),
            ("access_review", review_today.lines),
        ):
            today.register(name, source)
