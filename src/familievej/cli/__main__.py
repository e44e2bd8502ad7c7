# SPDX-License-Identifier: EUPL-1.2
"""``python -m familievej.cli``: the same as ``familievej``, without a script on the path."""

from familievej.cli import main

main()
