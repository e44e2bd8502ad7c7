# SPDX-License-Identifier: EUPL-1.2
"""``familievej keys rotate``: one more key, everything under it, and nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from click.testing import CliRunner
from tests.cast import SYSTEM, Cast

from familievej.base.crypto import forget_ring, key_name, key_ring
from familievej.cli import main
from familievej.people import actions as people
from familievej.people.models import Cpr

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = "630588-4000"


def test_rotation_adds_a_key_and_every_number_is_still_read(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.FAMILIEVEJ_KEYS, settings.FAMILIEVEJ_KEYS_FILE = "", tmp_path / "keys.json"
    forget_ring()
    people.cpr_set(actor=SYSTEM, person=cast.mother, number=NUMBER)
    told = CliRunner().invoke(main, ["keys", "rotate"], catch_exceptions=False)
    assert told.exit_code == 0
    assert "1 CPR numbers" in told.output
    assert (key_ring().active, key_name(Cpr.objects.get().sealed)) == ("k2", "k2")
    assert people.cpr_reveal(actor=SYSTEM, person=cast.mother) == NUMBER
    forget_ring()


def test_a_ring_in_the_environment_is_not_rotated_by_half(cast: Cast, settings: Any) -> None:
    settings.FAMILIEVEJ_KEYS = key_ring().to_json()
    told = CliRunner().invoke(main, ["keys", "rotate"])
    assert told.exit_code == 3
    assert "FAMILIEVEJ_KEYS_FILE" in told.output
