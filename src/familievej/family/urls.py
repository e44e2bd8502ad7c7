# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this room. Nothing in them tells who anybody is."""

from __future__ import annotations

from django.urls import path

from familievej.family import views

app_name = "family"
_F = "families/<uuid:family_id>/"
_P = f"{_F}persons/<uuid:person_id>/"
urlpatterns = [
    path("families/", views.families, name="list"),
    path("families/by-cpr/", views.find_by_cpr, name="find_by_cpr"),
    path("families/new/", views.new, name="new"),
    path("families/drafts/<slug:form>/<uuid:about>/", views.draft, name="draft"),
    path("families/drafts/<slug:form>/<uuid:about>/discard/", views.draft_discard, name="draft_discard"),
    path(_F, views.page, name="page"),
    path(f"{_F}rest/", views.rest, name="rest"),
    path(f"{_F}name/", views.name, name="name"),
    path(f"{_F}members/new/", views.member_add, name="member_add"),
    path(f"{_F}members/known/<uuid:person_id>/", views.member_known, name="member_known"),
    path(f"{_F}relations/new/", views.relation_add, name="relation_add"),
    path(f"{_F}custody/new/", views.custody_add, name="custody_add"),
    path(f"{_F}homes/new/", views.home_add, name="home_add"),
    path(f"{_F}homes/<uuid:household_id>/protection/", views.home_protect, name="home_protect"),
    path(f"{_F}network/new/", views.network_add, name="network_add"),
    path(f"{_F}network/<uuid:friend_id>/", views.network_edit, name="network_edit"),
    path(f"{_F}units/new/", views.involvement_add, name="involvement_add"),
    path(f"{_F}<slug:kind>/<uuid:record_id>/end/", views.end, name="end"),
    path(f"{_F}<slug:kind>/<uuid:record_id>/reopen/", views.reopen, name="reopen"),
    path("shared-with-me/<uuid:person_id>/", views.shared, name="shared"),
    path(_P, views.person, name="person"),
    path(f"{_P}edit/", views.person_edit, name="person_edit"),
    path(f"{_P}reach/", views.reach, name="reach"),
    path(f"{_P}cpr/", views.cpr, name="cpr"),
    path(f"{_P}cpr/edit/", views.cpr_set, name="cpr_set"),
]
