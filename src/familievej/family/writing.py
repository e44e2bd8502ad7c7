# SPDX-License-Identifier: EUPL-1.2
"""What every form of this room does: check, act, say what to mend, show both texts, keep drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from familievej.base.stale import StaleEdit
from familievej.family import faults
from familievej.gate import drafts
from familievej.gate.categories import Verb
from familievej.gate.decide import require
from familievej.people import queries as people

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from familievej.gate.actor import Actor
    from familievej.people.models import Family

    Words = str | _StrPromise

Save = Callable[[dict[str, Any]], str | None]
"""Acts on the cleaned fields; gives the address to go to, or None for the page that the form came from."""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def family_to_write(request: HttpRequest, family_id: UUID) -> Family:
    """The family, when the actor may write about it. Raises NoAccess."""
    actor = actor_of(request)
    family = people.family_or_404(actor, family_id)
    require(actor, Verb.WRITE, family)
    return family


def page_of(family: Family) -> str:
    """The address of the family's page."""
    return reverse("family:page", args=[family.pk])


def page_of_person(family: Family, person_id: UUID) -> str:
    """The address of a person's page."""
    return reverse("family:person", args=[family.pk, person_id])


def crumbs(family: Family | None, *more: tuple[Words, str]) -> list[tuple[Words, str]]:
    """Families, the family, and what ``more`` says."""
    trail: list[tuple[Words, str]] = [(_("Families"), reverse("family:list"))]
    if family is not None:
        trail.append((family.name, page_of(family)))
    return [*trail, *more]


@dataclass(frozen=True)
class FormPage:
    """``draft`` is the key under which what is typed keeps itself; ``done`` is said when it is saved."""

    title: Words
    back: str
    done: Words
    family: Family | None = None
    lead: Words = ""
    button: Words = ""
    draft: str = ""
    danger: bool = False
    template: str = "family/form.html"
    extra: Mapping[str, Any] | None = None


def prefilled(
    request: HttpRequest, page_draft: str, initial: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What a fresh form starts with: ``initial``, and over it what the writer had typed before."""
    found = dict(initial or {})
    kept = drafts.kept(actor_of(request), page_draft) if page_draft and request.method == "GET" else None
    for name, values in (kept.fields if kept else {}).items():
        found[name] = values if len(values) > 1 else values[-1] if values else ""
    return found


def write(request: HttpRequest, form: forms.BaseForm, page: FormPage, save: Save) -> HttpResponse:
    """Show ``form``, or check it and ``save``: all of it or nothing.

    A StaleEdit shows both texts and gives the form the new edition, so that saving again is a choice.
    """
    stale: list[tuple[str, Any, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                there = save(form.cleaned_data)
        except StaleEdit as fault:
            stale = _both_texts(form, fault)
        except ValidationError as fault:
            faults.put_on(form, fault)
        except IntegrityError as fault:
            faults.put_constraint_on(form, fault)
        else:
            if page.draft:
                drafts.discard(actor_of(request), page.draft)
            messages.success(request, str(page.done))
            return redirect(there or page.back)
    answer = render(request, page.template, _context(request, form, page, stale))
    if "cpr" in form.fields:
        add_never_cache_headers(answer)
    return answer


def _context(
    request: HttpRequest, form: forms.BaseForm, page: FormPage, stale: list[tuple[str, Any, Any]]
) -> dict[str, Any]:
    draft_url = ""
    kept = None
    if page.draft:
        name, _colon, about = page.draft.removeprefix("family.").partition(":")
        draft_url = reverse("family:draft", args=[name, about])
        kept = drafts.kept(actor_of(request), page.draft) if request.method == "GET" else None
    return {
        "page": page,
        "form": form,
        "sections": sections_of(form),
        "stale": stale,
        "crumbs": crumbs(page.family, (page.title, "")),
        "button": page.button or _("Save"),
        "draft_url": draft_url,
        "kept": kept,
        **(page.extra or {}),
    }


def sections_of(form: forms.BaseForm) -> list[tuple[Words, Words, list[forms.BoundField]]]:
    """(legend, hint, fields) in order; a form without sections is one without a legend."""
    told = getattr(form, "sections", None)
    if not told:
        return [("", "", form.visible_fields())]
    return [
        (legend, hint, [form[name] for name in names if name in form.fields]) for legend, hint, names in told
    ]


def _both_texts(form: forms.BaseForm, fault: StaleEdit) -> list[tuple[str, Any, Any]]:
    data = form.data.copy()  # type: ignore[attr-defined]
    data["edition"] = fault.record.edition
    form.data = data
    return [
        (str(form.fields[name].label if name in form.fields else name), mine, fault.theirs[name])
        for name, mine in fault.mine.items()
    ]
