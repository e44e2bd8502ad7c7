# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the handbook."""

from __future__ import annotations

from django.urls import path

from familievej.practice import views

app_name = "practice"
VERSION = "handbook/<slug:model_id>/<str:version>/"
urlpatterns = [
    path("handbook/", views.handbook, name="handbook"),
    path("handbook/<slug:model_id>/", views.newest, name="model"),
    path(VERSION, views.version, name="version"),
    path(f"{VERSION}pdf/", views.on_paper, name="pdf"),
    path(f"{VERSION}since/<str:older>/", views.since, name="since"),
    path(f"{VERSION}roles/<slug:role_id>/", views.role, name="role"),
    path("how-we-work/", views.how_we_work, name="how_we_work"),
]
