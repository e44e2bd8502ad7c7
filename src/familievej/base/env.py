# SPDX-License-Identifier: EUPL-1.2
"""Settings from the environment, typed: a value that cannot be used is refused with the name of its variable."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True)
class DatabaseURL:
    """The parts of ``postgresql://user:password@host:port/name?option=value``; empty where the URL is silent."""

    user: str
    password: str
    host: str
    port: str
    name: str
    options: dict[str, str]


def text(name: str, default: str | None = None) -> str:
    """The value of ``name``. Raises ImproperlyConfigured when it is not set and there is no default."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set.")
    return default


def boolean(name: str, default: bool) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off. Raises ImproperlyConfigured for any other word."""
    value = text(name, "").lower()
    if not value:
        return default
    if value not in YES | NO:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it must be 1 or 0 (or true, false, yes, no, on, off)."
        )
    return value in YES


def integer(name: str, default: int, *, least: int | None = None, most: int | None = None) -> int:
    """A whole number from ``least`` to ``most``. Raises ImproperlyConfigured."""
    value = text(name, "")
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number.") from None
    if (least is not None and number < least) or (most is not None and number > most):
        between = (
            f"from {least}"
            if most is None
            else f"up to {most}"
            if least is None
            else f"from {least} to {most}"
        )
        raise ImproperlyConfigured(f"{name} is {number}; it must be {between}.")
    return number


def words(name: str, default: list[str] | None = None) -> list[str]:
    """Values separated by commas, without empty ones."""
    found = [part.strip() for part in text(name, "").split(",") if part.strip()]
    return found or list(default or [])


def choice(name: str, default: str, allowed: frozenset[str]) -> str:
    """One of ``allowed``. Raises ImproperlyConfigured that lists them."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of: {', '.join(sorted(allowed))}.")
    return value


def folder(name: str, default: Path) -> Path:
    """An absolute path. A relative one counts from the working folder. Raises ImproperlyConfigured for a file."""
    path = Path(text(name, str(default))).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"{name} is {str(path)!r}, which is not a folder.")
    return path


def database(name: str) -> DatabaseURL | None:
    """The database that ``name`` points to, or None when it is not set.

    Raises ImproperlyConfigured without repeating the value: it holds a password.
    """
    value = text(name, "")
    if not value:
        return None
    try:
        parts = urlsplit(value)
        port = str(parts.port or "")
    except ValueError:
        raise ImproperlyConfigured(f"{name} cannot be read as a URL.") from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"{name} must begin with postgresql:// (Familievej runs on PostgreSQL only)."
        )
    database_name = unquote(parts.path.lstrip("/"))
    if not database_name:
        raise ImproperlyConfigured(f"{name} names no database: postgresql://user:password@host:5432/name.")
    options = dict(parse_qsl(parts.query))
    return DatabaseURL(
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=unquote(parts.hostname or "") or options.pop("host", ""),
        port=port,
        name=database_name,
        options=options,
    )
