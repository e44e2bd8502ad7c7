# SPDX-License-Identifier: EUPL-1.2
"""The practice model: how a municipality works, written once. Staff read it as a handbook and the system runs it."""
