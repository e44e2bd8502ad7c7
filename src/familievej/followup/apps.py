# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """``familievej.followup``."""

    name = "familievej.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"
