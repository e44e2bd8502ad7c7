# SPDX-License-Identifier: EUPL-1.2
"""The programme's families beside others of the same kind: defined and dated first, then counted by ``designs``."""

from familievej.analysis.comparison.definition import (
    Comparison,
    Design,
    Outcome,
    read_comparison,
    refuse_if_late,
)
from familievej.analysis.comparison.results import Against, compare

__all__ = ["Against", "Comparison", "Design", "Outcome", "compare", "read_comparison", "refuse_if_late"]
