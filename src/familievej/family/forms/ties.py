# SPDX-License-Identifier: EUPL-1.2
"""Who is related to whom, and who decides for a child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from familievej.family.forms.fields import NewIdField, PastDayField, PersonField
from familievej.family.words import IS
from familievej.people.models import CustodyKind, Person, RelationKind, Sex

KINDS = [(kind.value, IS[kind]) for kind in RelationKind]


class RelationForm(forms.Form):
    """A sentence: Maria · is the parent of · Anton. The other may be somebody who is not here yet."""

    person = PersonField(label=_("Who"))
    kind = forms.ChoiceField(label=_("is"), choices=[("", _("Choose the relation")), *KINDS])
    other = PersonField(label=_("of whom"), new=_("Somebody new, named below"))
    new_given = forms.CharField(label=_("First names"), max_length=120, required=False)
    new_last = forms.CharField(label=_("Last name"), max_length=120, required=False)
    new_sex = forms.ChoiceField(
        label=_("Sex"), choices=Sex.choices, initial=Sex.OTHER, widget=forms.RadioSelect, required=False
    )
    starts = PastDayField(label=_("Since"), help_text=_("For a child the birthday. For example 3/5-2016."))
    new_id = NewIdField()
    sections = (
        ("", "", ("person", "kind", "other")),
        (
            _("Somebody new"),
            _("Only when the person is not in the list: a father who lives elsewhere, a grandmother."),
            ("new_given", "new_last", "new_sex"),
        ),
        ("", "", ("starts",)),
    )

    def __init__(
        self, *args: Any, members: Sequence[Person], others: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].persons = members  # type: ignore[attr-defined]
        self.fields["other"].persons = [*members, *others]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Either somebody from the list or a new name, and never oneself."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        other, new = data.get("other"), data.get("new_given")
        if other is None and not new and "other" not in self.errors:
            self.add_error(
                "new_given", _("Write the name of somebody new, or choose a person from the list.")
            )
        if other is not None and new:
            self.add_error("new_given", _("You chose somebody from the list too. Take one of the two away."))
        if other is not None and other == data.get("person"):
            self.add_error("other", _("Nobody is related to themselves. Choose another person."))
        return data


class CustodyForm(forms.Form):
    """Who has custody of a child."""

    child = PersonField(label=_("The child"))
    holder = PersonField(label=_("Who has custody"))
    kind = forms.ChoiceField(label=_("How"), choices=CustodyKind.choices, widget=forms.RadioSelect)
    starts = PastDayField(label=_("Since"), help_text=_("Often the child’s birthday. For example 3/5-2016."))

    def __init__(
        self, *args: Any, children: Sequence[Person], adults: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].persons = children  # type: ignore[attr-defined]
        self.fields["holder"].persons = adults  # type: ignore[attr-defined]
