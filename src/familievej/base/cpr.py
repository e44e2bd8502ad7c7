# SPDX-License-Identifier: EUPL-1.2
"""CPR numbers: read as people write them, validated with python-stdnum, replacement numbers accepted.

A replacement number (erstatningspersonnummer, given to people without a CPR number) adds 60 to the day of the month.
Since 2007 the modulus-11 check does not hold for all real numbers
(CPR-kontoret, "Personnummeret i CPR"), so it is not asked for.
"""

from __future__ import annotations

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError as StdnumError

REPLACEMENT_DAY = 60


def _plain(number: str) -> tuple[str, bool]:
    digits = re.sub(r"[\s\-–.]", "", number)
    if not re.fullmatch(r"\d{10}", digits):
        raise ValidationError(_("A CPR number has ten digits: six for the birthday, then four."), code="cpr")
    day = int(digits[:2])
    if day > REPLACEMENT_DAY:
        return f"{day - REPLACEMENT_DAY:02d}{digits[2:]}", True
    return digits, False


def clean(number: str) -> str:
    """Ten digits. Raises ValidationError when the date does not exist or lies in the future.

    Never echoes the number.
    """
    ordinary, replacement = _plain(number)
    try:
        stdnum_cpr.validate(ordinary)
    except StdnumError as fault:
        raise ValidationError(
            _("The first six digits are not a birthday that exists."), code="cpr"
        ) from fault
    return f"{int(ordinary[:2]) + REPLACEMENT_DAY:02d}{ordinary[2:]}" if replacement else ordinary


def birth_date(number: str) -> dt.date:
    """The day of birth that a clean number carries (seventh digit gives the century)."""
    ordinary, _replacement = _plain(number)
    born = stdnum_cpr.get_birth_date(ordinary)
    return dt.date(born.year, born.month, born.day)


def pretty(number: str) -> str:
    """``ddmmyy-xxxx``."""
    return f"{number[:6]}-{number[6:]}"
