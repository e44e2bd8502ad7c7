# SPDX-License-Identifier: EUPL-1.2
"""The addresses of courses, for staff."""

from __future__ import annotations

from django.urls import include, path

from familievej.course.views import acts, page

app_name = "course"
_FAMILY = [
    path("", page.page, name="page"),
    path("place/", page.allocate, name="allocate"),
    path("has-been/<str:need>/", acts.met, name="met"),
    path("has-been/<uuid:met_id>/undo/", acts.met_undo, name="met_undo"),
    path("team/<uuid:member_id>/end/", acts.team_end, name="team_end"),
    *(path(f"{name}/", acts.act, {"name": name}, name=name.replace("-", "_")) for name in acts.ACTS),
]
urlpatterns = [
    path("families/<uuid:family_id>/course/", include(_FAMILY)),
    path("courses/states/", page.states, name="states"),
    path("team/", page.board, name="board"),
]
