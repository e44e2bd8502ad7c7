# SPDX-License-Identifier: EUPL-1.2
"""What ``familievej check`` finds in the database: its version, extensions, roles and migrations."""

from __future__ import annotations

import os

import psycopg

from familievej.cli.findings import Finding

OLDEST = 16
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
WEB_ROLE = "familievej_web"
MAKE_ROLE = (
    "As an administrator of the database: create role familievej_web login nosuperuser nobypassrls password '…'; "
    "grant familievej_web to OWNER with admin option; and put it in DATABASE_WEB_URL."
)
ABOUT_ROLE = """
    select r.rolsuper, r.rolbypassrls, pg_has_role(r.rolname, %s, 'member'),
           exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = 'public' and c.relkind in ('r', 'p')
                      and pg_has_role(r.rolname, c.relowner, 'usage'))
      from pg_roles r where r.rolname = current_user
"""


def all_of_the_database() -> list[Finding]:
    """Every finding, from the version to the web role."""
    return [*version(), *extensions(), *migrations(), *web_role()]


def version() -> list[Finding]:
    """The server is new enough."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int / 10000")
        major = cursor.fetchone()[0]
    if major < OLDEST:
        return [
            Finding(
                "database", "fault", f"PostgreSQL {major} is too old", f"Use PostgreSQL {OLDEST} or newer."
            )
        ]
    return [Finding("database", "ok", f"PostgreSQL {major}, {connection.settings_dict['NAME']}")]


def extensions() -> list[Finding]:
    """The extensions that migrations ask for can be made."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select name from pg_available_extensions where name = any(%s)", [list(EXTENSIONS)])
        there = {name for (name,) in cursor.fetchall()}
    missing = [name for name in EXTENSIONS if name not in there]
    if missing:
        mend = "Install PostgreSQL's contrib package on the database's machine."
        return [Finding("extensions", "fault", f"not available: {', '.join(missing)}", mend)]
    return [Finding("extensions", "ok", ", ".join(EXTENSIONS))]


def migrations() -> list[Finding]:
    """The database is of this version."""
    from familievej.cli.migrate import is_up_to_date

    if is_up_to_date():
        return [Finding("migrations", "ok", "the database is of this version")]
    return [
        Finding("migrations", "fault", "the database is older than this version", "Run `familievej migrate`.")
    ]


def web_role() -> list[Finding]:
    """The role of the pages cannot pass row-level security: not as superuser, by right, or as a table's owner."""
    from django.conf import settings

    from familievej import embedded

    if settings.FAMILIEVEJ_EMBEDDED:
        name = embedded.DEMO_DATABASE if settings.FAMILIEVEJ_DEMO else embedded.DATABASE
        address = embedded.place(settings.FAMILIEVEJ_DATA_DIR).url(embedded.WEB_ROLE, name)
    else:
        address = os.environ.get("DATABASE_WEB_URL", "")
    if not address:
        return [Finding("web role", "fault", "DATABASE_WEB_URL is not set", MAKE_ROLE)]
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            rows = connection.execute(ABOUT_ROLE, [WEB_ROLE]).fetchall()
    except psycopg.Error as fault:
        reason = str(fault).strip().splitlines()[-1]
        return [Finding("web role", "fault", f"cannot connect: {reason}", MAKE_ROLE)]
    superuser, bypasses, member, owner = rows[0]
    faults = [
        ("it is a superuser", superuser),
        ("it may bypass row-level security", bypasses),
        (f"it is not a member of {WEB_ROLE}", not member),
        ("it owns tables, which row-level security does not bind", owner),
    ]
    found = [Finding("web role", "fault", said, MAKE_ROLE) for said, true in faults if true]
    return found or [Finding("web role", "ok", "row-level security binds it")]
