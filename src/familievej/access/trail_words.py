# SPDX-License-Identifier: EUPL-1.2
"""What a row of the trail is called in plain words, after a person's name: "Karin … read the family's page"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from familievej.gate.audit import Verb

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_CONSENT = _("wrote in the list of who may know what")
_PEOPLE = _("changed who is in the family or close to it")
_HOME = _("changed an address")
_REACH = _("changed telephone or e-mail")
_AROUND = _("changed who is around the family")
_PLAN = _("wrote in the plan")
_LIST = _("saw the name in a list")
_COURSE = _("changed who works with the family")

# A whole name, or the beginning of several ("plan.") that are the same to a reader. The longest that fits is said.
WORDS: dict[str, _StrPromise] = {
    "family.list": _LIST,
    "family.search_persons": _LIST,
    "family.find_by_cpr": _("found the page by CPR number"),
    "family.page": _("read the family’s page"),
    "family.person": _("read a person’s page"),
    "family.shared": _("read what was shared with them"),
    "people.cpr_reveal": _("saw the CPR number"),
    "people.cpr_set": _("wrote the CPR number"),
    "people.contact_points_set": _REACH,
    "people.household_": _HOME,
    "people.residence_": _HOME,
    "people.involvement_": _AROUND,
    "people.network_person_": _AROUND,
    "people.family_update": _("changed the name of the family"),
    "people.person_update": _("changed name or facts of a person"),
    "people.": _PEOPLE,
    "family.": _("read about the family"),
    "web.today": _("saw what is to be done today"),
    "plan.edit": _("read the plan"),
    "plan.version": _("read an earlier version of the plan"),
    "plan.fridge": _("printed the plan"),
    "plan.": _PLAN,
    "portal.": _("read the plan"),
    "followup.": _("read about contacts with the family"),
    "followup.contact_": _("wrote down a contact or an agreement to meet"),
    "followup.note_": _("wrote a note"),
    "course.": _COURSE,
    "gate.attachment_add": _("put a paper beside something"),
    "gate.attachment": _("read a paper"),
    "access.consent_": _CONSENT,
    "access.disclosure_": _("wrote down that something was shared"),
    "access.telling_": _("wrote down that something was shared without the family"),
    "access.emergency_find": _("searched in an emergency"),
    "access.emergency_open": _("opened emergency access"),
    "access.emergency_close": _("ended emergency access"),
    "access.emergency_review": _("looked into the use of emergency access"),
    "access.emergency": _("read about the use of emergency access"),
    "access.review": _("went through who has access"),
    "access.consents": _("read who may know what"),
    "access.subject_access": _("collected an answer to somebody who asked what is kept about them"),
    "access.answer_": _("worked on an answer to somebody who asked what is kept about them"),
    "access.retention": _("looked after how long things are kept"),
    "access.papers": _("read which papers there are"),
    "access.hidden": _("read who must not see something"),
    "access.trail": _("looked in the log of who has looked"),
    "extract.": _("brought facts from the municipality’s registers"),
}

# What is not known by name is said by its kind.
BY_VERB: dict[str, _StrPromise] = {
    Verb.READ: _("read something"),
    Verb.WRITE: _("wrote something"),
    Verb.REVEAL: _("saw the CPR number"),
    Verb.PRINT: _("printed something"),
    Verb.EXPORT: _("took something out of the system"),
}
WHY: dict[str, _StrPromise] = {
    "coordinator": _("Is the family’s coordinator."),
    "leader": _("Leads the unit that has the family’s course."),
    "emergency": _("Had opened emergency access, which is reviewed afterwards."),
    "officer": _("Watches over how data are used in the municipality."),
    "system": _("A task of the system, without a person at the screen."),
}


def said(action: str, verb: str) -> _StrPromise | str:
    """What was done, in plain words. Never empty."""
    fitting = [name for name in WORDS if action.startswith(name)]
    if fitting:
        return WORDS[max(fitting, key=len)]
    return BY_VERB.get(verb, verb)
