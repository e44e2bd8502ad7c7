# SPDX-License-Identifier: EUPL-1.2
"""The address of a paragraph: of one version, and stable (:mod:`familievej.practice.handbook.articles`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from familievej.practice.models import AdoptedModel


def address(adopted: AdoptedModel, path: str = "") -> str:
    """Where the paragraph ``path`` ("programmes/home/gates/to-work") of this version is read."""
    page = reverse("practice:version", args=[adopted.model_id, adopted.version])
    anchor = path.strip("/").replace("/", ".")
    return f"{page}#{anchor}" if anchor else page
