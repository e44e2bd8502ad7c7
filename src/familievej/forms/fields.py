# SPDX-License-Identifier: EUPL-1.2
"""The slots of a form as a Django form: one field for each, with label, help and who said it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familievej.base.dayfield import DanishDateField
from familievej.forms.models import MOST_TEXT
from familievej.forms.pdf import WHOSE
from familievej.forms.slots import Slot, Value, Who, as_text, options
from familievej.plan.forms import Shown

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

    from familievej.practice.schema import PracticeModel

BLANK_ROWS = 2
MOST_ROWS = 40


class RowsWidget(forms.Widget):
    """A small table: a line of text for each column, two empty lines at the end."""

    template_name = "forms/parts/rows.html"

    def __init__(self, columns: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.columns = columns

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The lines with the names of their inputs."""
        context = super().get_context(name, value, attrs)
        rows = [*_rows(value), *({} for _blank in range(BLANK_ROWS))]
        context["widget"]["heads"] = [text for _column, text in self.columns]
        context["widget"]["rows"] = [
            [(f"{name}!{index}!{column}", text, row.get(column, "")) for column, text in self.columns]
            for index, row in enumerate(rows)
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """The lines that say something, as JSON."""
        rows = []
        for index in range(MOST_ROWS):
            row = {
                column: str(data.get(f"{name}!{index}!{column}", "")).strip()
                for column, _text in self.columns
            }
            if any(row.values()):
                rows.append(row)
        return as_text(rows) if rows else ""

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Lines without words are an answer too."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The first input."""
        return f"{id_}!0!{self.columns[0][0]}" if id_ else ""


def _rows(value: Any) -> list[dict[str, str]]:
    if isinstance(value, str):
        try:
            value = json.loads(value or "[]")
        except ValueError:
            return []
    return [row for row in value or [] if isinstance(row, dict)]


class FillForm(Shown):
    """The slots that a writer may write. ``slots`` by the name of their field."""

    def __init__(
        self, *args: Any, places: Sequence[Slot], model: PracticeModel, people: Sequence[Who],
        spoken: Mapping[str, str], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.slots = {slot.key: slot for slot in places}
        for slot in places:
            field = _field(slot, model, people)
            # It may be saved without, and must be there (or its lack explained) before the form is finished.
            field.wanted = slot.field.required  # type: ignore[attr-defined]
            self.fields[slot.key] = field
            if slot.key in spoken:
                self.fields[f"{slot.key}~anew"] = forms.BooleanField(
                    label=_("This was said anew"),
                    required=False,
                    help_text=_("Before: “%s”") % spoken[slot.key],
                )

    def groups(self) -> list[dict[str, Any]]:
        """For the template: each section, about the family or one member, with its fields."""
        found: dict[tuple[str, Any], dict[str, Any]] = {}
        for key, slot in self.slots.items():
            group = found.setdefault(
                (slot.section.id, slot.who), {"section": slot.section, "who": slot.who, "fields": {}}
            )
            anew = f"{key}~anew"
            bound = {"field": self[key], "slot": slot, "anew": self[anew] if anew in self.fields else None}
            of = group["fields"].setdefault(slot.field.id, {"field": slot.field, "bound": []})
            of["bound"].append(bound)
        for group in found.values():
            _put_beside(group["fields"])
        return list(found.values())

    def answers(self) -> dict[Slot, Value]:
        """What was written in a valid form."""
        return {slot: _value(slot, self.cleaned_data.get(key)) for key, slot in self.slots.items()}

    def said_anew(self) -> set[str]:
        """The own words that were said anew."""
        return {key for key in self.slots if self.cleaned_data.get(f"{key}~anew")}

    def sheet(self) -> dict[str, str]:
        """What was written, as texts."""
        return {slot.key: as_text(value) for slot, value in self.answers().items()}

    def kept(self, fields: MultiValueDict[str, str]) -> dict[str, Any]:
        """A draft, as it stands in the fields."""
        return {
            name: field.widget.value_from_datadict(fields, {}, name)
            for name, field in self.fields.items()
            if name not in ("edition", "was")
        }


def _put_beside(fields: dict[str, Any]) -> None:
    """A view with a text for each option is written beside the one that it is to be read with, option by option."""
    for name, right in list(fields.items()):
        left = fields.get(right["field"].beside or "")
        sides = [side["bound"] for side in (left, right)] if left else []
        items = [[bound["slot"].item for bound in side] for side in sides]
        if left and items[0] == items[1] and None not in items[0]:
            left["beside"] = right["field"]
            left["rows"] = [
                (item, list(zip((left["field"], right["field"]), pair, strict=True)))
                for item, *pair in zip(items[0], *sides, strict=True)
            ]
            for _item, pair in left["rows"]:
                for _field, bound in pair:
                    bound["field"].help_text = ""
            del fields[name]


def _value(slot: Slot, cleaned: Any) -> Value:
    if slot.field.kind == "rows":
        return _rows(cleaned) or ""
    if isinstance(cleaned, list):
        return [str(each) for each in cleaned] or ""
    if cleaned is None:
        return ""
    text = cleaned.isoformat() if hasattr(cleaned, "isoformat") else str(cleaned)
    return text.replace("\r\n", "\n").strip()


def initial(slot: Slot, value: Any) -> Any:
    """An answer as the field shows it at first."""
    return as_text(value) if slot.field.kind == "rows" and value else value


def _hint(slot: Slot) -> str:
    field = slot.field
    whose = _(WHOSE[field.own_words]).capitalize() + "." if field.own_words and not slot.item else ""
    wanted = _("It must stand here before the form is finished.") if field.required and not slot.item else ""
    text = (slot.item.text if slot.item else field.help) or ""
    return " ".join(each for each in (text, whose, wanted) if each)


YES_NO = [("", "–"), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]


def _field(slot: Slot, model: PracticeModel, people: Sequence[Who]) -> forms.Field:
    field = slot.field
    label = slot.item.name if slot.item else field.name
    hint = _hint(slot)
    shared: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    chosen = [(each.id, each.name) for each in options(model, field, people)]
    if field.kind == "date":
        return DanishDateField(**shared, lean="nearest")
    if field.kind == "yes_no":
        return forms.ChoiceField(**shared, choices=YES_NO)
    if field.kind == "number":
        return forms.DecimalField(**shared)
    if field.kind in ("choice", "member"):
        return forms.ChoiceField(**shared, choices=[("", "–"), *chosen])
    if field.kind in ("choices", "members", "core_elements"):
        return forms.MultipleChoiceField(**shared, choices=chosen, widget=forms.CheckboxSelectMultiple)
    if field.kind == "rows":
        columns = [(column.id, column.name) for column in field.columns]
        return forms.CharField(**shared, widget=RowsWidget(columns), max_length=MOST_TEXT)
    if field.kind == "text":
        return forms.CharField(**shared, max_length=300)
    return forms.CharField(**shared, max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))
