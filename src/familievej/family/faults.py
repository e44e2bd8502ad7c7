# SPDX-License-Identifier: EUPL-1.2
"""What the database and the actions refuse, in the words of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db import IntegrityError
    from django.forms import BaseForm
    from django.utils.functional import _StrPromise

# By the name of the constraint: its own words speak of tables. The field is where the fault is mended.
WORDS: dict[str, tuple[str, _StrPromise]] = {
    "people_membership_once": ("starts", _("This person is already in the family in that period.")),
    "people_membership_one_index_child": (
        "index_child",
        _(
            "Another child is the child in the middle in that period. Take the tick away here, or end it there first."
        ),
    ),
    "people_relation_once": ("starts", _("This is written already for that period.")),
    "people_custody_once": ("starts", _("This custody is written already for that period.")),
    "people_custody_sole_is_alone": (
        "kind",
        _("Somebody has sole custody of the child in that period. End that first, or choose another kind."),
    ),
    "people_residence_one_registered": (
        "kind",
        _(
            "The person is registered at another address in that period. End that first, or choose part of the time."
        ),
    ),
    "people_residence_once": ("starts", _("The person lives at this address already in that period.")),
    "course_course_one_at_a_time": ("starts", _("The family has a course already in that period.")),
    "course_one_coordinator": ("starts", _("The family has a coordinator already in that period.")),
}
ALREADY = _("This is written already, or does not fit with something that is. Nothing was changed.")


def put_on(form: BaseForm, fault: ValidationError) -> None:
    """Add what an action refused to the fields of ``form`` that it is about, or to the whole form."""
    by_field = fault.error_dict if hasattr(fault, "error_dict") else {NON_FIELD_ERRORS: fault.error_list}
    for name, errors in by_field.items():
        for error in errors:
            for message in error.messages:
                field, words = _worded(message)
                _add(form, field or name, words or message)


def put_constraint_on(form: BaseForm, fault: IntegrityError) -> None:
    """The same for what only the database saw: another's row, or the same form sent twice at once."""
    name = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None) or ""
    field, words = WORDS.get(name, (NON_FIELD_ERRORS, ALREADY))
    _add(form, field, str(words))


def _worded(message: str) -> tuple[str, str]:
    for name, (field, words) in WORDS.items():
        if name in message:
            return field, str(words)
    return "", ""


def _add(form: BaseForm, field: str, message: str) -> None:
    form.add_error(field if field in form.fields else None, message)
