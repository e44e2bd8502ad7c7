# SPDX-License-Identifier: EUPL-1.2
"""How long everything is kept: the rules in words, what is due on a day, and the run that deletes it."""
