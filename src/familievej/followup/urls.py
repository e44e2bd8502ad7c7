# SPDX-License-Identifier: EUPL-1.2
"""The addresses of contacts and notes, for staff."""

from __future__ import annotations

from django.urls import include, path

from familievej.followup.views import contact, history, note

app_name = "followup"
_FAMILY = [
    path("contacts/", history.contacts, name="contacts"),
    path("contacts/new/", contact.contact_add, name="contact_add"),
    path("contacts/new/draft/", contact.contact_add_draft, name="contact_add_draft"),
    path("contacts/<uuid:contact_id>/", contact.contact, name="contact"),
    path("contacts/<uuid:contact_id>/edit/", contact.contact_edit, name="contact_edit"),
    path("contacts/<uuid:contact_id>/edit/draft/", contact.contact_edit_draft, name="contact_edit_draft"),
    path("contacts/<uuid:contact_id>/call-off/", contact.contact_call_off, name="contact_call_off"),
    path("notes/new/", note.note_add, name="note_add"),
    path("notes/new/draft/", note.note_add_draft, name="note_add_draft"),
    path("notes/<uuid:note_id>/", note.note, name="note"),
    path("notes/<uuid:note_id>/draft/", note.note_draft, name="note_draft"),
]
urlpatterns = [path("families/<uuid:family_id>/", include(_FAMILY))]
