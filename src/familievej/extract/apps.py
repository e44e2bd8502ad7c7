# SPDX-License-Identifier: EUPL-1.2
"""Start-up of the room."""

from django.apps import AppConfig


class ExtractConfig(AppConfig):
    """``familievej.extract``."""

    name = "familievej.extract"
    label = "extract"
    default_auto_field = "django.db.models.BigAutoField"
