# SPDX-License-Identifier: EUPL-1.2
"""Say it plainly when this Python is too old, before anything fails in a way that nobody understands."""

import sys

if sys.version_info < (3, 11):
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(
        "Familievej needs Python 3.11 or newer; this is %s. "
        "Install a newer one and say `make setup PYTHON=python3.12`." % found
    )
