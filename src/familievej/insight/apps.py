# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """``familievej.insight``."""

    name = "familievej.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guard what was fixed before data were read."""
        from familievej.gate.sources import register_function
        from familievej.insight.guard_sql import GUARD

        register_function(GUARD)
