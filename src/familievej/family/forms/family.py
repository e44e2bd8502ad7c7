# SPDX-License-Identifier: EUPL-1.2
"""Find, open and rename a family."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familievej.course.forms import say_offered
from familievej.course.models import Organisation
from familievej.family.forms.fields import NewIdField, PastDayField
from familievej.family.forms.person import NewPersonFields
from familievej.family.queries import SORTS, Wanted
from familievej.gate.models import Unit, User
from familievej.people.models import MemberRole

if TYPE_CHECKING:
    from familievej.practice.queries import Offered

COURSES = [("", _("Running and closed")), ("running", _("Running")), ("closed", _("Closed, or none"))]
# A browser that follows the pattern does not even send a CPR number; the server refuses it too.
NO_CPR = r"(?!.*(\d{6}[^\d]+\d|\d{9})).*"


class ListForm(forms.Form):
    """The filter of the list. A value that does not exist is as if it were not there: old addresses still work."""

    q = forms.CharField(
        label=_("Search"),
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "pattern": NO_CPR,
                "title": _("A CPR number is searched for in its own field below."),
            }
        ),
        help_text=_("The family’s name or a member’s. Near enough is good enough."),
    )
    coordinator = forms.ChoiceField(label=_("Coordinator"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    course = forms.ChoiceField(label=_("Course"), choices=COURSES, required=False)

    def __init__(
        self,
        *args: Any,
        me: UUID | None,
        coordinators: Sequence[User],
        programmes: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        mine = [(str(user.pk), _("Me")) for user in coordinators if user.pk == me]
        others = [(str(user.pk), str(user)) for user in coordinators if user.pk != me]
        self._choices("coordinator", [*mine, *others])
        self._choices("programme", [(name, name) for name in programmes])

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """A filter with one choice would change nothing: then it is not shown."""
        field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment]
        field.choices = [("", _("All")), *choices]
        if len(choices) < 2:
            field.widget = forms.HiddenInput()

    def wanted(self) -> Wanted:
        """What is asked for, as far as it makes sense."""
        self.is_valid()
        asked = self.cleaned_data
        chosen = asked.get("coordinator")
        sort = self.data.get("sort", "")
        return Wanted(
            text=asked.get("q", "").strip(),
            coordinator=UUID(chosen) if chosen else None,
            programme=asked.get("programme", ""),
            course=asked.get("course", ""),
            sort=sort if sort.removeprefix("-") in SORTS else "name",
            page=self.data.get("page", "1"),
        )


class OpeningForm(NewPersonFields):
    """A new family, its first member and its course, at once."""

    family_id = NewIdField()
    name = forms.CharField(
        label=_("What does the family call itself?"),
        max_length=160,
        help_text=_("For example “Maria and the children”. It can be changed later."),
    )
    role = forms.ChoiceField(
        label=_("In the family as"),
        choices=MemberRole.choices,
        initial=MemberRole.PARENT,
        widget=forms.RadioSelect,
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    programme = forms.CharField(label=_("Programme"), max_length=160)
    organisation = forms.ChoiceField(
        label=_("Who has authority?"),
        choices=[("", _("as the programme says")), *Organisation.choices],
        required=False,
    )
    beyond_reason = forms.CharField(
        label=_("Only when there is no free place: why beyond the limit?"), max_length=300, required=False
    )
    starts = PastDayField(label=_("The course begins"))
    reason = forms.CharField(
        label=_("Why are you the family’s coordinator?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("The family can read it. For example that they know you."),
    )
    sections = (
        (_("The family"), "", ("name",)),
        (
            _("The first member"),
            _("The others are added afterwards, one by one."),
            ("given_name", "family_name", "called_name", "birth_date", "due_date", "sex", "role", "language",
             "interpreter", "phone", "cpr"),
        ),
        (
            _("The course"),
            _("You become the coordinator."),
            ("unit", "programme", "organisation", "starts", "reason", "beyond_reason"),
        ),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        units: Sequence[UUID],
        offered: Sequence[Offered] = (),
        leads: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {f"{each.adopted.pk}:{each.programme.id}": each for each in offered}
        if self.offered:
            self._choose_programme()
        else:
            del self.fields["organisation"]
        if not (self.offered and leads):
            del self.fields["beyond_reason"]
        unit: forms.ModelChoiceField[Unit] = self.fields["unit"]  # type: ignore[assignment]
        unit.queryset = Unit.objects.filter(pk__in=units)
        if len(units) == 1:
            unit.widget = forms.HiddenInput()
            unit.initial = units[0]
        self.fields["starts"].initial = timezone.localdate

    def _choose_programme(self) -> None:
        """Where the municipality has adopted its method, a family has a place in a programme of it from the first."""
        self.fields["programme"] = forms.ChoiceField(
            label=_("Programme"),
            choices=[(key, say_offered(each)) for key, each in self.offered.items()],
            widget=forms.RadioSelect,
            help_text=_(
                "The family has its place. The course begins when it has what the programme asks for."
            ),
        )
        if len(self.offered) == 1:
            self.initial["programme"] = next(iter(self.offered))


class NameForm(forms.Form):
    """What the family calls itself."""

    name = forms.CharField(label=_("What does the family call itself?"), max_length=160)
    edition = forms.IntegerField(widget=forms.HiddenInput)
