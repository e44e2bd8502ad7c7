# SPDX-License-Identifier: EUPL-1.2
"""The forms of the practice model, filled in during a course: the first dialogue, the assessment, reports."""
