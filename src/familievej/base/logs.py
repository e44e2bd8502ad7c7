# SPDX-License-Identifier: EUPL-1.2
"""One line an event, and never a person in it: the log is read by people who have no business with a family."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured

CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
EMAIL = re.compile(r"[^\s\"'<>=(,]+@[^\s\"'<>),]+")
# Their texts are ours and hold no values.
SAFE = (ImproperlyConfigured, ModuleNotFoundError)


def without_persons(text: str) -> str:
    """``text`` with whatever looks like a CPR number or an e-mail address blotted out."""
    return EMAIL.sub("[e-mail]", CPR.sub("[number]", text))


class LineFormatter(logging.Formatter):
    """Time, level, logger, message. Of an exception the type and the place: its text may repeat what somebody wrote."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """The whole line, or lines when an exception is told of."""
        return without_persons(super().format(record))

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The chain of exceptions, each with its place and type."""
        told: list[str] = []
        fault = ei[1]
        seen: set[int] = set()
        while fault is not None and id(fault) not in seen:
            seen.add(id(fault))
            kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
            text = f"{kind}: {fault}" if isinstance(fault, SAFE) else kind
            told.append("".join(traceback.format_tb(fault.__traceback__)) + text)
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\n-- during which --\n".join(reversed(told))
