# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the family's own pages."""

from __future__ import annotations

from django.urls import path

from familievej.portal import views

app_name = "portal"
urlpatterns = [
    path("our-plan/", views.plan, name="plan"),
    path("our-plan/fridge.pdf", views.fridge, name="fridge"),
]
