# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the target group."""

from __future__ import annotations

from django.urls import path

from familievej.insight.targetgroup import views

app_name = "targetgroup"
urlpatterns = [
    path("target-group/", views.page, name="page"),
    path("target-group/potential/", views.potential, name="potential"),
    path("target-group/potential/<str:file>", views.potential_file, name="potential_file"),
    path("target-group/<str:file>", views.download, name="download"),
]
