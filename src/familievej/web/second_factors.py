# SPDX-License-Identifier: EUPL-1.2
"""The second factors that django-allauth keeps: their secrets are sealed with the installation's key ring."""

from __future__ import annotations

from base64 import b64decode, b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from familievej.base import crypto

BOUND_TO = "mfa_authenticator"
# Where allauth keeps a secret: the app's in "secret", the seed of the recovery codes in "seed".
SECRETS = ("secret", "seed")


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Whoever reads the database alone cannot make anybody's six figures."""

    def encrypt(self, text: str) -> str:
        """The secret, sealed, as text for a JSON column."""
        return b64encode(crypto.encrypt(text, bound_to=BOUND_TO)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. Raises Undecipherable when the row was changed or its key is not in the ring."""
        return crypto.decrypt(b64decode(encrypted_text), bound_to=BOUND_TO)

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an element of the page: as a data: picture the content security policy would refuse it."""
        drawn = str(super().build_totp_svg(url))
        return drawn[drawn.index("<svg") :]


def reseal() -> int:
    """Seal every secret with the active key, after a rotation of keys; gives the number of rows."""
    adapter = MfaAdapter()
    rows = 0
    for authenticator in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        for name in SECRETS:
            if name in authenticator.data:
                authenticator.data[name] = adapter.encrypt(adapter.decrypt(authenticator.data[name]))
        authenticator.save(update_fields=["data"])
        rows += 1
    return rows
