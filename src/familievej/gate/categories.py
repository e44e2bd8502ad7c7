# SPDX-License-Identifier: EUPL-1.2
"""The vocabulary of the gate: what a record is about, what may be done with it, and why."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What a record of personal data is about."""

    FAMILY_RELATIONS = "family_relations", _("who is in the family")
    CONTACT = "contact", _("address and telephone")
    PROTECTED_ADDRESS = "protected_address", _("protected address")
    IDENTITY = "identity", _("CPR number")
    CHILD_WELLBEING = "child_wellbeing", _("the child's well-being")
    SCHOOL = "school", _("school and day care")
    HEALTH = "health", _("health")
    ADDICTION = "addiction", _("alcohol and drugs")
    EMPLOYMENT = "employment", _("work and education")
    ECONOMY = "economy", _("money")
    HOUSING = "housing", _("housing")
    CRIME = "crime", _("crime and violence")
    PLAN = "plan", _("the family's plan")
    NOTES = "notes", _("notes and contacts")
    CONSENT = "consent", _("who may know what")


class Verb(models.TextChoices):
    """What an actor wants to do with a record."""

    READ = "read", _("read")
    WRITE = "write", _("write")


class Basis(models.TextChoices):
    """Why somebody may read: the stored reasons of rule 3."""

    OWN_WORK = "own_work", _("own work with the family")
    OVERSIGHT = "oversight", _("leader of the unit")
    SELF = "self", _("it is about yourself")
    CUSTODY = "custody", _("custody")
    OWN_FAMILY = "own_family", _("your own family")
    CONSENT = "consent", _("consent")
    STATUTE = "statute", _("a paragraph of the law")
    EMERGENCY = "emergency", _("emergency")
    SYSTEM = "system", _("a task of the system")
