# SPDX-License-Identifier: EUPL-1.2
"""What the templates of forms know about a field: how it is drawn, and what ties label, hint and message to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet


@dataclass(frozen=True)
class Fault:
    """One thing to mend: the message, and the id of the control it belongs to (empty: the whole form)."""

    message: str
    target: str


def kind_of(field: BoundField) -> str:
    """How the field is drawn: text, textarea, select, checkbox, choices (a group), or file."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "text"


_CLASSES = {
    "text": "form-input", "textarea": "form-input", "select": "form-select", "checkbox": "form-checkbox",
    "choices": "", "file": "fv-file",
}  # fmt: skip


def field_context(
    field: BoundField, *, hint: str = "", rows: int = 0, label: str = "", size: str = ""
) -> dict[str, Any]:
    """The context of ``web/components/field.html``. Ids are ``<control>-hint`` and ``<control>-error``."""
    kind = kind_of(field)
    own_id = field.auto_id or field.html_name
    said = hint or field.help_text
    described = [f"{own_id}-hint"] * bool(said) + [f"{own_id}-error"] * bool(field.errors)
    # The label stays visible while one types; a placeholder in its place would not (False takes it away).
    attrs: dict[str, Any] = {
        "class": f"{_CLASSES[kind]} {field.field.widget.attrs.get('class', '')}".strip(),
        "placeholder": False,
    }
    if described and kind != "choices":
        attrs["aria-describedby"] = " ".join(described)
    if rows:
        attrs["rows"] = rows
    return {
        "field": field,
        "kind": kind,
        "id": own_id,
        "label": label or field.label,
        "hint": said,
        "errors": field.errors,
        "described": " ".join(described),
        "optional": not field.field.required
        and not getattr(field.field, "wanted", False)
        and kind != "checkbox",
        "size": size or ("full" if kind == "textarea" else "medium"),
        "control": field.as_widget(attrs=attrs) if kind != "choices" else "",
        "options": list(_options(field, own_id)) if kind == "choices" else [],
    }


def faults_of(form: BaseForm | BaseFormSet[Any]) -> Iterator[Fault]:
    """Every message of a form or formset, the whole form's first."""
    if isinstance(form, BaseFormSet):
        for message in form.non_form_errors():
            yield Fault(str(message), "")
        for each in form.forms:
            yield from faults_of(each)
        return
    for message in form.non_field_errors():
        yield Fault(str(message), "")
    for field in form:
        for message in field.errors:
            target = field.id_for_label or field.auto_id
            yield Fault(f"{field.label}: {message}", f"{target}_0" if kind_of(field) == "choices" else target)


def _options(field: BoundField, own_id: str) -> Iterator[dict[str, Any]]:
    multiple = isinstance(field.field.widget, forms.CheckboxSelectMultiple)
    for number, option in enumerate(field.subwidgets):
        data = option.data
        yield {
            "id": data["attrs"].get("id") or f"{own_id}_{number}",
            "name": data["name"],
            "value": data["value"],
            "label": data["label"],
            "checked": data["selected"],
            "type": "checkbox" if multiple else "radio",
        }
