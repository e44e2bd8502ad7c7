# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """``familievej.plan``."""

    name = "familievej.plan"
    label = "plan"
    default_auto_field = "django.db.models.BigAutoField"
