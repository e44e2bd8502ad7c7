# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """``familievej.insight``."""

    name = "familievej.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
