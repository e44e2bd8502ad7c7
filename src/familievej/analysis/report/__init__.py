# SPDX-License-Identifier: EUPL-1.2
"""The report of an evaluation as files: for a program, a browser, paper and a spreadsheet."""

from familievej.analysis.report.files import write

__all__ = ["write"]
