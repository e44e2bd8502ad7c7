# SPDX-License-Identifier: EUPL-1.2
"""Is the audit trail whole? Every row hangs on the one before it, and the last seals are kept outside the database."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import connection

from familievej.base.crypto import key_ring
from familievej.gate.chain_sql import FAULTS

if TYPE_CHECKING:
    import datetime as dt


class FaultKind(StrEnum):
    """What can be wrong with a link."""

    CHANGED = "changed"
    MISSING = "missing"
    GAP = "gap"
    ORDER = "order"
    UNLINKED = "unlinked"
    CUT = "cut"
    FORGED = "forged"


@dataclass(frozen=True)
class Fault:
    """One fault: which chain (a family's id), which number in it, which row of the trail."""

    kind: FaultKind
    chain: str = ""
    number: int = 0
    row_id: int = 0


@dataclass(frozen=True)
class Head:
    """The last link of a chain: its number, and its seal in hex."""

    number: int
    seal: str


@dataclass(frozen=True)
class Checkpoint:
    """All heads at a moment, signed with a key that is not in the database."""

    at: str
    heads: Mapping[str, Head]
    signature: str

    def to_json(self) -> str:
        """For the file that is kept elsewhere."""
        heads = {chain: [head.number, head.seal] for chain, head in sorted(self.heads.items())}
        return json.dumps({"at": self.at, "heads": heads, "signature": self.signature}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Checkpoint:
        """Read a file again. Raises ValueError when it is not one."""
        try:
            raw: dict[str, Any] = json.loads(text)
            heads = {str(chain): Head(int(head[0]), str(head[1])) for chain, head in raw["heads"].items()}
            return cls(str(raw["at"]), heads, str(raw["signature"]))
        except (KeyError, TypeError, IndexError, AttributeError) as fault:
            raise ValueError("this file is not a checkpoint of the audit trail") from fault


def heads() -> dict[str, Head]:
    """The last link of every chain."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (chain) chain, number, seal from gate_auditlink order by chain, number desc"
        )
        return {str(chain): Head(number, bytes(seal).hex()) for chain, number, seal in cursor.fetchall()}


def checkpoint(at: dt.datetime) -> Checkpoint:
    """The present heads, signed."""
    now = heads()
    return Checkpoint(at.isoformat(), now, _sign(at.isoformat(), now))


def faults(since: Checkpoint | None = None) -> list[Fault]:
    """Everything that is wrong with the trail; ``since`` also finds a chain that was cut off at its end."""
    with connection.cursor() as cursor:
        cursor.execute(FAULTS)
        found = [
            Fault(FaultKind(kind), str(chain or ""), number or 0, row_id)
            for chain, number, row_id, kind in cursor.fetchall()
        ]
    return found + (_against(since) if since else [])


def _against(since: Checkpoint) -> list[Fault]:
    if not hmac.compare_digest(since.signature, _sign(since.at, since.heads)):
        return [Fault(FaultKind.FORGED)]
    found = []
    with connection.cursor() as cursor:
        for chain, head in since.heads.items():
            cursor.execute(
                "select seal from gate_auditlink where chain = %s and number = %s", [chain, head.number]
            )
            row = cursor.fetchone()
            if row is None:
                found.append(Fault(FaultKind.CUT, chain, head.number))
            elif bytes(row[0]).hex() != head.seal:
                found.append(Fault(FaultKind.ORDER, chain, head.number))
    return found


def _sign(at: str, all_heads: Mapping[str, Head]) -> str:
    text = "\n".join(
        [at, *(f"{chain} {head.number} {head.seal}" for chain, head in sorted(all_heads.items()))]
    )
    key = sha256(b"gate_checkpoint" + key_ring().index).digest()
    return base64.b64encode(hmac.new(key, text.encode(), sha256).digest()).decode()
