# SPDX-License-Identifier: EUPL-1.2
"""The ground under all rooms: no data, no pages."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """``familievej.base``."""

    name = "familievej.base"
    label = "base"
