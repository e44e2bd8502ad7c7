# SPDX-License-Identifier: EUPL-1.2
"""The shell: layout, components, login, the page "I dag", error pages."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """The highest room of pages: it may know every other one."""

    name = "familievej.web"
    label = "web"
    verbose_name = _("Shell")
