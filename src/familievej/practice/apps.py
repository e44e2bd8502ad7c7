# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room of the method description."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """``familievej.practice``."""

    name = "familievej.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guard what was adopted, and say which rules this room runs: those that are read."""
        from familievej.gate.sources import register_function
        from familievej.practice import adopted_sql, running
        from familievej.practice.schema.rules import RULES

        register_function(adopted_sql.GUARD)
        for key, rule in RULES.items():
            if rule.room == "practice":
                running.register(key, "practice")
