# SPDX-License-Identifier: EUPL-1.2
"""The addresses of forms."""

from __future__ import annotations

from django.urls import include, path

from familievej.forms.views import case, filling, reading

app_name = "forms"
_FAMILY = [
    path("", reading.forms, name="forms"),
    path("begin/<slug:which>/", filling.begin, name="begin"),
    path("versions/<slug:which>/", reading.versions, name="versions"),
    path("examine/", case.case, name="case"),
    path("examine/claims/new/", case.claim_add, name="claim_add"),
    path("examine/claims/<uuid:claim_id>/", case.claim, name="claim"),
    path("examine/statements/new/", case.statement_add, name="statement_add"),
    path("examine/statements/<uuid:statement_id>/", case.statement, name="statement"),
    path("answers/<uuid:answer_id>/seen-to/", reading.seen_to, name="seen_to"),
    path("<uuid:filling_id>/", reading.read, name="read"),
    path("<uuid:open_id>/fill/", filling.fill, name="fill"),
    path("<uuid:open_id>/fill/draft/", filling.fill_draft, name="fill_draft"),
    path("<uuid:open_id>/finish/", filling.finish, name="finish"),
    path("<uuid:filling_id>/form.pdf", reading.paper, name="paper"),
]
urlpatterns = [path("families/<uuid:family_id>/forms/", include(_FAMILY))]
