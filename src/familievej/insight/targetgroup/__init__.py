# SPDX-License-Identifier: EUPL-1.2
"""The target group on a page: rules chosen, counts shown, nothing about a person (``analysis.targetgroup`` counts)."""
