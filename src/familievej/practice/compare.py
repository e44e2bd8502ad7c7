# SPDX-License-Identifier: EUPL-1.2
"""What one version of a model says differently from another, in words: things are matched by id, not by position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext as _

from familievej.practice.handbook.labels import label
from familievej.practice.handbook.say import Names, names_of, say
from familievej.practice.schema.parts import Part, Refers
from familievej.practice.schema.walk import mark

if TYPE_CHECKING:
    from familievej.practice.schema import PracticeModel

Key = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """``where`` leads from the model to the field in words; ``path`` is the same in ids. Empty texts: not there."""

    kind: Literal["added", "removed", "changed"]
    path: Key
    where: tuple[str, ...]
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """One line."""
        where = " → ".join(self.where)
        if self.kind == "added":
            return _("%(where)s: is new") % {"where": where}
        if self.kind == "removed":
            return _("%(where)s: is no longer there") % {"where": where}
        values = {"where": where, "before": self.before or "–", "after": self.after or "–"}
        return _("%(where)s: from “%(before)s” to “%(after)s”") % values


@dataclass(frozen=True)
class _Line:
    """A thing (``value`` is None) or a value of one."""

    where: tuple[str, ...]
    value: str | None


def differences(old: PracticeModel, new: PracticeModel) -> list[Difference]:
    """Everything that is said differently, in the order of the new model; what is gone comes last."""
    before, after = _lines(old), _lines(new)
    found = []
    for path, line in after.items():
        was = before.get(path)
        if was is None and not _inside(path, before, after):
            kind: Literal["added", "changed"] = "added" if line.value is None else "changed"
            found.append(Difference(kind, path, line.where, "", line.value or ""))
        elif was is not None and was.value != line.value:
            found.append(Difference("changed", path, line.where, was.value or "", line.value or ""))
    for path, line in before.items():
        if path not in after and not _inside(path, after, before):
            gone: Literal["removed", "changed"] = "removed" if line.value is None else "changed"
            found.append(Difference(gone, path, line.where, line.value or "", ""))
    return found


def _inside(path: Key, other: dict[Key, _Line], own: dict[Key, _Line]) -> bool:
    """Whether the thing around it is new (or gone) as well: then that is what is told."""
    return any(path[:end] not in other and path[:end] in own for end in range(1, len(path)))


def _lines(model: PracticeModel) -> dict[Key, _Line]:
    lines: dict[Key, _Line] = {}
    _read(model, (), (), names_of(model), lines)
    return lines


def _read(part: Part, path: Key, where: tuple[str, ...], names: Names, lines: dict[Key, _Line]) -> None:
    for field, info in type(part).model_fields.items():
        value = getattr(part, field)
        if value is None or value == () or (field == "id" and path):
            continue
        here, words = (*path, field), (*where, label(field))
        if isinstance(value, tuple) and isinstance(value[0], Part):
            for index, each in enumerate(value, start=1):
                name = str(getattr(each, "id", index))
                lines[*here, name] = _Line((*words, _name(each, name)), None)
                _read(each, (*here, name), (*words, _name(each, name)), names, lines)
        elif isinstance(value, Part):
            lines[here] = _Line(words, None)
            _read(value, here, words, names, lines)
        else:
            refers = mark(info, Refers)
            values = value if isinstance(value, tuple) else (value,)
            lines[here] = _Line(words, ", ".join(say(field, each, names, refers) for each in values))


def _name(part: Any, otherwise: str) -> str:
    for field in ("name", "situation", "text"):
        if value := getattr(part, field, None):
            return str(value)
    return otherwise
