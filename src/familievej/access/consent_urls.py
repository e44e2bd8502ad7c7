# SPDX-License-Identifier: EUPL-1.2
"""Addresses of who may know what: consents, what is shared without one, and what is shared with the reader."""

from __future__ import annotations

from django.urls import path

from familievej.access.views import asking, consents, disclosures, own, signing, told

_FAMILY = "families/<uuid:family_id>"
_CONSENT = f"{_FAMILY}/consents/<uuid:consent_id>"
_OWN = "who-may-know/<uuid:consent_id>"

PATTERNS = [
    path(f"{_FAMILY}/consents/", consents.listed, name="consents"),
    path(f"{_FAMILY}/consents/new/", asking.ask, name="ask"),
    path(f"{_FAMILY}/consents/new/draft/", asking.ask_draft, name="ask_draft"),
    path(f"{_CONSENT}/", consents.page, name="consent"),
    path(f"{_CONSENT}/consent.pdf", consents.pdf, name="pdf"),
    path(f"{_CONSENT}/renegotiate/", asking.renegotiate, name="renegotiate"),
    path(f"{_CONSENT}/renegotiate/draft/", asking.renegotiate_draft, name="renegotiate_draft"),
    path(f"{_CONSENT}/withdrawn/", consents.told, name="withdrawal_told"),
    path(f"{_CONSENT}/sign/<uuid:person_id>/", signing.sign, name="sign"),
    path(f"{_CONSENT}/sign/<uuid:person_id>/thanks/", signing.signed, name="signed"),
    path(f"{_CONSENT}/papers/", consents.paper_add, name="paper_add"),
    path(f"{_CONSENT}/papers/<uuid:attachment_id>/", consents.paper, name="paper"),
    path(f"{_FAMILY}/shared/law/", disclosures.by_statute, name="share_by_statute"),
    path(f"{_FAMILY}/shared/once/", disclosures.once, name="share_once"),
    path(f"{_FAMILY}/shared/<uuid:disclosure_id>/stop/", disclosures.stop, name="disclosure_end"),
    path("who-may-know/", own.listed, name="own"),
    path(f"{_OWN}/", own.page, name="own_consent"),
    path(f"{_OWN}/answer/", own.answer, name="answer"),
    path(f"{_OWN}/take-back/", own.take_back, name="take_back"),
    path(f"{_OWN}/consent.pdf", own.pdf, name="own_pdf"),
    path("shared-with-me/", told.page, name="told"),
    path("legal-bases/", disclosures.bases, name="legal_bases"),
    path("legal-bases/<uuid:basis_id>/end/", disclosures.basis_end, name="legal_basis_end"),
    path("legal-bases/<uuid:basis_id>/confirm/", disclosures.basis_confirm, name="legal_basis_confirm"),
]
