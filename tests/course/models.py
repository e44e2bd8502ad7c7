# SPDX-License-Identifier: EUPL-1.2
"""Small models for courses: one that says what a test needs, and random ones that are right."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from hypothesis import strategies as st

from familievej.course.apps import RUNS
from familievej.practice.schema import Loaded, PracticeModel, from_texts
from familievej.practice.schema.programme import Move
from familievej.practice.schema.write import as_text

SOURCE = {"source": "own en prøve"}
ROLES = ("koordinator", "leder", "behandler")
# Whatever the code of courses asks about: other gates are not run, and say so in the check.
MOVES = [move for move in get_args(Move) if f"programmes.gates:{move}" in RUNS and move != "contact"]
# What people write down, so that a test can say it of its own accord.
WRITTEN = ["criteria", "acknowledgement", "family_present"]


def programme(key: str = "indsats", **fields: Any) -> dict[str, Any]:
    """A programme of two phases; ``fields`` stand in the place of what is here."""
    phases = [
        {"id": "foerst", "name": "Først", "content": "x", "length": "4 weeks", **SOURCE},
        {"id": "siden", "name": "Siden", "content": "x", "after": "foerst", **SOURCE},
    ]
    return {
        "id": key, "name": key.capitalize(), "purpose": "x", "target_group": "x", "coordinator": "koordinator",
        "phases": phases, **SOURCE, **fields,
    }  # fmt: skip


def loaded(*programmes: dict[str, Any], version: str = "1") -> Loaded:
    """A model with these programmes, as its file would be read. Raises ModelFaults."""
    model = PracticeModel.model_validate(
        {
            "format": 1, "id": "proeve", "version": version, "name": "Prøven", "owner": "x", "description": "x",
            "valid_from": dt.date(2024, 1, 1), "programmes": programmes, **SOURCE,
            "roles": [
                {"id": role, "name": role.capitalize(), "does": ["x"], **SOURCE,
                 "acts_as": {"leder": "leader", "koordinator": "coordinator"}.get(role, "caseworker")}
                for role in ROLES
            ],
        }
    )  # fmt: skip
    return from_texts({"proeve.yaml": as_text(model).encode()})


def limit(per: str, most: int, **fields: Any) -> dict[str, Any]:
    """A limit that the leader may go beyond."""
    return {"id": f"pr-{per}", "per": per, "most": most, "beyond": "leder", **SOURCE, **fields}


def gate(move: str, *needs: str, **fields: Any) -> dict[str, Any]:
    """A gate before ``move``."""
    return {"id": f"port-{move}", "move": move, "needs": needs, "says": f"Porten {move}.", **SOURCE, **fields}


spans = st.tuples(st.integers(1, 9), st.sampled_from(["days", "weeks", "months"])).map(
    lambda s: f"{s[0]} {s[1]}"
)


@st.composite
def phases(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to four phases in a row, with events of their own."""
    made: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 4))):
        phase = {
            "id": f"fase-{number}", "name": f"Fase {number}", "content": "x", **SOURCE,
            "deadlines": draw(st.booleans()), "optional": draw(st.booleans()), "indicative": draw(st.booleans()),
            "events": [
                {"id": f"haendelse-{number}-{each}", "name": "Mødet", "kind": "meeting", **SOURCE,
                 "required": draw(st.booleans())}
                for each in range(draw(st.integers(0, 2)))
            ],
        }  # fmt: skip
        if made:
            phase["after"] = f"fase-{number - 1}"
        if draw(st.booleans()):
            phase["length"] = draw(spans)
        made.append(phase)
    return made


@st.composite
def programmes(draw: st.DrawFn, key: str) -> dict[str, Any]:
    """A whole programme: whatever is drawn is a right one."""
    road = draw(phases())
    events = [f"event:{event['id']}" for phase in road for event in phase["events"]]
    plain = ["coordinator", "team", "reason", "access_agreement", "free_place"]
    needs = st.sampled_from([*WRITTEN, "approval:leder", *events, *plain])
    organisation = draw(st.sampled_from([None, "A", "B", "C"]))
    scopes = ["none"] if organisation == "C" else ["full", "shared", "none", "per_course"]
    said: dict[str, Any] = {
        "phases": road,
        "gates": [
            gate(move, *draw(st.lists(needs, min_size=1, max_size=2, unique=True)))
            for move in draw(st.lists(st.sampled_from(MOVES), max_size=3, unique=True))
        ],
        "capacity": [
            limit(per, draw(st.integers(1, 3)), groups_count=draw(st.booleans()))
            for per in draw(st.lists(st.sampled_from(["worker", "team", "programme"]), max_size=2, unique=True))
        ],
        "intervals": [
            {"id": "opfoelgning", "kind": "follow_up", "every": f"{draw(st.integers(1, 6))} months", "text": "x",
             **SOURCE}
        ],
        "authority": [
            {"area": "child-and-family", "scope": draw(st.sampled_from(scopes)), "text": "x", **SOURCE}
        ],
        "staffing": [{"role": "behandler", "least": 0, "most": draw(st.integers(1, 2)), "does": "x", **SOURCE}],
        "levels": [{"id": f"trin-{n}", "name": f"Trin {n}", **SOURCE} for n in range(draw(st.integers(0, 3)))],
    }  # fmt: skip
    if organisation:
        said["organisation"] = organisation
    if draw(st.booleans()):
        said["closing"] = {
            "text": "x", "clips": draw(st.integers(0, 3)), "ways_on": [{"id": "videre", "name": "Videre"}], **SOURCE,
        }  # fmt: skip
    return programme(key, **said)


@st.composite
def practices(draw: st.DrawFn) -> Loaded:
    """A model of two programmes."""
    return loaded(draw(programmes("den-ene")), draw(programmes("den-anden")))
