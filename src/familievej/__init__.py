# SPDX-License-Identifier: EUPL-1.2
"""Familievej: one way in, one coordinator, one plan."""
