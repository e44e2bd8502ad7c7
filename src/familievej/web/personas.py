# SPDX-License-Identifier: EUPL-1.2
"""The cast of the demonstration: one press, and you are that person. Outside the demonstration none of this exists."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from familievej.gate.models import User

BACKEND = "familievej.web.backend.AccountBackend"
# In the order of the page; the texts say what to look for.
CAST = {
    "coordinator": _("Coordinates families. Sees their plans, people and follow-up."),
    "colleague": _("Works in another area. Sees only what the work there gives a reason for."),
    "outsider": _("Works in the municipality, but with none of these families. Sees nothing about them."),
    "parent": _("Follows the family’s own plan on the phone."),
    "other-parent": _("Is the child’s other parent, and lives somewhere else."),
    "young-person": _("Is 16 and signs for herself."),
    "leader": _("Leads the unit of the coordinators."),
    "analyst": _("Works with figures, not with families."),
    "data-protection-officer": _("Looks after how personal data are used."),
    "administrator": _("Runs the system and imports the municipality’s data."),
}


@dataclass(frozen=True)
class Persona:
    """One card."""

    slug: str
    name: str
    title: str
    text: object


def refuse_outside_demo() -> None:
    """Raises Http404 unless this is the demonstration."""
    if not settings.FAMILIEVEJ_DEMO:
        raise Http404


def cast() -> list[Persona]:
    """Every persona there is an account for, in the order of ``CAST``, others last."""
    refuse_outside_demo()
    users = User.objects.filter(demo_persona__isnull=False, is_active=True)
    places = {slug: place for place, slug in enumerate(CAST)}
    ordered = sorted(users, key=lambda user: (places.get(user.demo_persona or "", len(CAST)), user.name))
    return [
        Persona(user.demo_persona or "", str(user), user.title, CAST.get(user.demo_persona or "", ""))
        for user in ordered
    ]


def become(request: HttpRequest, slug: str) -> None:
    """Log in as a persona. Raises Http404 outside the demonstration and for an unknown one."""
    refuse_outside_demo()
    user = User.objects.filter(demo_persona=slug, is_active=True).first()
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
