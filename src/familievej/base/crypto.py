# SPDX-License-Identifier: EUPL-1.2
"""Fields encrypted at rest (AES-256-GCM) with a key ring that can be rotated, and a keyed hash to find them by.

The ring is a JSON object ``{"active": "k2", "keys": {"k1": "<base64, 32 bytes>", …}, "index": "<base64, 32 bytes>"}``
from the setting ``FAMILIEVEJ_KEY_RING`` (a dict, or a function that returns one). The index key is not rotated with the
others: a new one would mean that every hash is computed anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12
KEY_BYTES = 32


class Undecipherable(Exception):
    """The text was changed, belongs to another row, or its key is not in the ring."""


@dataclass(frozen=True)
class KeyRing:
    """``keys`` by name; ``active`` encrypts, all decrypt; ``index`` is the key of the hash."""

    active: str
    keys: dict[str, bytes]
    index: bytes

    @classmethod
    def from_json(cls, text: str) -> KeyRing:
        """Read a ring. Raises ImproperlyConfigured that says what is wrong, without printing a key."""
        try:
            raw: dict[str, Any] = json.loads(text)
            keys = {str(name): base64.b64decode(key, validate=True) for name, key in raw["keys"].items()}
            ring = cls(
                active=str(raw["active"]), keys=keys, index=base64.b64decode(raw["index"], validate=True)
            )
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise ImproperlyConfigured(
                'The key ring cannot be read. It is JSON with "active", "keys" and "index"; keys are base64 of'
                " 32 bytes."
            ) from fault
        if ring.active not in ring.keys:
            raise ImproperlyConfigured(f"The key ring's active key {ring.active!r} is not among its keys.")
        for name, key in {**ring.keys, "index": ring.index}.items():
            if len(key) != KEY_BYTES:
                raise ImproperlyConfigured(
                    f"The key {name!r} in the key ring is {len(key)} bytes; it must be {KEY_BYTES}."
                )
        return ring

    def to_json(self) -> str:
        """The ring as text, for the file that holds it."""
        encoded = {name: base64.b64encode(key).decode() for name, key in self.keys.items()}
        return json.dumps(
            {"active": self.active, "keys": encoded, "index": base64.b64encode(self.index).decode()}
        )

    def with_new_key(self) -> KeyRing:
        """The same ring with one more key, which is now the active one."""
        name = f"k{len(self.keys) + 1}"
        return KeyRing(name, {**self.keys, name: AESGCM.generate_key(256)}, self.index)

    @classmethod
    def new(cls) -> KeyRing:
        """A ring with one fresh key."""
        return cls("k1", {"k1": AESGCM.generate_key(256)}, os.urandom(KEY_BYTES))


@lru_cache(maxsize=4)
def _ring_in(path: str, text: str) -> KeyRing:
    if text:
        return KeyRing.from_json(text)
    file = Path(path)
    if not file.exists():
        if not settings.FAMILIEVEJ_KEYS_MAY_BE_MADE:
            raise ImproperlyConfigured(
                "No key ring. Set FAMILIEVEJ_KEYS or FAMILIEVEJ_KEYS_FILE; `familievej keys new` makes one."
            )
        write_ring(file, KeyRing.new())
    return KeyRing.from_json(file.read_text(encoding="utf-8"))


def write_ring(file: Path, ring: KeyRing) -> None:
    """Write ``ring`` to ``file``, readable by its owner only, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(ring.to_json())
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)


def key_ring() -> KeyRing:
    """The installation's ring. Raises ImproperlyConfigured when there is none or it cannot be read."""
    return _ring_in(str(settings.FAMILIEVEJ_KEYS_FILE), settings.FAMILIEVEJ_KEYS)


def forget_ring() -> None:
    """Read the ring anew next time (after a rotation)."""
    _ring_in.cache_clear()


def encrypt(text: str, *, bound_to: str) -> bytes:
    """``key name 0x00 nonce ciphertext``. ``bound_to`` (table and row) must be the same when it is read again."""
    ring = key_ring()
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(ring.keys[ring.active]).encrypt(nonce, text.encode(), bound_to.encode())
    return ring.active.encode() + b"\x00" + nonce + sealed


def decrypt(sealed: bytes | memoryview, *, bound_to: str) -> str:
    """The text again. Raises Undecipherable."""
    name, _separator, rest = bytes(sealed).partition(b"\x00")
    key = key_ring().keys.get(name.decode(errors="replace"))
    if key is None:
        # Another process has rotated the ring since this one read it.
        forget_ring()
        key = key_ring().keys.get(name.decode(errors="replace"))
    if key is None:
        raise Undecipherable("the key that encrypted this is not in the key ring")
    try:
        return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], bound_to.encode()).decode()
    except InvalidTag as fault:
        raise Undecipherable("the encrypted text was changed or belongs to another row") from fault


def key_name(sealed: bytes | memoryview) -> str:
    """Which key of the ring encrypted this."""
    return bytes(sealed).partition(b"\x00")[0].decode(errors="replace")


def blind_index(text: str, *, purpose: str) -> str:
    """HMAC-SHA-256 of ``text`` for one ``purpose``, in hex: finds an equal value without storing it readable."""
    return hmac.new(key_ring().index, f"{purpose}\x00{text}".encode(), hashlib.sha256).hexdigest()
