# SPDX-License-Identifier: EUPL-1.2
"""Start-up of this part of the room."""

from django.apps import AppConfig


class TargetGroupConfig(AppConfig):
    """``familievej.insight.targetgroup``."""

    name = "familievej.insight.targetgroup"
    label = "targetgroup"
