# SPDX-License-Identifier: EUPL-1.2
"""A consent read back in sentences that a tired person understands, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from familievej.access.models import Answer
from familievej.access.openness import State
from familievej.base.dates import say_day_short
from familievej.gate.categories import Category

if TYPE_CHECKING:
    from uuid import UUID

    from familievej.access.queries.consents import Reading


@dataclass(frozen=True)
class Status:
    """One line on what a consent is, and the kind of badge it gets."""

    word: str
    text: str
    kind: str


def listed(items: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *first, last = list(items) or [""]
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def what(categories: Collection[str]) -> str:
    """Categories in words, always in the same order."""
    return listed(str(category.label) for category in Category if category.value in categories)


def to(reading: Reading) -> str:
    """Who may know it."""
    return listed(str(receiver) for receiver in reading.receivers)


def people(reading: Reading, persons: Iterable[UUID]) -> str:
    """What persons are called."""
    return listed(reading.names.get(person, "") or _("somebody") for person in persons)


def headline(reading: Reading) -> str:
    """Everything in one line: who may know what about whom, until when. A question until there is a yes."""
    categories = reading.open or reading.facts.categories - reading.withdrawn or reading.facts.categories
    values = {
        "to": to(reading),
        "what": what(categories),
        "until": _day(reading.consent.ends, reading.day),
        "whom": reading.about or _("the family together"),
    }
    if reading.open or reading.state is State.NOT_BEGUN:
        return _("%(to)s may know about %(whom)s: %(what)s, until %(until)s") % values
    if reading.state in {State.ASKED, State.REFUSED}:
        return _("May %(to)s know about %(whom)s: %(what)s, until %(until)s?") % values
    return _("%(to)s, about %(whom)s: %(what)s") % values


def sentences(reading: Reading) -> list[str]:
    """The whole consent, a sentence for each thing that one says yes or no to."""
    consent, day = reading.consent, reading.day
    values = {"to": to(reading), "what": what(consent.categories), "whom": reading.about}
    said = [
        _("%(to)s may know this about %(whom)s: %(what)s.") % values
        if reading.about
        else _("%(to)s may know this about the family together: %(what)s.") % values
    ]
    if reading.withdrawn:
        gone = {"what": what(reading.withdrawn)}
        said.append(_("Taken back, and no longer shared: %(what)s. Only a new yes gives it back.") % gone)
    if reading.areas:
        said.append(_("Only what comes from %(areas)s.") % {"areas": listed(reading.areas)})
    else:
        said.append(_("It may come from all who work with the family."))
    said.append(
        _("They may use it for this, and for nothing else: %(purpose)s") % {"purpose": consent.purpose}
    )
    period = {"starts": _day(consent.starts, day), "ends": _day(consent.ends, day)}
    said.append(_("It holds from %(starts)s until %(ends)s. Then it stops by itself.") % period)
    said.append(_asked(reading))
    said.append(_("It can be taken back at any time, all of it or a part, and without a reason."))
    said.append(_("The family gets the same help whether the answer is yes or no."))
    return said


def _asked(reading: Reading) -> str:
    if not reading.asked:
        return _("Nobody is registered who can say yes. Register who has custody.")
    if len(reading.asked) == 1:
        return _("It holds only when %(name)s has said yes.") % {"name": people(reading, reading.asked)}
    return _("It holds only when %(names)s have all said yes.") % {"names": people(reading, reading.asked)}


def status(reading: Reading) -> Status:
    """What it is on its day, and what is missing."""
    state, day = reading.state, reading.day
    ends = {"day": _day(reading.consent.ends, day), "starts": _day(reading.consent.starts, day)}
    if state is State.OPEN:
        return Status(_("Open"), _("Holds until %(day)s.") % ends, "good")
    if state is State.PARTLY_WITHDRAWN:
        gone = {"what": what(reading.withdrawn)}
        return Status(_("Partly taken back"), _("No longer shared: %(what)s.") % gone, "wait")
    if state is State.REFUSED:
        no = {"who": people(reading, reading.refusing)}
        return Status(_("No"), _("%(who)s has said no. Nothing is shared.") % no, "plain")
    if state is State.ASKED:
        if not reading.asked:
            return Status(_("Waiting"), _asked(reading), "wait")
        return Status(
            _("Waiting"), _("Waiting for: %(who)s") % {"who": people(reading, reading.missing)}, "wait"
        )
    if state is State.NOT_BEGUN:
        return Status(_("Agreed"), _("Begins on %(starts)s.") % ends, "good")
    if state is State.WITHDRAWN:
        return Status(_("Taken back"), _("Nothing is shared any more."), "plain")
    if state is State.EXPIRED:
        return Status(_("Over"), _("It ended on %(day)s.") % ends, "plain")
    return Status(_("Replaced"), _("There is a newer version."), "plain")


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, and in words."""

    at: dt.datetime
    text: str


def history(reading: Reading) -> list[Event]:
    """Who asked, who answered and how, who took what back; oldest first."""
    asker = str(reading.consent.asked_by or _("the system"))
    found = [(0, Event(reading.consent.asked_at, _("%(who)s asked.") % {"who": asker}))]
    for signature in reading.signatures:
        values = {"who": reading.names.get(signature.signer_id, ""), "witness": str(signature.witness or "")}
        yes = signature.answer == Answer.YES
        if signature.witness_id:
            text = (
                _("%(who)s said yes on a shared screen, with %(witness)s as witness.")
                if yes
                else _("%(who)s said no on a shared screen, with %(witness)s as witness.")
            )
        else:
            text = (
                _("%(who)s said yes with their own login.")
                if yes
                else _("%(who)s said no with their own login.")
            )
        found.append((signature.turn, Event(signature.signed_at, text % values)))
    for withdrawal in reading.withdrawals:
        values = {
            "who": reading.names.get(withdrawal.by_id, ""),
            "what": what(withdrawal.categories),
            "told": str(withdrawal.told_to or ""),
        }
        text = (
            _("%(who)s took back: %(what)s. %(told)s wrote it down.")
            if withdrawal.told_to_id
            else _("%(who)s took back: %(what)s.")
        )
        found.append((withdrawal.turn, Event(withdrawal.at, text % values)))
    return [event for _turn, event in sorted(found, key=lambda pair: pair[0])]


def differences(old: Reading, new: Reading) -> list[str]:
    """What the newer version says otherwise, in sentences; empty when only the version is new."""
    said: list[str] = []
    _compare(
        said, old.consent.categories, new.consent.categories, what,
        _("New: %(it)s may be known too."), _("No longer: %(it)s."),
    )  # fmt: skip
    _compare(
        said, [str(r) for r in old.receivers], [str(r) for r in new.receivers], listed,
        _("New: %(it)s may know it too."), _("No longer to: %(it)s."),
    )  # fmt: skip
    if list(old.areas) != list(new.areas):
        where = {"areas": listed(new.areas) or _("all who work with the family")}
        said.append(_("It now comes from: %(areas)s.") % where)
    if old.consent.purpose != new.consent.purpose:
        pair = {"old": old.consent.purpose, "new": new.consent.purpose}
        said.append(_("It was for “%(old)s”, and is now for “%(new)s”.") % pair)
    for name, text in (
        ("starts", _("It begins on %(new)s instead of %(old)s.")),
        ("ends", _("It ends on %(new)s instead of %(old)s.")),
    ):
        before, after = getattr(old.consent, name), getattr(new.consent, name)
        if before != after:
            said.append(text % {"old": _day(before, new.day), "new": _day(after, new.day)})
    return said


def _compare(
    said: list[str],
    old: Sequence[str],
    new: Sequence[str],
    word: Callable[[list[str]], str],
    more: str,
    fewer: str,
) -> None:
    for left, right, text in ((new, old, more), (old, new, fewer)):
        only = [item for item in left if item not in right]
        if only:
            said.append(text % {"it": word(only)})


def _day(day: dt.date, today: dt.date) -> str:
    return say_day_short(day, today)
