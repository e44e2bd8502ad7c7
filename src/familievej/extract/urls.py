# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the import."""

from __future__ import annotations

app_name = "extract"
urlpatterns: list[object] = []
