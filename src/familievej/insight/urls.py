# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from familievej.insight import views

app_name = "insight"
urlpatterns = [
    path("evaluations/", views.evaluations, name="evaluations"),
    path("evaluations/examples/<str:name>", views.example, name="example"),
    path("evaluations/new/", views.new, name="new"),
    path("evaluations/<uuid:evaluation_id>/", views.evaluation, name="evaluation"),
    path("evaluations/<uuid:evaluation_id>/definition/", views.definition, name="definition"),
    path("evaluations/<uuid:evaluation_id>/run/", views.order, name="order"),
    path("evaluations/<uuid:evaluation_id>/compare/", views.compare, name="compare"),
    path("evaluations/runs/<uuid:run_id>/", views.run, name="run"),
    path("evaluations/runs/<uuid:run_id>/<str:name>", views.download, name="download"),
]
