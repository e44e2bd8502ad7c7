# SPDX-License-Identifier: EUPL-1.2
"""A country that does not exist: registers of the real tables' form whose counts are those that the report prints.

Nobody in it is a real person; municipalities have numbers that no municipality has (901-998).
"""

from familievej.analysis.targetgroup.country.write import Size, generate

__all__ = ["Size", "generate"]
