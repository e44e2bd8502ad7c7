# SPDX-License-Identifier: EUPL-1.2
"""Which models and programmes hold on a day. They are about work, not about people: everybody may read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from familievej.practice.models import AdoptedModel

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from familievej.practice.schema.programme import Programme


@dataclass(frozen=True)
class Offered:
    """A programme that a course may begin in, and the version that it then follows."""

    adopted: AdoptedModel
    programme: Programme


def models_in_force(day: dt.date) -> list[AdoptedModel]:
    """One version of each model: the latest that had begun on ``day``, unless it is retired by then. By name."""
    latest = AdoptedModel.objects.filter(starts__lte=day).order_by("model_id", "-starts").distinct("model_id")
    holding = [each for each in latest if each.ends is None or day < each.ends]
    return sorted(holding, key=lambda each: each.name)


def model_in_force(model_id: str, day: dt.date) -> AdoptedModel | None:
    """The version of this model that holds on ``day``, if one does."""
    return next((each for each in models_in_force(day) if each.model_id == model_id), None)


def programmes_in_force(day: dt.date) -> list[Offered]:
    """Every programme that a course may begin in on ``day``, models by name, programmes as they are written."""
    return [
        Offered(adopted, programme)
        for adopted in models_in_force(day)
        for programme in adopted.model.programmes
    ]


def programme(adopted: AdoptedModel, programme_id: str) -> Programme:
    """The programme of this id. Raises LookupError when this version has none."""
    found = adopted.model.programme(programme_id)
    if found is None:
        raise LookupError(f"{adopted} has no programme {programme_id!r}")
    return found


def versions(model_id: str) -> QuerySet[AdoptedModel]:
    """Every adopted version of a model, the newest first."""
    return AdoptedModel.objects.filter(model_id=model_id).order_by("-starts")
