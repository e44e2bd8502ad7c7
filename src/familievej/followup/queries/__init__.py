# SPDX-License-Identifier: EUPL-1.2
"""Reads of contacts and notes: every function asks the gate for its actor."""

from familievej.followup.queries.entries import Entry, NoteView, agreed_ahead, entries, note_views
from familievej.followup.queries.history import Overview, Wanted, history, overview
from familievej.followup.queries.meetings import last_held, next_at, next_meeting, next_meetings, waiting
from familievej.followup.queries.milestones import milestones

__all__ = [
    "Entry", "NoteView", "Overview", "Wanted", "agreed_ahead", "entries", "history", "last_held", "milestones",
    "next_at", "next_meeting", "next_meetings", "note_views", "overview", "waiting",
]  # fmt: skip
