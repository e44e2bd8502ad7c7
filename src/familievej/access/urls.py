# SPDX-License-Identifier: EUPL-1.2
"""Addresses of who may know what, who has looked, emergency access and its review."""

from __future__ import annotations

from django.urls import path

from familievej.access.consent_urls import PATTERNS
from familievej.access.views import answering, emergency, hidden, papers, retention, review, telling, trail

app_name = "access"
_HIDDEN = "families/<uuid:family_id>/hidden/<slug:what>/<uuid:what_id>"
_PAPERS = "families/<uuid:family_id>/papers/<slug:what>/<uuid:what_id>"
urlpatterns = [
    *PATTERNS,
    path(f"{_HIDDEN}/", hidden.page, name="hidden"),
    path(f"{_HIDDEN}/<uuid:restriction_id>/keep/", hidden.keep, name="hidden_keep"),
    path(f"{_HIDDEN}/<uuid:restriction_id>/show/", hidden.lift, name="hidden_lift"),
    path(f"{_PAPERS}/", papers.page, name="papers"),
    path(f"{_PAPERS}/<uuid:attachment_id>/", papers.paper, name="paper_of"),
    path("emergency/", emergency.begin, name="emergency"),
    path("emergency/open/", emergency.open_found, name="emergency_open"),
    path("emergency/<uuid:emergency_id>/end/", emergency.end, name="emergency_end"),
    path("emergencies/", emergency.reviews, name="emergencies"),
    path("emergencies/<uuid:emergency_id>/", emergency.review, name="emergency_review"),
    path("families/<uuid:family_id>/tellings/new/", telling.new, name="telling_new"),
    path("families/<uuid:family_id>/tellings/<uuid:telling_id>/told/", telling.told, name="telling_told"),
    path("subject-access/", answering.page, name="answers"),
    path("subject-access/<uuid:answer_id>/answer.zip", answering.fetch, name="answer_file"),
    path("retention/", retention.page, name="retention"),
    path("retention/delete/<uuid:run_id>/", retention.delete, name="retention_delete"),
    path("who-has-looked/", trail.who_has_looked, name="who_has_looked"),
    path("trail/", trail.search, name="trail"),
    path("trail/person/", trail.find_person, name="trail_person"),
    path("trail/export.csv", trail.export, name="trail_export"),
    path("trail/<int:row_id>/", trail.row, name="trail_row"),
    path("access-review/", review.units, name="reviews"),
    path("access-review/<uuid:unit_id>/", review.unit, name="review"),
]
