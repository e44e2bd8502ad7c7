# SPDX-License-Identifier: EUPL-1.2
"""What a receiver is told. No name: after a withdrawal there is no basis to know whose it was."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from familievej.access.models import NoticeKind
from familievej.base.dates import say_day_short

if TYPE_CHECKING:
    from familievej.access.models import Notice


def said(notice: Notice, today: dt.date) -> str:
    """One notice in a sentence or two."""
    values = {"day": say_day_short(notice.since, today), "unit": str(notice.to_unit or "")}
    kind = NoticeKind(notice.kind)
    if kind is NoticeKind.BEGAN:
        if notice.to_unit_id:
            return _("A consent given to %(unit)s holds from %(day)s. You may see what it opens.") % values
        return _("A consent given to you holds from %(day)s. You may see what it opens.") % values
    if kind is NoticeKind.PARTLY_WITHDRAWN:
        if notice.to_unit_id:
            return (
                _(
                    "A part of a consent given to %(unit)s on %(day)s was taken back. What it opened may no longer be used."
                )
                % values
            )
        return (
            _(
                "A part of a consent given to you on %(day)s was taken back. What it opened may no longer be used."
            )
            % values
        )
    if kind is NoticeKind.REPLACED:
        if notice.to_unit_id:
            return (
                _(
                    "A consent given to %(unit)s on %(day)s is being asked anew. It is closed until there is a new yes."
                )
                % values
            )
        return (
            _("A consent given to you on %(day)s is being asked anew. It is closed until there is a new yes.")
            % values
        )
    if notice.to_unit_id:
        return (
            _("A consent given to %(unit)s on %(day)s was taken back. What you saw may no longer be used.")
            % values
        )
    return _("A consent given to you on %(day)s was taken back. What you saw may no longer be used.") % values
