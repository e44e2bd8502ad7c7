# SPDX-License-Identifier: EUPL-1.2
"""What can be read of consents, disclosures and emergency access, through the gate."""
