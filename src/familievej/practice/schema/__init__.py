# SPDX-License-Identifier: EUPL-1.2
"""The schema of a practice model and its reading from files: plain Python, no Django, no database."""

from __future__ import annotations

from familievej.practice.schema.faults import Fault, ModelFaults
from familievej.practice.schema.load import Loaded, checksum, from_texts, load
from familievej.practice.schema.model import PracticeModel
from familievej.practice.schema.parts import Span

__all__ = ["Fault", "Loaded", "ModelFaults", "PracticeModel", "Span", "checksum", "from_texts", "load"]
