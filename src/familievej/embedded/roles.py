# SPDX-License-Identifier: EUPL-1.2
"""Roles and databases of the embedded server: an owner that migrates, a web role that row-level security binds."""

from __future__ import annotations

from typing import LiteralString

import psycopg
from psycopg import sql

from familievej.embedded.place import ADMIN_ROLE, DATABASE, DEMO_DATABASE, OWNER_ROLE, PORT, WEB_ROLE, Place

# The owner makes the databases of tests; it may hand the web role on, because migrations give rights to it.
ROLES: dict[str, LiteralString] = {
    OWNER_ROLE: "login nosuperuser createdb nocreaterole nobypassrls",
    WEB_ROLE: "login nosuperuser nocreatedb nocreaterole nobypassrls",
}


def connect(
    place: Place, role: str = ADMIN_ROLE, database: str = "postgres"
) -> psycopg.Connection[tuple[object, ...]]:
    """A connection that commits every statement. Raises psycopg.OperationalError when nobody answers."""
    return psycopg.connect(
        host=str(place.sockets), port=PORT, user=role, dbname=database, autocommit=True, connect_timeout=5
    )


def ensure_roles(place: Place) -> None:
    """Make the roles and databases that are missing; running it again changes nothing."""
    with connect(place) as connection:
        there = {name for (name,) in connection.execute("select rolname from pg_roles")}
        for role, powers in ROLES.items():
            if role not in there:
                connection.execute(sql.SQL("create role {} " + powers).format(sql.Identifier(role)))
        connection.execute(
            sql.SQL("grant {} to {} with admin option").format(
                sql.Identifier(WEB_ROLE), sql.Identifier(OWNER_ROLE)
            )
        )
        databases = {name for (name,) in connection.execute("select datname from pg_database")}
        for database in (DATABASE, DEMO_DATABASE):
            if database not in databases:
                names = {"name": sql.Identifier(database), "owner": sql.Identifier(OWNER_ROLE)}
                connection.execute(sql.SQL("create database {name} owner {owner}").format(**names))
                # Temporary tables would come before the real ones in the search path of a function.
                connection.execute(sql.SQL("revoke temporary on database {name} from public").format(**names))
