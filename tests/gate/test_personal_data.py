# SPDX-License-Identifier: EUPL-1.2
"""Every table is personal data with purpose, retention and row-level security, or stands here with a reason."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from familievej.gate.declare import gated_models
from familievej.gate.lock import matrix

# Tables of our own without row-level security by subject, and why.
OPEN = {
    "gate.User": "names and work addresses of accounts: every page shows who coordinates; passwords are hashes",
    "gate.Area": "the organisation, public",
    "gate.Unit": "the organisation, public",
    "gate.StaffRole": "who works where: public administration",
    "gate.Grant": "has its own policy: each user reads the own grants only",
    "gate.MatrixRow": "the access matrix, public",
    "access.AccessReview": "which leader signed for which unit and when; the list itself is encrypted",
    "access.RetentionRun": "names of tables and numbers of rows; behind the page's rule",
    "course.GroupLoad": "how much of a worker's time a group takes: no family in it",
    "access.LegalBasis": "paragraphs of law, public",
    "practice.AdoptedModel": "the method that the municipality works by, and who adopted it: no family in it",
    "extract.ProgrammeCost": "a programme's accounts by year: no person in them",
    "insight.Evaluation": "the name of an evaluation and its unit; behind the page's rule and reach",
    "insight.Definition": "what is counted and how: no person in it",
    "insight.Run": "when counts were made and by whom",
    "insight.RunFile": "counts without names, encrypted; behind the page's rule and reach",
    "extract.ImportRun": "names of files and counts of rows; the administrator's, behind the page's rule",
    "gate.AuditLink": "hashes and ids; the web has no right to it at all",
    "gate.AuditRow": "has its own policy: each user reads and adds the own rows only",
}


def test_every_model_declares_itself_or_has_a_reason() -> None:
    ours = {m._meta.label for m in apps.get_models() if m.__module__.startswith("familievej.")}
    gated = {model._meta.label for model in gated_models()}
    assert ours - gated == set(OPEN), (
        "declare `gated` on the model, or give the reason (and drop reasons that are old)"
    )


def test_every_model_of_personal_data_says_why_and_how_long() -> None:
    for model in gated_models():
        gated = model.gated  # type: ignore[attr-defined]
        assert gated.purpose, model
        assert gated.retention.years >= 0, model


def test_every_table_of_personal_data_has_row_level_security(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, array_agg(p.polcmd::text order by p.polcmd::text) from pg_class c"
            " join pg_policy p on p.polrelid = c.oid where c.relrowsecurity group by c.relname"
        )
        policies = dict(cursor.fetchall())
    for model in gated_models():
        assert policies.get(model._meta.db_table) == ["a", "d", "r", "w"], model._meta.label


def test_a_table_between_two_is_locked_with_the_record_that_it_belongs_to(db: None) -> None:
    """To take the limit of a consent away would open more than was said yes to."""
    between = [field.m2m_db_table() for model in gated_models() for field in model._meta.local_many_to_many]
    assert "access_consent_from_areas" in between
    for table in between:
        with connection.cursor() as cursor:
            cursor.execute("select relrowsecurity from pg_class where relname = %s", [table])
            assert cursor.fetchone() == (True,), table
            for right, wanted in (("select", True), ("insert", True), ("update", False), ("delete", False)):
                cursor.execute("select has_table_privilege('familievej_web', %s, %s)", [table, right])
                assert cursor.fetchone() == (wanted,), (table, right)


def test_the_web_role_cannot_pass_row_level_security(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper, rolbypassrls from pg_roles where rolname = 'familievej_web'")
        assert cursor.fetchone() == (False, False)
        cursor.execute("select count(*) from pg_tables where tableowner = 'familievej_web'")
        assert cursor.fetchone() == (0,)


def test_the_matrix_knows_only_words_of_the_gate() -> None:
    assert all(line["meaning"] for line in matrix().values())
