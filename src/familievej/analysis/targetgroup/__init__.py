# SPDX-License-Identifier: EUPL-1.2
"""Who is the target group, counted on registers (Familiens vej, lines 131-172): rules as data, one Ibis definition.

Counts only: what comes out of this package are sums over persons; no function gives a row about one.
"""
