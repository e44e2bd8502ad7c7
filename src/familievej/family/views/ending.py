# SPDX-License-Identifier: EUPL-1.2
"""Every dated fact ends in one way: on a day, and with a way back when it was a mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from familievej.family.forms.ending import EndForm
from familievej.family.words import custody_said, relation_said
from familievej.family.writing import FormPage, actor_of, family_to_write, page_of, write
from familievej.gate import rules
from familievej.gate.categories import Verb
from familievej.gate.decide import NoAccess
from familievej.people import actions as people
from familievej.people import queries as known
from familievej.people.models import (
    Custody,
    Involvement,
    Membership,
    NetworkPerson,
    Person,
    Relation,
    Residence,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from familievej.gate.actor import Actor
    from familievej.people.models import Family


@dataclass(frozen=True)
class Kind:
    """``end`` is the action, ``argument`` its name for the record, ``about`` the column of a person or the family."""

    model: Any
    end: Callable[..., None]
    argument: str
    about: str
    title: _StrPromise
    said: Callable[[Any], str]
    related: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "member": Kind(
        Membership, people.member_end, "membership", "family_id", gettext_lazy("No longer in the family"),
        lambda row: row.person.full_name, ("person",),
    ),
    "relation": Kind(
        Relation, people.relation_end, "relation", "from_person_id", gettext_lazy("No longer so"),
        lambda row: relation_said(row.from_person, row.kind, row.to_person), ("from_person", "to_person"),
    ),
    "custody": Kind(
        Custody, people.custody_end, "custody", "child_id", gettext_lazy("Custody ends"),
        custody_said, ("child", "holder"),
    ),
    "home": Kind(
        Residence, people.residence_end, "residence", "person_id", gettext_lazy("No longer lives here"),
        lambda row: f"{row.person.short_name}: {row.household.address}", ("person", "household"),
    ),
    "network": Kind(
        NetworkPerson, people.network_person_end, "friend", "family_id", gettext_lazy("No longer in the network"),
        lambda row: f"{row.name}, {row.role}",
    ),
    "unit": Kind(
        Involvement, people.involvement_end, "involvement", "person_id", gettext_lazy("No longer involved"),
        lambda row: f"{row.unit.name}: {row.person.short_name}", ("unit", "person"),
    ),
}  # fmt: skip


def _found(actor: Actor, family: Family, kind: str, record_id: UUID) -> tuple[Kind, Any]:
    """The record, when it is about ``family`` and the actor may write it."""
    known_kind = KINDS.get(kind)
    if known_kind is None:
        raise Http404
    rows = known_kind.model.objects.visible_to(actor, Verb.WRITE).select_related(*known_kind.related)
    record = rows.filter(pk=record_id).first()
    if record is None:
        raise NoAccess
    about = getattr(record, known_kind.about)
    if about != family.pk:
        _about_a_person(actor, family, about)
    return known_kind, record


def _about_a_person(actor: Actor, family: Family, person_id: UUID) -> Person:
    return known.person_or_404(actor, family, person_id)


@rules.staff
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, family_id: UUID, kind: str, record_id: UUID) -> HttpResponse:
    """It no longer holds from a day on; what stood before stays readable."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    its_kind, record = _found(actor, family, kind, record_id)
    page = FormPage(
        title=its_kind.title,
        lead=its_kind.said(record),
        back=page_of(family),
        family=family,
        button=its_kind.title,
        done=_("Ended. It still stands among what was earlier, and can be taken back there."),
        danger=True,
    )

    def save(data: dict[str, Any]) -> None:
        its_kind.end(actor=actor, **{its_kind.argument: record}, day=data["day"])

    return write(request, EndForm(request.POST or None), page, save)


@rules.staff
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, family_id: UUID, kind: str, record_id: UUID) -> HttpResponse:
    """It was ended by mistake."""
    actor, family = actor_of(request), family_to_write(request, family_id)
    its_kind, record = _found(actor, family, kind, record_id)
    page = FormPage(
        title=_("Ended by mistake?"),
        lead=its_kind.said(record),
        back=page_of(family),
        family=family,
        button=_("It still holds"),
        done=_("It holds again."),
    )

    def save(_data: dict[str, Any]) -> None:
        people.reopen(actor=actor, record=record)

    return write(request, forms.Form(request.POST if request.method == "POST" else None), page, save)
