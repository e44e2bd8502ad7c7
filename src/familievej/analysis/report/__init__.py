# SPDX-License-Identifier: EUPL-1.2
"""The report of an evaluation: one document in words, and its forms for a program, a browser and a
spreadsheet."""
