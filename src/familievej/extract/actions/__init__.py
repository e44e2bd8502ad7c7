# SPDX-License-Identifier: EUPL-1.2
"""What can be done with a register extract."""

from familievej.extract.actions.delivery import (
    delivery_again,
    delivery_drop,
    delivery_order,
    delivery_receive,
)
from familievej.extract.actions.loading import (
    FaultyExtract,
    extract_check,
    extract_load,
    extract_refused,
    record,
)

__all__ = [
    "FaultyExtract", "delivery_again", "delivery_drop", "delivery_order", "delivery_receive", "extract_check",
    "extract_load", "extract_refused", "record",
]  # fmt: skip
