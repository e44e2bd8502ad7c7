# SPDX-License-Identifier: EUPL-1.2
"""The forms of a consent: what is asked, what is taken back, a paper beside it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.access.actions.consent import To
from familievej.access.shareable import SHAREABLE
from familievej.base.dayfield import DanishDateField
from familievej.gate.categories import Category
from familievej.gate.models import Area, Unit, User

if TYPE_CHECKING:
    from familievej.people.models import NetworkPerson, Person

FAMILY = "family"


def a_year_after(day: dt.date) -> dt.date:
    """The same day next year; 28 February after a 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


@dataclass(frozen=True)
class Choices:
    """What the form offers: ``near`` are ids of the units that already work with the family, shown first."""

    members: Sequence[Person]
    network: Sequence[NetworkPerson]
    near: frozenset[uuid.UUID]


class TermsForm(forms.Form):
    """What may be known, from where, by whom, for what and until when."""

    consent_id = forms.UUIDField(widget=forms.HiddenInput)
    categories = forms.MultipleChoiceField(
        label=_("What may they know?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that may be known.")},
    )
    units = forms.MultipleChoiceField(
        label=_("Which places may know it?"),
        help_text=_("Everybody who works with families there."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    colleagues = forms.CharField(
        label=_("Colleagues by name"),
        help_text=_("Their work e-mail addresses, one on each line."),
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )
    network = forms.MultipleChoiceField(
        label=_("People in the family’s network"),
        help_text=_("Only those who the family says may be contacted."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    outside = forms.CharField(
        label=_("Others outside the municipality"),
        help_text=_("Name and place, one on each line: Dr Holm, the clinic in Nørregade."),
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )
    from_areas = forms.MultipleChoiceField(
        label=_("Only what comes from"),
        help_text=_("Choose none: it may come from all who work with the family."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    purpose = forms.CharField(
        label=_("What is it to be used for?"),
        help_text=_("In words that the family would use."),
        widget=forms.Textarea,
        max_length=400,
        error_messages={"required": _("Write what it is to be used for.")},
    )
    starts = DanishDateField(label=_("From"), lean="nearest")
    ends = DanishDateField(
        label=_("Until"), lean="future", help_text=_("The day on which it stops by itself.")
    )

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        today = timezone.localdate()
        fresh = {
            "consent_id": uuid.uuid4(),
            "categories": [Category.FAMILY_RELATIONS.value],
            "starts": today,
            "ends": a_year_after(today),
        }
        kwargs["initial"] = {**fresh, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.offered = offered
        units = sorted(Unit.objects.select_related("area"), key=lambda u: (u.pk not in offered.near, u.name))
        self._units = {str(unit.pk): unit for unit in units}
        self._areas = {str(area.pk): area for area in Area.objects.all()}
        self._network = {str(person.pk): person for person in offered.network}
        self.fill("categories", [(c.value, c.label) for c in SHAREABLE])
        self.fill("units", [(pk, unit.name) for pk, unit in self._units.items()])
        self.fill("from_areas", [(pk, area.name) for pk, area in self._areas.items()])
        self.fill("network", [(pk, f"{p.name}, {p.role}") for pk, p in self._network.items()])
        if not offered.network:
            del self.fields["network"]

    def fill(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if not isinstance(field, forms.MultipleChoiceField):
            raise TypeError(name)
        field.choices = choices

    def clean_colleagues(self) -> list[User]:
        """The colleagues behind the addresses."""
        wanted = [
            line.strip().lower() for line in self.cleaned_data["colleagues"].splitlines() if line.strip()
        ]
        today = timezone.localdate()
        staff = User.objects.filter(is_active=True, email__in=wanted)
        found = {user.email: user for user in staff if user.staff_roles.as_of(today).exists()}
        unknown = [address for address in wanted if address not in found]
        if unknown:
            raise ValidationError(
                _("Nobody who works here has this address: %(addresses)s. Correct it, or leave it out.")
                % {"addresses": ", ".join(unknown)}
            )
        return list(found.values())

    def clean_outside(self) -> list[str]:
        """The names, one a line."""
        names = [" ".join(line.split()) for line in self.cleaned_data["outside"].splitlines() if line.strip()]
        for name in names:
            if len(name) > 160:
                raise ValidationError(_("“%(name)s…” is too long. Write it shorter.") % {"name": name[:40]})
        return names

    def clean(self) -> dict[str, Any]:
        """At least one receiver; an end that lies ahead."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.to():
            self.add_error("units", _("Choose at least one who may know it."))
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end lies before the beginning. Correct one of the two dates."))
        elif ends and ends <= timezone.localdate():
            self.add_error("ends", _("This day has passed. Choose a day to come."))
        return data

    @property
    def has_others(self) -> bool:
        """Whether more than places stand in the form."""
        return any(self[name].value() for name in ("colleagues", "network", "outside") if name in self.fields)

    @property
    def has_limit(self) -> bool:
        """Whether it is limited to some areas."""
        return bool(self["from_areas"].value())

    def to(self) -> list[To]:
        """The receivers, for the action."""
        data = self.cleaned_data
        named = [
            f"{self._network[pk].name} ({self._network[pk].role})"[:160] for pk in data.get("network", [])
        ]
        return [
            *(To(unit=self._units[pk]) for pk in data.get("units", [])),
            *(To(user=user) for user in data.get("colleagues", [])),
            *(To(outside=name) for name in dict.fromkeys([*named, *data.get("outside", [])])),
        ]

    def terms(self) -> dict[str, Any]:
        """The arguments of the action."""
        data = self.cleaned_data
        return {
            "categories": data["categories"],
            "to": self.to(),
            "purpose": data["purpose"],
            "starts": data["starts"],
            "ends": data["ends"],
            "from_areas": [self._areas[pk] for pk in data["from_areas"]],
        }


class AskForm(TermsForm):
    """The terms, and whom they are about: one consent for each."""

    about = forms.MultipleChoiceField(
        label=_("Who is it about?"),
        help_text=_("Each is asked for separately: the answers may differ."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose whom it is about.")},
    )
    field_order = ("consent_id", "about", "categories", "units", "colleagues", "network", "outside")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [(str(person.pk), person.short_name) for person in self.offered.members]
        self.fill("about", [(FAMILY, _("what the family has together")), *members])

    def subjects(self) -> list[tuple[uuid.UUID, Person | None]]:
        """For each that was chosen: the id of its consent, the same when the form is sent twice, and the person."""
        known = {str(person.pk): person for person in self.offered.members}
        first: uuid.UUID = self.cleaned_data["consent_id"]
        return [(uuid.uuid5(first, chosen), known.get(chosen)) for chosen in self.cleaned_data["about"]]


class TakeBackForm(forms.Form):
    """What is taken back: everything unless something is unticked."""

    categories = forms.MultipleChoiceField(
        label=_("What is taken back?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is taken back.")},
    )

    def __init__(self, *args: Any, categories: Sequence[str], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"categories": list(categories)})
        super().__init__(*args, **kwargs)
        field = self.fields["categories"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(c.value, c.label) for c in Category if c.value in categories]


class ToldForm(TakeBackForm):
    """Somebody told the coordinator."""

    by = forms.ChoiceField(label=_("Who takes it back?"), widget=forms.RadioSelect)
    field_order = ("by", "categories")

    def __init__(self, *args: Any, persons: Sequence[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["by"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(pk), name) for pk, name in persons]


class PaperForm(forms.Form):
    """A scanned paper: evidence only."""

    attachment_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        label=_("Scanned paper"),
        help_text=_("PDF, PNG or JPEG. It is kept as evidence and changes nothing: only an answer counts."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Choose another.")},
    )
