# SPDX-License-Identifier: EUPL-1.2
"""The components of every page. ``{% load fv %}``, then:

Words and pictures
    ``{{ day|fv_day }}`` "tirsdag 3. maj" (the year when it is not this one) · ``{{ day|fv_day_short }}`` "3. maj"
    ``{{ moment|fv_moment }}`` "tirsdag 3. maj kl. 16.32" (all as ``<time>``)
    ``{% fv_icon "check" label="" %}`` an icon of the design system; read aloud when it has a label, else decoration
    ``{% fv_status _("Waiting") "wait" %}`` a badge; kinds: plain, good, wait, act (red: someone must act now)
    ``{% fv_person "Sara" note=_("mother, 34") url="" %}`` a person's name as a chip

Forms (``<form method="post" novalidate>`` with ``{% csrf_token %}``)
    ``{% fv_form form %}`` error summary and every field
    ``{% fv_errors form form2 formset %}`` only the summary, with links
    ``{% fv_field form.title hint="" rows=4 label="" size="short" %}`` label, hint, message and control, tied together;
    sizes: short, medium, full
    ``{% fv_buttons _("Save") cancel=url cancel_label="" name="" value="" kind="primary" %}`` the row that ends a form
    ``<form … {% fv_draft url version %}>`` the form saves itself as a draft (static/web/draft.js)

Blocks
    ``{% fv_panel _("Title") id="plan" %} … {% endfv_panel %}`` a section with a heading
    ``{% fv_more _("Earlier goals") open=False %} … {% endfv_more %}`` folded text
    ``{% fv_alert "info" title="" %} … {% endfv_alert %}`` kinds: info, success, warning, error
    ``{% fv_empty _("No goals yet.") hint="" url="" action="" praise=False %}`` where a list would be
    ``{% fv_basis sentence %}`` "Why can I see this?"
    ``{% fv_terms pairs %}`` a definition list of (term, value) pairs; pairs without a value are left out

Finding one's way
    ``{% fv_crumbs pairs %}`` of (label, url); the last is the page itself
    ``{% fv_tabs items _("Views") %}`` of (label, url, current)
    ``{% fv_paging page %}`` a Django ``Page``; keeps the rest of the address
    ``{% fv_sort_th "name" _("Name") default="name" %}`` a ``<th>`` that writes ``?sort=name`` or ``?sort=-name``, keeps
    the filter and drops the page. Own links that keep the address use Django's ``{% querystring page=2 %}``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from familievej.base.dates import say_day, say_day_short, say_time
from familievej.web import fields

register = template.Library()

_ALERT_ICONS = {"info": "info", "success": "success", "warning": "warning", "error": "error"}


def _time(value: dt.date, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


def _local_day(value: dt.date | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def fv_day(value: dt.date | None) -> str:
    """ "tirsdag 3. maj"; nothing for None."""
    return _time(_local_day(value), say_day(_local_day(value), timezone.localdate())) if value else ""


@register.filter
def fv_day_short(value: dt.date | None) -> str:
    """ "3. maj"; nothing for None."""
    return _time(_local_day(value), say_day_short(_local_day(value), timezone.localdate())) if value else ""


@register.filter
def fv_moment(value: dt.datetime | None) -> str:
    """ "tirsdag 3. maj kl. 16.32" in local time; nothing for None."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    said = _("%(day)s at %(time)s") % {
        "day": say_day(local.date(), timezone.localdate()),
        "time": say_time(local),
    }
    return _time(local, said)


@register.simple_tag
def fv_icon(name: str, label: str = "") -> SafeString:
    """An icon of the design system, by its name there."""
    href = f"{static('dkfds/img/all-svg-icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon-svg" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html(
        '<svg class="icon-svg" focusable="false" aria-hidden="true"><use href="{}"></use></svg>', href
    )


@register.simple_tag
def fv_status(text: str, kind: str = "plain") -> SafeString:
    """A badge. Raises ValueError on an unknown kind."""
    if kind not in {"plain", "good", "wait", "act"}:
        raise ValueError(f"a status is plain, good, wait or act, not {kind!r}")
    return format_html('<span class="fv-status fv-status-{}">{}</span>', kind, text)


@register.inclusion_tag("web/components/person.html")
def fv_person(name: str, note: str = "", url: str = "") -> dict[str, Any]:
    """A person's name as a chip, with its first letter."""
    return {"name": name, "note": note, "url": url, "letter": name.strip()[:1].upper()}


@register.inclusion_tag("web/components/field.html")
def fv_field(
    field: BoundField, hint: str = "", rows: int = 0, label: str = "", size: str = ""
) -> dict[str, Any]:
    """One field of a form. Raises TypeError when the form has no such field (``field`` is then an empty text)."""
    if not isinstance(field, BoundField):
        raise TypeError("fv_field wants a field of a form: check the field's name")
    return fields.field_context(field, hint=hint, rows=rows, label=label, size=size)


@register.inclusion_tag("web/components/errors.html")
def fv_errors(*forms: BaseForm | BaseFormSet[Any]) -> dict[str, Any]:
    """The list of everything to mend, each a link to its field."""
    return {"faults": [fault for form in forms for fault in fields.faults_of(form)]}


@register.inclusion_tag("web/components/form.html")
def fv_form(form: BaseForm) -> dict[str, Any]:
    """Error summary, visible fields in order, hidden fields."""
    return {"form": form}


@register.inclusion_tag("web/components/buttons.html")
def fv_buttons(
    label: str,
    cancel: str = "",
    cancel_label: str = "",
    name: str = "",
    value: str = "",
    kind: str = "primary",
) -> dict[str, Any]:
    """The row that ends a form: one button, and a plain link for leaving."""
    return {
        "label": label, "cancel": cancel, "cancel_label": cancel_label or _("Cancel"),
        "name": name, "value": value, "kind": kind,
    }  # fmt: skip


@register.simple_tag
def fv_draft(url: str, version: Any = "") -> SafeString:
    """The attributes that make a form save itself as a draft."""
    return format_html('data-draft-url="{}" data-draft-version="{}"', url, version)


@register.simple_block_tag
def fv_panel(content: SafeString, title: str, id: str = "") -> SafeString:  # noqa: A002 - the name in templates
    """A section with a heading; the region is named by it."""
    return render_to_string("web/components/panel.html", {"content": content, "title": title, "id": id})


@register.simple_block_tag
def fv_more(content: SafeString, summary: str, open: bool = False) -> SafeString:  # noqa: A002 - the name in templates
    """Text that is folded until asked for."""
    return render_to_string(
        "web/components/more.html", {"content": content, "summary": summary, "open": open}
    )


@register.simple_block_tag
def fv_alert(content: SafeString, kind: str = "info", title: str = "") -> SafeString:
    """A notice in the flow of the page. Raises KeyError on an unknown kind."""
    context = {"content": content, "kind": kind, "title": title, "icon": _ALERT_ICONS[kind]}
    return render_to_string("web/components/alert.html", context)


@register.filter
def fv_alert_kind(level: str) -> str:
    """The kind of ``fv_alert`` for a level of django.contrib.messages."""
    return level if level in _ALERT_ICONS else "info"


@register.inclusion_tag("web/components/empty.html")
def fv_empty(
    text: str, hint: str = "", url: str = "", action: str = "", praise: bool = False
) -> dict[str, Any]:
    """What stands where a list would be: praise, or what to do."""
    return {"text": text, "hint": hint, "url": url, "action": action, "praise": praise}


@register.inclusion_tag("web/components/basis.html")
def fv_basis(sentence: str) -> dict[str, Any]:
    """ "Why can I see this?" with the sentence of the decision."""
    return {"sentence": sentence}


@register.inclusion_tag("web/components/terms.html")
def fv_terms(pairs: Iterable[tuple[str, Any]] | Mapping[str, Any]) -> dict[str, Any]:
    """A definition list; a pair whose value is empty is left out."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return {"pairs": [(term, value) for term, value in items if value not in (None, "")]}


@register.inclusion_tag("web/components/crumbs.html")
def fv_crumbs(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Where the page lies; the last pair is the page itself."""
    return {"pairs": list(pairs)}


@register.inclusion_tag("web/components/tabs.html")
def fv_tabs(items: Iterable[tuple[str, str, bool]], label: str) -> dict[str, Any]:
    """Views of one thing, as links: the choice stands in the address."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("web/components/paging.html", takes_context=True)
def fv_paging(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Earlier and later pages; nothing when everything fits on one."""
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("web/components/sort_th.html", takes_context=True)
def fv_sort_th(
    context: Context, key: str, label: str, default: str = "", param: str = "sort"
) -> dict[str, Any]:
    """A column heading that sorts; a second press turns the order."""
    current = context["request"].GET.get(param) or default
    order = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    query = context["request"].GET.copy()
    query.pop("page", None)
    query[param] = f"-{key}" if order == "ascending" else key
    return {"label": label, "order": order, "href": f"?{query.urlencode()}"}
