# SPDX-License-Identifier: EUPL-1.2
"""Random models that are right: whatever is drawn here must be read, written and read again as the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from familievej.practice.schema import PracticeModel

LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
# What YAML and people find hard: quotation marks, colons, hashes, several lines, what looks like a number.
HARD = st.sampled_from(
    ["ja", "no", "null", "~", "- ", "1.10", "a: b", "# nej", "'x'", '"', "æøå §", "[x", "to\nlinjer"]
)
TEXTS = st.one_of(st.text(LETTERS, min_size=1, max_size=12), HARD).map(str.strip).filter(bool)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True)
SOURCES = st.sampled_from(
    ["004 L310-311", "002 L602-607, L633", "law Barnets lov § 95", "own vores egen: ja"]
)
SPANS = st.tuples(st.integers(1, 12), st.sampled_from(["days", "weeks", "uger", "måneder"])).map(
    lambda drawn: f"{drawn[0]} {drawn[1]}"
)


@st.composite
def roads(draw: st.DrawFn, back: str) -> list[tuple[str, dict[str, str]]]:
    """Ids in a row, each with the field that points at the one before."""
    ids = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    return [(each, {back: ids[at - 1]} if at else {}) for at, each in enumerate(ids)]


@st.composite
def programmes(draw: st.DrawFn, programme_id: str, role: str, form: str) -> dict[str, Any]:
    """A programme that names the role and the form, with phases in a row."""
    road = draw(roads("after"))
    needs = st.sampled_from(["consent", f"form:{form}", f"approval:{role}"])
    gate = {
        "id": "gate", "move": "next_phase", "into": road[-1][0], "says": draw(TEXTS), "source": draw(SOURCES),
        "needs": draw(st.lists(needs, min_size=1, max_size=2)),
    }  # fmt: skip
    least = draw(st.integers(0, 5))
    return {
        "id": programme_id, "name": draw(TEXTS), "purpose": draw(TEXTS), "target_group": draw(TEXTS),
        "source": draw(SOURCES), "coordinator": role,
        "phases": [
            {
                "id": each, "name": draw(TEXTS), "content": draw(TEXTS), "source": draw(SOURCES), **before,
                "length": draw(SPANS), "deadlines": draw(st.booleans()),
            }
            for each, before in road
        ],
        "intervals": [
            {"id": "formal", "kind": "follow_up", "every": f"{draw(st.integers(1, 6))} months", "text": draw(TEXTS),
             "role": role, "source": draw(SOURCES)}
        ],
        "capacity": [
            {"id": "limit", "per": "worker", "least": least, "most": least + draw(st.integers(1, 9)), "beyond": role,
             "source": draw(SOURCES)}
        ],
        "gates": [gate] if len(road) > 1 else [],
    }  # fmt: skip


@st.composite
def models(draw: st.DrawFn) -> PracticeModel:
    """A whole model with roles, forms, programmes and a staircase."""
    role, form = draw(IDS), draw(IDS)
    fields = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    ids = draw(st.lists(IDS, min_size=1, max_size=2, unique=True))
    return PracticeModel.model_validate(
        {
            "format": 1, "id": draw(IDS), "version": draw(st.sampled_from(["1", "1.10", "2.0.3"])), "name": draw(TEXTS),
            "owner": draw(TEXTS), "description": draw(TEXTS), "source": draw(SOURCES),
            "valid_from": draw(st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1))),
            "roles": [{"id": role, "name": draw(TEXTS), "does": [draw(TEXTS)], "source": draw(SOURCES)}],
            "forms": [
                {"id": form, "name": draw(TEXTS), "purpose": draw(TEXTS), "used_for": "other", "source": draw(SOURCES),
                 "sections": [{"id": "one", "name": draw(TEXTS), "category": "plan",
                               "fields": [{"id": each, "name": draw(TEXTS)} for each in fields]}]}
            ],
            "programmes": [draw(programmes(each, role, form)) for each in ids],
            "staircase": [
                {"id": each, "name": draw(TEXTS), "source": draw(SOURCES), **before}
                for each, before in draw(roads("above"))
            ],
        }
    )  # fmt: skip
