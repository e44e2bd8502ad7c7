# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the target group."""

from __future__ import annotations

from django.urls import path

from familievej.insight.targetgroup import views

app_name = "targetgroup"
urlpatterns = [
    path("target-group/", views.page, name="page"),
    path("target-group/<str:file>", views.download, name="download"),
]
