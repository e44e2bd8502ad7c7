# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the plan, for staff."""

from __future__ import annotations

from django.urls import include, path

from familievej.plan.views import fridge, goal, page, row, versions, words

app_name = "plan"
_PLAN = [
    path("", page.edit, name="edit"),
    path("start/", words.start, name="start"),
    path("words/", words.words, name="words"),
    path("words/draft/", words.words_draft, name="words_draft"),
    path("goals/new/", goal.goal, name="goal_new"),
    path("goals/new/draft/", goal.goal_draft, name="goal_new_draft"),
    path("goals/new/step/", goal.step_row, name="step_row"),
    path("goals/<uuid:goal_id>/", goal.goal, name="goal"),
    path("goals/<uuid:goal_id>/draft/", goal.goal_draft, name="goal_draft"),
    path("goals/<uuid:goal_id>/move/", row.goal_move, name="goal_move"),
    path("goals/<uuid:goal_id>/remove/", row.goal_remove, name="goal_remove"),
    path("goals/<uuid:goal_id>/restore/", row.goal_restore, name="goal_restore"),
    path("steps/<uuid:step_id>/done/", row.step_done, name="step_done"),
    path("versions/", versions.versions, name="versions"),
    path("versions/<int:number>/", versions.version, name="version"),
    path("fridge.pdf", fridge.fridge, name="fridge"),
]
urlpatterns = [path("families/<uuid:family_id>/plan/", include(_PLAN))]
