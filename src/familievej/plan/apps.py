# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """``familievej.plan``."""

    name = "familievej.plan"
    label = "plan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take a place on the family's page and on "I dag", and tell that a goal can be hidden."""
        from familievej.access.records import register
        from familievej.base import panels, today
        from familievej.plan import course_needs
        from familievej.plan.panel import PANEL
        from familievej.plan.records import GOAL
        from familievej.plan.today import lines

        panels.register(PANEL)
        today.register("plan", lines)
        register(GOAL)
        course_needs.register()
