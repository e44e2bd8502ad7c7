# SPDX-License-Identifier: EUPL-1.2
"""The layout of a genogram: who stands in which generation, in which order, where, and how lines run."""
