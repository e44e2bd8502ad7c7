# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the import."""

from __future__ import annotations

from django.urls import path

from familievej.extract import views

app_name = "extract"
urlpatterns = [
    path("import/", views.imports, name="imports"),
    path("import/<uuid:run_id>/", views.run, name="run"),
    path("import/<uuid:run_id>/load/", views.load, name="load"),
    path("import/<uuid:run_id>/drop/", views.drop, name="drop"),
    path("import/<uuid:run_id>/again/", views.again, name="again"),
    path("import/<uuid:run_id>/faults.csv", views.faults, name="faults"),
]
