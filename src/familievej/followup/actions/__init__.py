# SPDX-License-Identifier: EUPL-1.2
"""What is written about contacts and notes: every function is one transaction with its row in the audit trail."""

from familievej.followup.actions.contact import contact_add, contact_save
from familievej.followup.actions.note import note_add, note_save, notes_add

__all__ = ["contact_add", "contact_save", "note_add", "note_save", "notes_add"]
