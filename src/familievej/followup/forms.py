# SPDX-License-Identifier: EUPL-1.2
"""The forms of contacts and notes. Hidden in each: the edition and sheet that stood on the screen (``plan.merge``)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.base.dayfield import DanishDateField, DayInput
from familievej.base.timefield import DanishTimeField, TimeInput
from familievej.followup.models import MOST_TEXT, Contact, ContactKind, State
from familievej.people.models import Person
from familievej.plan.forms import Shown

if TYPE_CHECKING:
    from familievej.plan.merge import Sheet

CONTACT_FIELDS = ("state", "kind", "day", "time", "place", "met")
_LONG = {
    "max_length": _(
        "The text has %(show_value)d characters, and there is room for %(limit_value)d. Make two notes of it."
    )
}
_WHAT_BELONGS = _(
    "What did you see and hear? Behaviour, not adjectives: “Anton sat under the table for the whole lesson”, not "
    "“Anton was impossible”. Say who said what. Write so that the family could read it: they may ask to."
)


class NoteFields(forms.Form):
    """Whom a note is about and its text. ``people`` are those whom it can be about, by id."""

    note_id = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.MultipleChoiceField(
        label=_("About whom?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Without a tick it is about the whole family. A note about one person is read only by those who may read "
            "about that person; about several it is kept with each of them."
        ),
    )
    text = forms.CharField(
        label=_("Note"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_WHAT_BELONGS,
        error_messages={"required": _("Write what you saw and heard."), **_LONG},
    )
    own_words = forms.BooleanField(
        label=_("These are a child’s own words"),
        required=False,
        help_text=_(
            "Then it is hidden from the child’s parents from the moment it is saved, whatever else they may read. You "
            "can show it to one of them later, when the child agrees."
        ),
    )

    def __init__(self, *args: Any, people: Mapping[uuid.UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "about" in self.fields:
            self.fields["about"].choices = [(str(pk), name) for pk, name in people.items()]  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """Browsers send line breaks their own way; the same text must be the same."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def check_own_words(self) -> None:
        """A child's own words are about somebody: without a name nobody knows from whom to hide them."""
        found = self.cleaned_data
        if found.get("own_words") and found.get("text") and not found.get("about"):
            self.add_error("about", _("Choose whose words they are."))

    def persons(self) -> list[Person]:
        """Whom it is about; nobody for the whole family."""
        return [Person(pk=uuid.UUID(pk)) for pk in self.cleaned_data["about"]]


class NoteForm(NoteFields, Shown):
    """A new note."""

    field_order = ("about", "text", "own_words")

    def clean(self) -> dict[str, Any]:
        """Whose words they are."""
        self.check_own_words()
        return self.cleaned_data


class NoteTextForm(NoteForm):
    """Correct one's own note: whom it is about stands."""

    about = None  # type: ignore[assignment]
    own_words = None  # type: ignore[assignment]

    def sheet(self) -> Sheet:
        """What was written in a valid form."""
        return {"text": self.cleaned_data["text"]}


class ContactForm(NoteFields, Shown):
    """A contact, agreed or held, and a note if there is something to write.

    ``record`` is the contact that is changed; None for a new one.
    """

    contact_id = forms.UUIDField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Is it ahead, or has it been?"),
        choices=[(State.AGREED, _("We have agreed on it")), (State.HELD, _("It has been held"))],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("How?"), choices=ContactKind.choices)
    day = DanishDateField(label=_("Day"))
    time = DanishTimeField(label=_("Time"))
    place = forms.CharField(label=_("Where?"), max_length=160, required=False)
    met = forms.CharField(
        label=_("Who?"),
        max_length=300,
        required=False,
        help_text=_("For example Maria, Anton and the class teacher."),
    )
    alone = forms.BooleanField(
        label=_("A conversation with a child alone, of which the parents are not to know"),
        required=False,
        help_text=_(
            "Then all of it is hidden from the child’s parents: when, where, who, and every note on it. Choose the "
            "child below, under “About whom?”."
        ),
    )
    field_order = ("state", "kind", "day", "time", "place", "met", "alone", "about", "text", "own_words")

    def __init__(self, *args: Any, record: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._record = record
        self.fields["text"].required = False
        if record is not None:
            # One that stands is hidden, and shown again, on a page of its own.
            del self.fields["alone"]
        held = self.data.get("state") == State.HELD if self.is_bound else False
        # Without a year "3/1" is last January for what was held, and next January for what is agreed.
        self.fields["day"].lean = "past" if held else "nearest"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Day and time together are a moment, on the right side of now."""
        found = self.cleaned_data
        if found.get("day") and found.get("time"):
            try:
                found["moment"] = from_current_timezone(dt.datetime.combine(found["day"], found["time"]))
            except forms.ValidationError:
                self.add_error(
                    "time", _("The clock was changed then: there is no such time, or two. Write another.")
                )
            else:
                self._on_the_right_side(found["moment"], found.get("state"))
        self.check_own_words()
        if found.get("alone") and not found.get("about"):
            self.add_error("about", _("Choose the child whom it is with."))
        return found

    def _on_the_right_side(self, moment: dt.datetime, state: str | None) -> None:
        now = timezone.now()
        field = "time" if timezone.localtime(moment).date() == timezone.localdate() else "day"
        if state == State.HELD and moment > now:
            said = _("It has not been yet. Write when it was, or say that you have agreed on it.")
            self.add_error(field, said)
        stands = self._record is not None and moment == self._record.planned_at
        if state == State.AGREED and moment < now and not stands:
            said = _("This has passed. Write when it is to be, or say that it has been held.")
            self.add_error(field, said)

    def contact_fields(self) -> dict[str, Any]:
        """For ``followup.actions``. What was agreed stays when it is held; saving agrees a called-off contact anew."""
        found = self.cleaned_data
        held = found["state"] == State.HELD
        agreed = (self._record.planned_at if self._record else None) if held else found["moment"]
        return {
            "kind": found["kind"],
            "planned_at": agreed,
            "held_at": found["moment"] if held else None,
            "cancelled_reason": "",
            "place": found["place"],
            "met": found["met"],
        }

    def sheet(self) -> Sheet:
        """What was written of the contact in a valid form."""
        found = self.cleaned_data
        return _sheet(
            found["state"], found["kind"], found["day"], found["time"], found["place"], found["met"]
        )


class CallOffForm(forms.Form):
    """Why a contact does not take place."""

    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why is it called off?"),
        max_length=300,
        help_text=_("The family can read it. For example “Anton is ill” or “nobody was at home”."),
        error_messages={"required": _("Write why, for example “Anton is ill”.")},
    )


def contact_sheet(contact: Contact) -> Sheet:
    """What stands in ``ContactForm`` for ``contact``; one that was called off is shown as agreed."""
    local = timezone.localtime(contact.moment)
    state = State.HELD if contact.state is State.HELD else State.AGREED
    return _sheet(state, contact.kind, local.date(), local.time(), contact.place, contact.met)


def _sheet(state: str, kind: str, day: dt.date, time: dt.time, place: str, met: str) -> Sheet:
    return {
        "state": str(state),
        "kind": kind,
        "day": DayInput().format_value(day) or "",
        "time": TimeInput().format_value(time) or "",
        "place": place,
        "met": met,
    }
