# SPDX-License-Identifier: EUPL-1.2
"""What a programme costs, and what it may save: accounts, present values, and how sure they are.

Costs posted on persons are indicator I11 (``analysis.evaluation.costs``). Here: the programme's own accounts
(``accounts``), and the long-run calculation (``definition`` and ``files`` for what goes in, ``present_value``, ``net``,
``uncertainty`` for what comes out). A potential is what may be saved if the assumptions hold; it is never more.
"""

from familievej.analysis.economy.definition import Calculation, Cost, Input, Origin, Payer, Price, TargetGroup
from familievej.analysis.economy.files import read_calculation, read_prices
from familievej.analysis.economy.results import results

__all__ = [
    "Calculation",
    "Cost",
    "Input",
    "Origin",
    "Payer",
    "Price",
    "TargetGroup",
    "read_calculation",
    "read_prices",
    "results",
]
