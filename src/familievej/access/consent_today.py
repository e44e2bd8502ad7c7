# SPDX-License-Identifier: EUPL-1.2
"""What of consents must not be forgotten: what ends, what waits, what was taken back, what was shared with me."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familievej.access import words
from familievej.access.notice_words import said
from familievej.access.openness import State
from familievej.access.queries import consents, notices
from familievej.base.today import Bucket, Line
from familievej.people.models import Family

if TYPE_CHECKING:
    from familievej.access.queries.consents import Reading
    from familievej.gate.actor import Actor

A_WEEK = dt.timedelta(days=7)


def lines(actor: Actor, day: dt.date) -> Iterator[Line]:
    """For the coordinator about the own families; for every receiver about what was shared. At most ten queries."""
    readings = consents.followed(actor, day)
    ids = {reading.consent.family_id for reading in readings}
    names = dict(Family.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    for reading in readings:
        family = names.get(reading.consent.family_id, "")
        url = reverse("access:consent", args=[reading.consent.family_id, reading.consent.pk])
        for bucket, text, due in _of(reading, actor, day):
            yield Line(bucket, family, text, due, url, _("Open the consent"))
    for notice in notices.unread(actor, day):
        yield Line(
            Bucket.NOW, _("Shared with you"), said(notice, day), None, reverse("access:told"), _("Read")
        )


def _of(reading: Reading, actor: Actor, day: dt.date) -> Iterator[tuple[Bucket, str, dt.date | None]]:
    headline = words.headline(reading)
    if reading.ends_soon:
        bucket = Bucket.NOW if reading.consent.ends - day <= A_WEEK else Bucket.WEEK
        yield (
            bucket,
            _("A consent ends: %(what)s. Talk with the family.") % {"what": headline},
            reading.consent.ends,
        )
    if reading.state is State.ASKED and reading.missing:
        who = words.people(reading, reading.missing)
        yield (
            Bucket.WAITING,
            _("Waiting for %(who)s to answer: %(what)s") % {"who": who, "what": headline},
            None,
        )
    for need in reading.coming() if reading.open else ():
        who = words.people(reading, [need.signer])
        text = _("%(who)s must answer too from this day, else it closes: %(what)s")
        yield Bucket.WEEK, text % {"who": who, "what": headline}, need.starts
    fresh = [
        w
        for w in reading.withdrawals
        if day - timezone.localdate(w.at) < A_WEEK and w.told_to_id != actor.user_id and reading.withdrawn
    ]
    if fresh:
        values = {
            "who": words.people(reading, sorted({w.by_id for w in fresh})),
            "what": words.what({c for w in fresh for c in w.categories}),
            "names": words.listed(r.outside for r in reading.receivers if r.outside),
        }
        text = _("%(who)s has taken back: %(what)s.") % values
        if values["names"]:
            text += " " + _("Tell %(names)s yourself: the system cannot.") % values
        yield Bucket.WEEK, text, None
