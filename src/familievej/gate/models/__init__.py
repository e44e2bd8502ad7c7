# SPDX-License-Identifier: EUPL-1.2
"""Users, the organisation, grants and the audit trail."""

from familievej.gate.models.attachment import Attachment
from familievej.gate.models.audit import AuditRow
from familievej.gate.models.chain import AuditLink
from familievej.gate.models.draft import Draft
from familievej.gate.models.grant import DatedGatedManager, GatedManager, GatedQuerySet, Grant, MatrixRow
from familievej.gate.models.organisation import Area, Role, StaffRole, Unit
from familievej.gate.models.restriction import Restriction
from familievej.gate.models.user import User

__all__ = [
    "Area",
    "Attachment",
    "AuditLink",
    "AuditRow",
    "DatedGatedManager",
    "Draft",
    "GatedManager",
    "GatedQuerySet",
    "Grant",
    "MatrixRow",
    "Restriction",
    "Role",
    "StaffRole",
    "Unit",
    "User",
]
