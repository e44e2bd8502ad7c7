# SPDX-License-Identifier: EUPL-1.2
"""What can be done with forms. Every function is an action: keyword-only, ``actor`` first, traced."""

from familievej.forms.actions.case import (
    claim_add,
    claim_examine,
    statement_ask,
    statement_receive,
    statement_remind,
)
from familievej.forms.actions.filling import acute_seen_to, answers_save, filling_begin, filling_finish

__all__ = [
    "acute_seen_to",
    "answers_save",
    "claim_add",
    "claim_examine",
    "filling_begin",
    "filling_finish",
    "statement_ask",
    "statement_receive",
    "statement_remind",
]
