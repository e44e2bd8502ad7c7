# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """``familievej.followup``."""

    name = "familievej.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take places on the family's page and on "I dag", and tell the rooms below when a family meets next."""
        from familievej.access import records
        from familievej.base import nextmeeting, panels, today
        from familievej.course.queries.rhythm import register_keeper
        from familievej.followup.keeps import CONTACTS
        from familievej.followup.panel import PANELS
        from familievej.followup.queries import next_meeting
        from familievej.followup.records import KINDS
        from familievej.followup.today import lines

        nextmeeting.register("followup", next_meeting)
        register_keeper(CONTACTS)
        today.register("followup", lines)
        for panel in PANELS:
            panels.register(panel)
        for kind in KINDS:
            records.register(kind)
