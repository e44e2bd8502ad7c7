# SPDX-License-Identifier: EUPL-1.2
"""The forms of a course: each asks only what its move needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.base.dayfield import DanishDateField
from familievej.course.models import ClosingReason, Organisation, Scope
from familievej.gate.models import Area, Unit

if TYPE_CHECKING:
    from familievej.course.queries.running import Shown
    from familievej.practice.queries import Offered

Choices = Iterable[tuple[str, Any]]


def _words(
    label: Any, *, rows: int = 3, most: int = 600, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=box, help_text=help_text)


class MoveForm(forms.Form):
    """From which day. ``shown`` is the course that moves."""

    day = DanishDateField(label=_("From which day?"), lean="nearest")

    def __init__(self, data: Any = None, *, shown: Shown, **kwargs: Any) -> None:
        super().__init__(data, initial={"day": shown.day, **kwargs.pop("initial", {})}, **kwargs)
        self.shown = shown

    def fill(self, name: str, choices: Choices) -> None:
        """Give a field its choices; without any the field is not asked at all."""
        found = list(choices)
        field = self.fields[name]
        field.choices = found  # type: ignore[attr-defined]  # a choice field
        if not found:
            del self.fields[name]


class ReasonForm(MoveForm):
    """Why, and from which day."""

    reason = _words(_("Why?"))


class BeginForm(MoveForm):
    """Into the first phase."""

    phase = forms.ChoiceField(label=_("Where does the family begin?"), widget=forms.RadioSelect)
    access_agreement = _words(
        _("How does the family reach you?"),
        help_text=_("Number, hours, text messages: as you agreed it with them."),
    )

    def __init__(self, data: Any = None, *, shown: Shown, **kwargs: Any) -> None:
        initial = {"access_agreement": shown.course.access_agreement}
        if shown.next_phases:
            initial["phase"] = shown.next_phases[-1].id
        super().__init__(data, shown=shown, initial=initial)
        self.fill("phase", [(phase.id, phase.name) for phase in shown.next_phases])


class NextForm(MoveForm):
    """On to the next phase."""

    phase = forms.ChoiceField(label=_("Which phase?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, shown: Shown, **kwargs: Any) -> None:
        first = shown.next_phases[0].id if shown.next_phases else ""
        super().__init__(data, shown=shown, initial={"phase": first})
        self.fill("phase", [(phase.id, phase.name) for phase in shown.next_phases])


class ExtendForm(ReasonForm):
    """The phase ends on another day."""

    last = DanishDateField(label=_("New last day"), lean="future")
    field_order = ("last", "reason", "day")

    def __init__(self, data: Any = None, *, shown: Shown, **kwargs: Any) -> None:
        initial = {"last": shown.present.last} if shown.present else {}
        super().__init__(data, shown=shown, initial=initial)


class LevelForm(ReasonForm):
    """How close the contact is from now on."""

    level = forms.ChoiceField(label=_("How close is the contact from now on?"), widget=forms.RadioSelect)
    field_order = ("level", "reason", "day")

    def __init__(self, data: Any = None, *, shown: Shown, **kwargs: Any) -> None:
        super().__init__(data, shown=shown, initial={"level": shown.course.level})
        levels = shown.programme.levels if shown.programme else ()
        self.fill("level", [(level.id, level.name) for level in levels])


class HandOverForm(ReasonForm):
    """Somebody else coordinates."""

    coordinator = forms.ChoiceField(label=_("Who coordinates from then on?"))
    note = _words(
        _("What must the next one know?"),
        rows=6,
        most=4000,
        help_text=_("Write it so that the family could read it. Best is to read it together with them."),
    )
    beyond_reason = forms.CharField(
        label=_("Only when there is no free place: why beyond the limit?"), max_length=300, required=False
    )
    field_order = ("coordinator", "day", "reason", "note", "beyond_reason")

    def __init__(self, data: Any = None, *, shown: Shown, people: Choices, **kwargs: Any) -> None:
        super().__init__(data, shown=shown)
        self.fill("coordinator", people)


class CloseForm(MoveForm):
    """How it ends."""

    day = DanishDateField(label=_("First day after the course"), lean="nearest")
    reason = forms.ChoiceField(label=_("Why does it end?"), widget=forms.RadioSelect)
    status = _words(_("How does it stand with the family now?"), most=2000, required=False)
    remaining_need = _words(
        _("What is still needed?"),
        most=2000,
        help_text=_("In the family’s own words when you can. “Nothing” is an answer."),
    )
    way_on = forms.ChoiceField(label=_("How does it go on?"), widget=forms.RadioSelect)
    recipient = forms.CharField(label=_("Who takes over?"), max_length=160, required=False)
    clips = forms.TypedChoiceField(
        label=_("How many clips does the family get?"),
        coerce=int,
        help_text=_("With a clip it can come back without a new allocation."),
    )
    field_order = ("day", "reason", "status", "remaining_need", "way_on", "recipient", "clips")

    def __init__(self, data: Any = None, *, shown: Shown, **kwargs: Any) -> None:
        closing = shown.programme.closing if shown.programme else None
        clips = closing.clips if closing and shown.course.follows_id is None else 0
        super().__init__(data, shown=shown, initial={"clips": clips})
        reasons = [(each.id, each.name) for each in closing.reasons] if closing else []
        self.fill("reason", reasons or ClosingReason.choices)
        self.fill("way_on", [(each.id, each.name) for each in closing.ways_on] if closing else [])
        self.fill("clips", [(str(n), str(n)) for n in range(clips, -1, -1)] if clips else [])
        if shown.programme is None:
            self.fields["remaining_need"].required = False


class ReopenForm(ReasonForm):
    """The family comes back."""

    coordinator = forms.ChoiceField(label=_("Who coordinates?"))
    why_coordinator = forms.CharField(label=_("Why this coordinator?"), max_length=300)
    phase = forms.ChoiceField(label=_("Which phase does it begin in?"), widget=forms.RadioSelect)
    field_order = ("reason", "coordinator", "why_coordinator", "phase", "day")

    def __init__(self, data: Any = None, *, shown: Shown, people: Choices, **kwargs: Any) -> None:
        super().__init__(data, shown=shown, initial={"phase": shown.course.phase})
        self.fields["reason"].label = _("What is new?")
        self.fill("coordinator", people)
        road = shown.programme.road() if shown.programme else ()
        self.fill("phase", [(phase.id, phase.name) for phase in road])


class TeamForm(MoveForm):
    """Somebody joins the team."""

    role = forms.ChoiceField(label=_("In which role?"))
    user = forms.ChoiceField(
        label=_("A colleague of the same area"),
        required=False,
        help_text=_("Then the person can read the plan as long as the period lasts."),
    )
    name = forms.CharField(
        label=_("Or the name of somebody else"),
        max_length=160,
        required=False,
        help_text=_(
            "A person of another area or outside the municipality. They see nothing without a consent."
        ),
    )
    field_order = ("role", "user", "name", "day")

    def __init__(self, data: Any = None, *, shown: Shown, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(data, shown=shown)
        self.fill("user", [("", _("nobody")), *found] if (found := list(colleagues)) else [])
        model = shown.course.adopted.model if shown.course.adopted else None
        self.fill(
            "role", [(role.id, role.name) for role in model.roles] if model else [("other", _("other"))]
        )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("user") and not data.get("name", "").strip():
            self.add_error("name", _("Choose a colleague, or write a name."))
        return data

    def role_name(self) -> str:
        """What the chosen role is called."""
        return str(dict(self.fields["role"].choices)[self.cleaned_data["role"]])  # type: ignore[attr-defined]


class LeaveForm(MoveForm):
    """Somebody leaves the team."""

    day = DanishDateField(label=_("First day without this person"), lean="nearest")
    note = _words(
        _("What must the others know?"),
        rows=5,
        most=4000,
        required=False,
        help_text=_("Write it so that the family could read it. Best is to read it together with them."),
    )


class AuthorityForm(MoveForm):
    """What the coordinator may decide in an area."""

    area = forms.ModelChoiceField(label=_("Area"), queryset=Area.objects.order_by("name"))
    scope = forms.ChoiceField(label=_("The coordinator"), choices=Scope.choices, widget=forms.RadioSelect)
    shared_with = forms.CharField(label=_("Together with"), max_length=160, required=False)
    field_order = ("area", "scope", "shared_with", "day")


class MetForm(MoveForm):
    """Something that was asked for is there."""

    day = DanishDateField(label=_("When?"), lean="past")
    words = _words(_("How was it?"), help_text=_("Shortly: who was there, and what you agreed."))


class HoldsForm(MoveForm):
    """A rule for a time holds for the family."""

    day = DanishDateField(label=_("From which day?"), lean="nearest")
    words = _words(_("Why does it hold for this family?"))


class ModelForm(ReasonForm):
    """Another programme or version."""

    programme = forms.ChoiceField(label=_("Which programme?"))
    phase = forms.ChoiceField(label=_("Which phase is the family in?"), required=False)
    beyond_reason = forms.CharField(
        label=_("Only when there is no free place: why beyond the limit?"), max_length=300, required=False
    )
    field_order = ("programme", "phase", "reason", "day", "beyond_reason")

    def __init__(self, data: Any = None, *, shown: Shown, offered: list[Offered], **kwargs: Any) -> None:
        super().__init__(data, shown=shown, initial={"phase": shown.course.phase})
        self.offered = {f"{each.adopted.pk}:{each.programme.id}": each for each in offered}
        self.fill("programme", [(key, say_offered(each)) for key, each in self.offered.items()])
        phases = [
            (p.id, f"{p.name} – {each.programme.name}") for each in offered for p in each.programme.road()
        ]
        if shown.course.state == "allocated":
            phases = []
        self.fill("phase", [("", _("the first with dates")), *dict(phases).items()] if phases else [])


def say_offered(offered: Offered) -> str:
    """The programme with its model and version."""
    return f"{offered.programme.name} ({offered.adopted.name} {offered.adopted.version})"


class AllocateForm(forms.Form):
    """Give a family a place."""

    programme = forms.ChoiceField(label=_("Which programme?"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(label=_("Which unit?"), queryset=Unit.objects.none())
    coordinator = forms.ChoiceField(label=_("Who coordinates?"))
    reason = forms.CharField(
        label=_("Why this coordinator?"),
        max_length=300,
        help_text=_("For example: knows the family, speaks its language, lies nearest to what is hardest."),
    )
    organisation = forms.ChoiceField(
        label=_("Who has authority?"),
        choices=[("", _("as the programme says")), *Organisation.choices],
        required=False,
    )
    day = DanishDateField(label=_("From which day?"), lean="nearest")
    beyond_reason = forms.CharField(
        label=_("Only when there is no free place: why beyond the limit?"), max_length=300, required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        day: dt.date,
        offered: list[Offered],
        units: Iterable[Unit],
        people: Choices,
    ) -> None:
        super().__init__(data, initial={"day": day})
        self.offered = {f"{each.adopted.pk}:{each.programme.id}": each for each in offered}
        self.fields["programme"].choices = [  # type: ignore[attr-defined]
            (key, say_offered(each)) for key, each in self.offered.items()
        ]
        keys = [unit.pk for unit in units]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        if len(keys) == 1:
            self.fields["unit"].initial = keys[0]
        self.fields["coordinator"].choices = list(people)  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """A worker runs a group."""

    user = forms.ChoiceField(label=_("Who?"))
    name = forms.CharField(label=_("Which group?"), max_length=160)
    families = forms.IntegerField(label=_("Counts as how many families?"), min_value=1, max_value=30)
    day = DanishDateField(label=_("From which day?"), lean="nearest")

    def __init__(self, data: Any = None, *, day: dt.date, people: Choices) -> None:
        super().__init__(data, initial={"day": day})
        self.fields["user"].choices = list(people)  # type: ignore[attr-defined]
