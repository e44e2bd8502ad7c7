# SPDX-License-Identifier: EUPL-1.2
"""What is made after every migration."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from tests.cast import Cast

from familievej.gate import lock
from familievej.gate.models import Grant


def _install(*, migrated: bool = True) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "set constraints all immediate"
        )  # what the cast has written is linked before tables change
    lock.install(migrated=migrated)


def _stray(cast: Cast) -> Grant:
    """A grant that rests on nothing: the next fold of everything removes it."""
    grant = Grant.objects.filter(user=cast.coordinator).first()
    assert grant is not None
    grant.pk, grant.source_id = None, uuid.uuid4()
    grant.save(force_insert=True)
    return grant


def test_an_unchanged_installation_that_starts_is_not_folded_again(cast: Cast) -> None:
    _install()
    stray = _stray(cast)
    _install(migrated=False)
    assert Grant.objects.filter(pk=stray.pk).exists()


def test_after_a_migration_every_grant_is_folded_again(cast: Cast) -> None:
    stray = _stray(cast)
    _install(migrated=True)
    assert not Grant.objects.filter(pk=stray.pk).exists()
    assert Grant.objects.filter(user=cast.coordinator).exists()


def test_another_matrix_folds_every_grant_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _install()
    stray = _stray(cast)
    less = {name: line for name, line in lock.matrix().items() if name != "coordinator"}
    monkeypatch.setattr(lock, "matrix", lambda: less)
    _install(migrated=False)
    assert not Grant.objects.filter(pk=stray.pk).exists()
    assert not Grant.objects.filter(user=cast.coordinator, subject_id=cast.family.pk, writes=True).exists()
