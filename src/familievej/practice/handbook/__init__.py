# SPDX-License-Identifier: EUPL-1.2
"""The model as a handbook: the same text that the system runs, in words that people read."""
