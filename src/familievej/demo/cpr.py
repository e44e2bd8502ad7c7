# SPDX-License-Identifier: EUPL-1.2
"""Civil registration numbers that can belong to nobody.

Every number is a replacement number (erstatningspersonnummer): 60 is added to the day of birth. The CPR
office recommends that form for persons outside the register because it cannot be taken for a real number,
and never issues one (cpr.dk, "Erstatningspersonnummer i eksterne systemer"). One safeguard more: the number
as written passes modulus 11, so that it never does when somebody takes the 60 away again.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from random import Random

from stdnum.dk import cpr as real_cpr

DAY_SHIFT = 60
"""Added to the day of birth in a replacement number."""


def birth_number(number: str) -> str:
    """The ten digits with the real day of birth: what python-stdnum can read a date from."""
    return f"{int(number[:2]) - DAY_SHIFT:02d}{number[2:]}"


def is_fictive(number: str) -> bool:
    """Whether ``number`` (ten digits) is a well-formed replacement number of the kind made here."""
    return (
        len(number) == 10
        and number.isdigit()
        and DAY_SHIFT < int(number[:2]) <= DAY_SHIFT + 31
        and real_cpr.is_valid(birth_number(number))
        and real_cpr.checksum(number) == 0
    )


def candidates(birth: dt.date, male: bool) -> Iterator[str]:
    """All fictive numbers of one birth date and sex, in order of serial number.

    The seventh digit tells the century (0-3: 1900s, 4-8: 2000s), the last is odd for men and even for women.
    """
    head = f"{birth.day + DAY_SHIFT:02d}{birth:%m%y}"
    century = range(4) if birth.year < 2000 else range(4, 9)
    for serial in range(century.start * 1000, century.stop * 1000):
        number = f"{head}{serial:04d}"
        if serial % 2 == int(male) and real_cpr.checksum(number) == 0:
            yield number


class FictiveCpr:
    """Hands out fictive numbers, none twice and none of ``taken``. Same seed and order, same numbers."""

    def __init__(self, rng: Random, taken: Iterable[str] = ()) -> None:
        self._rng = rng
        self._used = set(taken)

    def number(self, birth: dt.date, male: bool) -> str:
        """A fresh number for somebody born on ``birth`` (1900-2036).

        Raises ``ValueError`` when the birth is outside those years or every number of the day is used.
        """
        if not 1900 <= birth.year <= 2036:
            raise ValueError(f"No fictive number can be made for a birth in {birth.year}.")
        free = [number for number in candidates(birth, male) if number not in self._used]
        if not free:
            raise ValueError(f"Every fictive number of {birth:%Y-%m-%d} is used.")
        chosen = self._rng.choice(free)
        self._used.add(chosen)
        return chosen
