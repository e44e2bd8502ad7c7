# SPDX-License-Identifier: EUPL-1.2
"""Subject access (GDPR article 15): everything that is kept about one person, for whoever asks."""
