# SPDX-License-Identifier: EUPL-1.2
"""What was shared with the reader about one person: that, and nothing of the family around them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from familievej.access.queries.notices import received
from familievej.family.writing import actor_of
from familievej.followup.models import Note
from familievej.followup.queries import note_views
from familievej.gate import audit, rules
from familievej.gate.decide import NoAccess
from familievej.people import queries as people
from familievej.people.models import Person
from familievej.plan.models import Goal
from familievej.plan.queries import goal_views


@rules.staff
@require_GET
def shared(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A consent about one person opens no page of the family; a paragraph of the law neither. They open this one."""
    actor, day = actor_of(request), timezone.localdate()
    reasons = [each for each in received(actor) if each.person == person_id]
    if not reasons:
        raise NoAccess
    person = Person.objects.visible_to(actor).get(pk=person_id)
    goals = Goal.objects.visible_to(actor).filter(person=person, removed_at__isnull=True)
    notes = Note.objects.visible_to(actor).filter(person=person)
    context = {
        "person": person,
        "reasons": reasons,
        "day": day,
        "dossier": people.dossier(actor, person, day),
        "goals": [each for each in goal_views(actor, goals, day) if each.is_running],
        "notes": note_views(actor, notes),
        "crumbs": [(_("Shared with me"), reverse("access:told")), (person.short_name, "")],
    }
    about = {
        person.pk,
        *goals.values_list("subject_id", flat=True),
        *notes.values_list("subject_id", flat=True),
    }
    audit.read(actor, "family.shared", subjects=about, basis=" ".join(each.sentence for each in reasons))
    return render(request, "family/shared.html", context)
