# SPDX-License-Identifier: EUPL-1.2
"""Addresses of who may know what, who has looked, emergency access and its review."""

from __future__ import annotations

from django.urls import path

from familievej.access.consent_urls import PATTERNS
from familievej.access.views import emergency, review, telling, trail

app_name = "access"
urlpatterns = [
    *PATTERNS,
    path("emergency/", emergency.begin, name="emergency"),
    path("emergency/open/", emergency.open_found, name="emergency_open"),
    path("emergency/<uuid:emergency_id>/end/", emergency.end, name="emergency_end"),
    path("emergencies/", emergency.reviews, name="emergencies"),
    path("emergencies/<uuid:emergency_id>/", emergency.review, name="emergency_review"),
    path("families/<uuid:family_id>/tellings/new/", telling.new, name="telling_new"),
    path("families/<uuid:family_id>/tellings/<uuid:telling_id>/told/", telling.told, name="telling_told"),
    path("who-has-looked/", trail.who_has_looked, name="who_has_looked"),
    path("trail/", trail.search, name="trail"),
    path("trail/person/", trail.find_person, name="trail_person"),
    path("trail/export.csv", trail.export, name="trail_export"),
    path("trail/<int:row_id>/", trail.row, name="trail_row"),
    path("access-review/", review.units, name="reviews"),
    path("access-review/<uuid:unit_id>/", review.unit, name="review"),
]
