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
    to_unit, to_you = {
        NoticeKind.BEGAN: (
            _("A consent given to %(unit)s holds from %(day)s. You may see what it opens."),
            _("A consent given to you holds from %(day)s. You may see what it opens."),
        ),
        NoticeKind.PARTLY_WITHDRAWN: (
            _("A part of a consent given to %(unit)s on %(day)s was taken back. It may no longer be used."),
            _("A part of a consent given to you on %(day)s was taken back. It may no longer be used."),
        ),
        NoticeKind.REPLACED: (
            _("A consent given to %(unit)s on %(day)s is asked anew. It is closed until there is a new yes."),
            _("A consent given to you on %(day)s is asked anew. It is closed until there is a new yes."),
        ),
        NoticeKind.WITHDRAWN: (
            _("A consent given to %(unit)s on %(day)s was taken back. What you saw may no longer be used."),
            _("A consent given to you on %(day)s was taken back. What you saw may no longer be used."),
        ),
    }[NoticeKind(notice.kind)]
    return (to_unit if notice.to_unit_id else to_you) % values
