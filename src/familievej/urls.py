# SPDX-License-Identifier: EUPL-1.2
"""The addresses of all rooms."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("familievej.web.urls")),
    path("", include("familievej.access.urls")),
    path("", include("familievej.practice.urls")),
    path("", include("familievej.extract.urls")),
    path("", include("familievej.insight.urls")),
    path("", include("familievej.family.urls")),
    path("", include("familievej.insight.targetgroup.urls")),
    path("", include("familievej.course.urls")),
    path("", include("familievej.plan.urls")),
    path("", include("familievej.followup.urls")),
    path("", include("familievej.forms.urls")),
    path("", include("familievej.portal.urls")),
    path("account/", include("allauth.urls")),
]
handler400 = "familievej.web.errors.bad_request"
handler403 = "familievej.web.errors.forbidden"
handler404 = "familievej.web.errors.not_found"
handler500 = "familievej.web.errors.failed"
