# SPDX-License-Identifier: EUPL-1.2
"""Fills an empty installation through the actions of the rooms, in the order in which it would have happened."""
