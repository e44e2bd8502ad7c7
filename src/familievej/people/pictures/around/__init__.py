# SPDX-License-Identifier: EUPL-1.2
"""The layout of a contact map: areas around a family, a line for every contact."""
