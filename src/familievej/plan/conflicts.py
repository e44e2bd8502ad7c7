# SPDX-License-Identifier: EUPL-1.2
"""The page with both texts side by side: what it carries in its fields, and what was chosen there.

For a field ``words`` it sends ``mine-words``, ``theirs-words``, the choice ``choose-words`` ("mine", "theirs" or
"edit") and ``edit-words``, besides every other field of the form. All of it is in the request, so a draft of the page
is the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from familievej.plan.forms import GoalForm, StepForm, WordsForm
from familievej.plan.merge import Merged, line_of

MINE, THEIRS, EDIT, CHOOSE = "mine-", "theirs-", "edit-", "choose-"
_HELPERS = (MINE, THEIRS, EDIT, CHOOSE)
_NOT_CARRIED = {"csrfmiddlewaretoken", "draft_version", "more"}


@dataclass(frozen=True)
class Choice:
    """One field with two texts: ``mine`` and ``theirs`` as they are sent, ``my_text`` and ``their_text`` as read."""

    name: str
    label: str
    mine: str
    theirs: str
    my_text: str
    their_text: str
    can_edit: bool
    chosen: str
    edited: str


def as_data(data: QueryDict, merged: Merged, edition: int, was: str) -> QueryDict:
    """The request as it would have been, had the writer begun from what is saved now; conflicts wait for a choice."""
    found = QueryDict(mutable=True)
    if "goal_id" in data:
        found["goal_id"] = data.get("goal_id", "")
    found["edition"], found["was"] = str(edition), was
    lines: dict[str, None] = {}
    for name, text in merged.sheet.items():
        found[name] = text
        if line_of(name):
            lines[line_of(name).removeprefix("step-")] = None
    found.setlist("step", [*lines])
    for conflict in merged.conflicts:
        found[MINE + conflict.name], found[THEIRS + conflict.name] = conflict.mine, conflict.theirs
    return found


def resolved(sent: QueryDict) -> QueryDict:
    """``sent`` with every choice that was made in its field; what still waits keeps its own fields."""
    data = sent.copy()
    for name in waiting(sent):
        texts = {
            "mine": sent.get(MINE + name, ""),
            "theirs": sent.get(THEIRS + name, ""),
            "edit": sent.get(EDIT + name, ""),
        }
        chosen = sent.get(CHOOSE + name, "")
        if chosen in texts:
            data[name] = texts[chosen]
            for helper in _HELPERS:
                data.pop(helper + name, None)
    return data


def waiting(data: QueryDict) -> list[str]:
    """The fields whose choice is not made."""
    return [name.removeprefix(THEIRS) for name in data if name.startswith(THEIRS)]


def choices(data: QueryDict, form: WordsForm | GoalForm) -> list[Choice]:
    """What the page asks, in the order of the form."""
    return [_choice(name, data, form) for name in waiting(data)]


def rest(data: QueryDict) -> list[tuple[str, str]]:
    """Every other field, to be carried along unseen."""
    asked = set(waiting(data))
    hidden = [n for n in data if n not in _NOT_CARRIED and n not in asked and not n.startswith(_HELPERS)]
    return [(name, text) for name in hidden for text in data.getlist(name)]


def _choice(name: str, data: QueryDict, form: WordsForm | GoalForm) -> Choice:
    field, label = _field(name, form)
    mine, theirs = data.get(MINE + name, ""), data.get(THEIRS + name, "")
    both = f"{mine}\n\n{theirs}".strip() if isinstance(field.widget, forms.Textarea) else mine
    said = dict(_flat(field)) if isinstance(field, forms.ChoiceField) else {}
    return Choice(
        name=name,
        label=label,
        mine=mine,
        theirs=theirs,
        my_text=str(said.get(mine, mine)),
        their_text=str(said.get(theirs, theirs)),
        can_edit=not said,
        chosen=data.get(CHOOSE + name, ""),
        edited=data.get(EDIT + name, both),
    )


def _flat(field: forms.ChoiceField) -> Iterable[tuple[str, object]]:
    return ((str(value), label) for value, label in field.choices)  # type: ignore[misc, union-attr]


def _field(name: str, form: WordsForm | GoalForm) -> tuple[forms.Field, str]:
    """The field and what it is called; an unknown one, which no page of ours sends, is a text."""
    line = line_of(name)
    if line and isinstance(form, GoalForm):
        for number, step in enumerate(form.steps, start=1):
            if step.prefix == line:
                return _of_step(name, number, step)
    field = form.fields.get(name, forms.CharField(label=name))
    return field, str(field.label)


def _of_step(name: str, number: int, step: StepForm) -> tuple[forms.Field, str]:
    field = step.fields[name.rpartition("-")[2]]
    return field, _("Step %(number)d: %(field)s") % {"number": number, "field": str(field.label).lower()}
