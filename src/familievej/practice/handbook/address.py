# SPDX-License-Identifier: EUPL-1.2
"""The address of a paragraph: of one version, and stable (:mod:`familievej.practice.handbook.articles`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from familievej.practice.models import AdoptedModel
    from familievej.practice.schema import PracticeModel
    from familievej.practice.schema.faults import Path


def address(adopted: AdoptedModel, path: str = "") -> str:
    """Where the paragraph ``path`` ("programmes/home/gates/to-work") of this version is read."""
    page = reverse("practice:version", args=[adopted.model_id, adopted.version])
    anchor = path.strip("/").replace("/", ".")
    return f"{page}#{anchor}" if anchor else page


def addresses(model: PracticeModel, path: Path) -> Iterator[str]:
    """The anchors of the parts that ``path`` leads through, outer ones first."""
    part: Any = model
    words: list[str] = []
    for step in path:
        part = part[step] if isinstance(step, int) else getattr(part, step)
        words.append(step if isinstance(step, str) else getattr(part, "id", str(step + 1)))
        yield ".".join(words)
