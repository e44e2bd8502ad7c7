# SPDX-License-Identifier: EUPL-1.2
"""The demonstration municipality: nobody in it exists, and everything in it is made by our own rules.

``register`` makes the nine-table extract in the published shape, ``stories`` tells a few families in full,
``cast`` names the staff, and ``command.load`` fills an empty installation through the ordinary actions.
"""
