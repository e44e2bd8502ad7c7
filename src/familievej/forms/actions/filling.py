# SPDX-License-Identifier: EUPL-1.2
"""Begin a form, write in it, finish it; a finished one is begun anew, and the old one stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.base.stale import StaleEdit
from familievej.followup.actions.own_words import hide_from_parents, hide_like
from familievej.forms.models import MOST_TEXT, Answer, Filling
from familievej.forms.queries import answers_of, spoken
from familievej.forms.slots import Place, Slot, Value, as_text, is_empty, missing
from familievej.gate import audit
from familievej.gate.action import action
from familievej.gate.categories import Category, Verb
from familievej.gate.decide import require, require_about
from familievej.gate.record import validated

if TYPE_CHECKING:
    from familievej.course.models import Course
    from familievej.gate.actor import Actor


@action("forms.filling_begin")
def filling_begin(*, actor: Actor, course: Course, form: str) -> Filling:
    """Begin the form of this id, or go on with the one that is open. A new version begins from the latest answers.

    Raises NoAccess; ValidationError when the course follows no method, or its method has no such form.
    """
    require_about(actor, Verb.WRITE, [course.family_id], Category.PLAN)
    found = course.adopted.model.form(form) if course.adopted else None
    if course.adopted is None or found is None:
        raise ValidationError(_("The method that the course follows has no such form."))
    earlier = Filling.objects.visible_to(actor).filter(course=course, form=form).order_by("-number").first()
    if earlier is not None and earlier.finished_at is None:
        audit.wrote(actor, "forms.filling_begin", earlier)
        return earlier
    filling = Filling(
        course=course,
        family_id=course.family_id,
        adopted=course.adopted,
        form=form,
        name=found.name,
        number=earlier.number + 1 if earlier else 1,
        begun_by_id=actor.user_id,
    )
    validated(filling).save(force_insert=True)
    audit.wrote(actor, "forms.filling_begin", filling, after={"form": form, "number": filling.number})
    if earlier is not None:
        _carry_over(actor, earlier, filling)
    return filling


def _carry_over(actor: Actor, earlier: Filling, filling: Filling) -> None:
    """The new version begins with what the writer may see of the old one."""
    for old in Answer.objects.visible_to(actor, Verb.WRITE).filter(filling=earlier):
        new = Answer(
            filling=filling, family_id=old.family_id, section=old.section, field=old.field, item=old.item,
            person_id=old.person_id, subject_id=old.subject_id, category=old.category, own_words=old.own_words,
            value=old.value, written_by_name=old.written_by_name, seen_to_on=old.seen_to_on, seen_to=old.seen_to,
        )  # fmt: skip
        new.save(force_insert=True)
        hide_like(actor, old, [new])
        _keep_hidden(actor, new)


def _keep_hidden(actor: Actor, answer: Answer) -> None:
    if answer.own_words == "child" and not is_empty(answer.value):
        hide_from_parents(actor, [answer])


@action("forms.answers_save")
def answers_save(
    *,
    actor: Actor,
    filling: Filling,
    edition: int,
    answers: Mapping[Slot, Value],
    said_anew: Collection[str] = (),
) -> Filling:
    """Write ``answers``. What a family member has said in a finished version stands, unless its key is ``said_anew``.

    Raises NoAccess, ValidationError by key, and StaleEdit when somebody else saved other answers meanwhile.
    """
    require(actor, Verb.WRITE, filling)
    filling = Filling.objects.select_for_update().get(pk=filling.pk)
    if filling.finished_at is not None:
        raise ValidationError(_("The form is finished. Begin a new version to write more."))
    rows = answers_of(actor, filling)
    changes = {slot: value for slot, value in answers.items() if value != _value_of(rows.get(slot.place))}
    if changes and filling.edition != edition:
        theirs = {slot.key: as_text(_value_of(rows.get(slot.place))) for slot in answers}
        raise StaleEdit(
            filling, mine={slot.key: as_text(value) for slot, value in answers.items()}, theirs=theirs
        )
    _check(spoken(actor, filling), changes, said_anew)
    for slot, value in changes.items():
        _write(actor, filling, slot, value, rows.get(slot.place))
    filling.edition += bool(changes)
    filling.save(update_fields=["edition"])
    audit.wrote(actor, "forms.answers_save", filling, after={"answers": sorted(slot.key for slot in changes)})
    return filling


def _value_of(answer: Answer | None) -> Any:
    return answer.value if answer else ""


def _check(before: Mapping[Place, Any], changes: Mapping[Slot, Value], said_anew: Collection[str]) -> None:
    faults: dict[str, str] = {}
    for slot, value in changes.items():
        if len(as_text(value)) > MOST_TEXT:
            faults[slot.key] = _("The text is too long: there is room for %(most)d signs.") % {
                "most": MOST_TEXT
            }
        if (
            slot.field.own_words
            and slot.place in before
            and value != before[slot.place]
            and slot.key not in said_anew
        ):
            faults[slot.key] = _(
                "These are somebody’s own words, and they stand as they were said. Tick that they were said anew, or "
                "write yours in another place."
            )
    if faults:
        raise ValidationError(faults)


def _write(actor: Actor, filling: Filling, slot: Slot, value: Value, answer: Answer | None) -> None:
    require_about(actor, Verb.WRITE, [slot.subject(filling.family_id)], slot.section.category)
    before = _value_of(answer)
    if answer is None:
        section, field, item, person_id = slot.place
        answer = Answer(
            filling=filling, family_id=filling.family_id, section=section, field=field, item=item, person_id=person_id,
            subject_id=slot.subject(filling.family_id), category=slot.section.category,
            own_words=slot.field.own_words or "",
        )  # fmt: skip
        new = True
    else:
        new = False
    answer.value, answer.written_by_name = value, actor.name
    if new:
        validated(answer).save(force_insert=True)
    else:
        # What was dealt with is another matter when other words stand there.
        answer.seen_to_on, answer.seen_to = None, ""
        answer.save()
    audit.wrote(actor, "forms.answer", answer, before={slot.key: before}, after={slot.key: value})
    _keep_hidden(actor, answer)


@action("forms.filling_finish")
def filling_finish(*, actor: Actor, filling: Filling, slots: Collection[Slot], left_out: str = "") -> Filling:
    """The version is finished, and stands. ``slots`` are those of its form for the family as it is now.

    Raises ValidationError when a required field is empty and no reason is given: the family's own side first of all
    (000 L292-308).
    """
    require(actor, Verb.WRITE, filling)
    filling = Filling.objects.select_for_update().get(pk=filling.pk)
    if filling.finished_at is not None:
        audit.wrote(actor, "forms.filling_finish", filling)
        return filling
    rows = answers_of(actor, filling)
    empty = missing(slots, {slot.key: _value_of(rows.get(slot.place)) for slot in slots})
    if not rows:
        raise ValidationError(_("Nothing is written in the form yet."))
    if empty and not left_out.strip():
        names = ", ".join(dict.fromkeys(slot.field.name for slot in empty))
        raise ValidationError(
            {
                "left_out": _("This is still empty: %(names)s. Write it, or say why it is left out.")
                % {"names": names}
            }
        )
    filling.finished_at, filling.finished_by_name = timezone.now(), actor.name
    filling.left_out = left_out.strip() if empty else ""
    validated(filling).save(update_fields=["finished_at", "finished_by_name", "left_out"])
    audit.wrote(actor, "forms.filling_finish", filling, after={"finished_at": filling.finished_at})
    return filling


@action("forms.acute_seen_to")
def acute_seen_to(*, actor: Actor, answer: Answer, day: dt.date, done: str) -> Answer:
    """What could not wait was dealt with on ``day``. Raises NoAccess, ValidationError."""
    require(actor, Verb.WRITE, answer)
    if not done.strip():
        raise ValidationError({"done": _("Write what was done.")})
    if day > timezone.localdate():
        raise ValidationError({"day": _("The day lies ahead. Write the day on which it was done.")})
    answer.seen_to_on, answer.seen_to = day, done.strip()
    validated(answer).save(update_fields=["seen_to_on", "seen_to"])
    audit.wrote(actor, "forms.acute_seen_to", answer, after={"seen_to_on": day, "seen_to": answer.seen_to})
    return answer
