# SPDX-License-Identifier: EUPL-1.2
"""Tags of this room."""
