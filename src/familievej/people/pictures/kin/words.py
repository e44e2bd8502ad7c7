# SPDX-License-Identifier: EUPL-1.2
"""The words of a genogram: ages, what ties are called, and the same family as a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from familievej.base.dates import say_day_short
from familievej.people.pictures.kin.data import GenogramPerson, Kin, TieKind

ADULT_YEARS = 2
"""From this age years are enough; a younger child's age is told in months."""

LINE_NAMES: Mapping[TieKind, Promise] = {
    TieKind.MARRIED: gettext_lazy("married"),
    TieKind.COHABITING: gettext_lazy("live together"),
    TieKind.SEPARATED: gettext_lazy("separated"),
    TieKind.DIVORCED: gettext_lazy("divorced"),
    TieKind.PARTED: gettext_lazy("moved apart"),
    TieKind.CO_PARENTS: gettext_lazy("have children together"),
    TieKind.PARENT: gettext_lazy("parent and child"),
    TieKind.ADOPTIVE_PARENT: gettext_lazy("adopted"),
    TieKind.FOSTER_PARENT: gettext_lazy("foster child"),
    TieKind.STEP_PARENT: gettext_lazy("step-parent"),
    TieKind.GRANDPARENT: gettext_lazy("grandparent"),
    TieKind.SIBLING: gettext_lazy("siblings"),
}

_FROM_A: Mapping[TieKind, Promise] = {
    TieKind.MARRIED: gettext_lazy("married to %(names)s"),
    TieKind.COHABITING: gettext_lazy("lives with %(names)s"),
    TieKind.SEPARATED: gettext_lazy("separated from %(names)s"),
    TieKind.DIVORCED: gettext_lazy("divorced from %(names)s"),
    TieKind.PARTED: gettext_lazy("has moved apart from %(names)s"),
    TieKind.CO_PARENTS: gettext_lazy("has children with %(names)s"),
    TieKind.PARENT: gettext_lazy("parent of %(names)s"),
    TieKind.ADOPTIVE_PARENT: gettext_lazy("adoptive parent of %(names)s"),
    TieKind.FOSTER_PARENT: gettext_lazy("foster parent of %(names)s"),
    TieKind.STEP_PARENT: gettext_lazy("step-parent of %(names)s"),
    TieKind.GRANDPARENT: gettext_lazy("grandparent of %(names)s"),
    TieKind.SIBLING: gettext_lazy("sibling of %(names)s"),
}

_FROM_B: Mapping[TieKind, Promise] = {
    TieKind.PARENT: gettext_lazy("child of %(names)s"),
    TieKind.ADOPTIVE_PARENT: gettext_lazy("adopted by %(names)s"),
    TieKind.FOSTER_PARENT: gettext_lazy("foster child of %(names)s"),
    TieKind.STEP_PARENT: gettext_lazy("stepchild of %(names)s"),
    TieKind.GRANDPARENT: gettext_lazy("grandchild of %(names)s"),
}


@dataclass(frozen=True)
class GenogramRow:
    """One person of the list beside a genogram; `ties` are short phrases such as "parent of Anton and Ida"."""

    key: str
    name: str
    full_name: str
    note: str
    is_index: bool
    ties: tuple[str, ...]
    homes: tuple[str, ...]
    href: str


def called(person: GenogramPerson) -> str:
    """Return what the person is called in the picture; someone without a name is unknown or not yet born."""
    if person.name.strip():
        return person.name
    return _("Unborn child") if person.unborn else pgettext("person", "Unknown")


def life_line(person: GenogramPerson, today: date) -> str:
    """Return the line under the name: age, due date, or that the person has died; empty where nothing is known."""
    if person.note:
        return person.note
    if person.died:
        return _("died %(year)s") % {"year": person.died.year}
    if person.unborn and person.due:
        return _("due %(day)s") % {"day": say_day_short(person.due, today)}
    if person.born is None or person.born > today:
        return ""
    months = (
        (today.year - person.born.year) * 12 + today.month - person.born.month - (today.day < person.born.day)
    )
    if months < ADULT_YEARS * 12:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("%(count)d year", "%(count)d years", months // 12) % {"count": months // 12}


def listed(names: list[str]) -> str:
    """Return `Anton, Ida and Sara`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def rows(kin: Kin, names: Mapping[str, tuple[str, str]]) -> tuple[GenogramRow, ...]:
    """Return the family as a list: the index child first, then the order in which the persons were given."""
    result = []
    for person in sorted(kin.people, key=lambda each: each.key != kin.index):
        name, note = names[person.key]
        result.append(
            GenogramRow(
                key=person.key,
                name=name,
                full_name=person.full_name or name,
                note=note,
                is_index=person.key == kin.index,
                ties=tuple(_phrases(kin, person.key, names)),
                homes=tuple(home.name for home in kin.homes if person.key in home.members and home.name),
                href=person.href,
            )
        )
    return tuple(result)


def _phrases(kin: Kin, key: str, names: Mapping[str, tuple[str, str]]) -> list[str]:
    found: dict[str, list[str]] = {}
    for tie in kin.ties:
        if tie.a == key:
            found.setdefault(str(_FROM_A[tie.kind]), []).append(names[tie.b][0])
        elif tie.b == key:
            phrase = _FROM_B.get(tie.kind, _FROM_A[tie.kind])
            found.setdefault(str(phrase), []).append(names[tie.a][0])
    return [phrase % {"names": listed(others)} for phrase, others in found.items()]


def description(kin: Kin, names: Mapping[str, tuple[str, str]]) -> str:
    """Return the picture in words for a screen reader."""
    if not kin.people:
        return _("Nobody has been added to the family yet.")
    sentences = []
    for row in rows(kin, names):
        facts = [row.note, _("the child in the middle") if row.is_index else "", *row.ties]
        sentences.append(f"{row.name}: {', '.join(fact for fact in facts if fact)}.".replace(": .", "."))
    return " ".join(sentences)
