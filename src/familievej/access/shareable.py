# SPDX-License-Identifier: EUPL-1.2
"""What may be passed on by consent or on a paragraph of the law."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from familievej.gate.categories import Category

# What nobody gives away by ticking a box beside others: the number and the hidden address have ways of their own.
SHAREABLE = [
    c for c in Category if c not in {Category.IDENTITY, Category.PROTECTED_ADDRESS, Category.CONSENT}
]


def known_categories(categories: Collection[str]) -> list[str]:
    """What may be passed on, sorted. Raises ValidationError for anything else."""
    try:
        found = {Category(category) for category in categories}
    except ValueError as fault:
        raise ValidationError({"categories": _("Choose from the list.")}) from fault
    if Category.CONSENT in found:
        # Who else was asked, and what they answered, is the family's own.
        raise ValidationError({"categories": _("What the family has consented to is not passed on.")})
    return sorted(category.value for category in found)
