# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """``familievej.forms``."""

    name = "familievej.forms"
    label = "forms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take a place on the family's page and on "I dag"; know what gates ask for; guard what was finished."""
        from familievej.access import records
        from familievej.base import panels, today
        from familievej.course import needs as course_needs
        from familievej.course.queries.rhythm import Keeper, register_keeper
        from familievej.forms import needs
        from familievej.forms.guard_sql import GUARD
        from familievej.forms.panel import PANEL
        from familievej.forms.records import KINDS
        from familievej.forms.today import lines
        from familievej.gate.sources import register_function
        from familievej.practice import running

        register_function(GUARD)
        course_needs.register("assessment", needs.assessment)
        course_needs.register_kind("form", needs.finished)
        course_needs.register_forms_done(needs.forms_done)
        register_keeper(Keeper("follow_up", needs.followed_up))
        for rule in ("forms", "dialogue", "lists"):
            running.register(rule, "forms")
        today.register("forms", lines)
        panels.register(PANEL)
        for kind in KINDS:
            records.register(kind)
