# SPDX-License-Identifier: EUPL-1.2
"""What can be done about access. Other rooms open and close the gate through here only."""

from familievej.access.actions.consent import consent_ask, consent_renegotiate, consent_sign, consent_withdraw
from familievej.access.actions.disclosure import (
    disclosure_end,
    disclosure_make,
    legal_basis_add,
    legal_basis_confirm,
    legal_basis_end,
)
from familievej.access.actions.emergency import emergency_close, emergency_open, emergency_review
from familievej.access.actions.notice import notices_read
from familievej.access.actions.organisation import (
    account_close,
    account_create,
    area_create,
    role_end,
    role_give,
    unit_create,
)
from familievej.access.actions.restriction import (
    records_hide,
    restriction_keep,
    restriction_lift,
    restriction_set,
)
from familievej.access.actions.review import review_sign
from familievej.access.actions.telling import telling_done, telling_open

__all__ = [
    "account_close",
    "account_create",
    "area_create",
    "consent_ask",
    "consent_renegotiate",
    "consent_sign",
    "consent_withdraw",
    "disclosure_end",
    "disclosure_make",
    "emergency_close",
    "emergency_open",
    "emergency_review",
    "legal_basis_add",
    "legal_basis_confirm",
    "legal_basis_end",
    "notices_read",
    "records_hide",
    "restriction_keep",
    "restriction_lift",
    "restriction_set",
    "review_sign",
    "role_end",
    "role_give",
    "telling_done",
    "telling_open",
    "unit_create",
]
