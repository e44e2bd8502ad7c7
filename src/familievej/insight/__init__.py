# SPDX-License-Identifier: EUPL-1.2
"""What leaders and analysts look at: evaluations of a programme. It reads; it changes nothing about a
family."""
