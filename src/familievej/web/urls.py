# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the shell."""

from __future__ import annotations

from django.urls import path

from familievej.web import views

app_name = "web"
urlpatterns = [
    path("", views.today, name="today"),
    path("language/", views.set_language, name="set_language"),
    path("demo/", views.demo, name="personas"),
    # The administrator keeps the addresses: a changed one would be a way in for whoever finds an open session.
    path("account/email/", views.closed),
    path("demo/<slug:slug>/", views.demo_login, name="demo_login"),
]
