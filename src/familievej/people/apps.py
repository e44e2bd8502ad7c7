# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """``familievej.people``."""

    name = "familievej.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the gate how to follow a family's changes, and the family's page what this room shows of it."""
        from familievej.gate.sources import register_function
        from familievej.people import panels, search_sql
        from familievej.people.subjects import AROUND_FUNCTION, PROTECT_FUNCTION

        register_function(AROUND_FUNCTION)
        register_function(PROTECT_FUNCTION)
        for statement in search_sql.functions():
            register_function(statement)
        panels.register_all()
