# SPDX-License-Identifier: EUPL-1.2
"""The settings of the installation, in an environment that every test run shares."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("FAMILIEVEJ_DATA_DIR", str(ROOT / ".familievej" / "test"))
os.environ.update(
    FAMILIEVEJ_DATABASE_ROLE="owner",
    FAMILIEVEJ_DEMO="0",
    FAMILIEVEJ_HTTPS="0",
    FAMILIEVEJ_STATIC_MANIFEST="0",
    # The tests of log-in turn it on; everybody else's tests begin behind it.
    FAMILIEVEJ_STAFF_MFA_REQUIRED="0",
    # Nothing of a test must outlive a power cut; what is measured and asserted does not change.
    FAMILIEVEJ_SYNCHRONOUS_COMMIT="0",
)

from familievej.settings import *  # noqa: E402, F403 - the environment comes first

# One real hash of a password takes a tenth of a second, and hundreds of tests make an account.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tests read the message ids; that the Danish catalogue is complete is a test of its own.
LANGUAGE_CODE = "en"
