# SPDX-License-Identifier: EUPL-1.2
"""Whatever is wrong in a file is told with file, line, field and what was expected; nothing else ever comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.practice.models import models
from tests.practice.texts import SMALL, small

from familievej.gate.categories import Category
from familievej.gate.models import Role
from familievej.practice.handbook.choices import CHOICES, NEEDS
from familievej.practice.schema import Fault, ModelFaults, PracticeModel, checksum, from_texts, load
from familievej.practice.schema import forms as forms_schema
from familievej.practice.schema.programme import NEEDS_OF, PLAIN_NEEDS
from familievej.practice.schema.write import as_text
from familievej.practice.shipped import shipped

DAMAGE = ("", ":", "- ", "\n", "  ", "\t", "'", "[", "{", "&a ", "\x00", "9")


def faults(old: str, new: str) -> list[Fault]:
    with pytest.raises(ModelFaults) as found:
        small(old, new)
    return list(found.value.faults)


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(SMALL.splitlines(), 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        (
            "every: 3 months",
            "every: 7 months",
            "programmes[1].intervals[1].every",
            "longer than the law allows",
        ),
        ("every: 3 months", "every: -3 months", "programmes[1].intervals[1].every", "a length above zero"),
        ("every: 3 months", "every: 0 weeks", "programmes[1].intervals[1].every", "a length above zero"),
        ("every: 3 months", "evry: 3 months", "programmes[1].intervals[1].evry", "did you mean 'every'"),
        ("kind: follow_up", "kind: now_and_then", "programmes[1].intervals[1].kind", "expected 'follow_up'"),
        ("most: 10", "most: ti", "programmes[1].capacity[1].most", "a whole number"),
        ("most: 10", "most: 7", "programmes[1].capacity[1].most", "rising order"),
        ("beyond: leader", "beyond: ledaer", "programmes[1].capacity[1].beyond", "such as: leader"),
        ("after: begin", "after: work", "programmes[1].phases[2].after", "is a circle"),
        ("after: begin", "after: before", "programmes[1].phases[2].after", "there is no phase 'before'"),
        ("above: general", "above: home", "staircase[2].above", "is a circle"),
        ("into: work", "into: working", "programmes[1].gates[1].into", "there is no phase"),
        ('"form:start"', '"form:stat"', "programmes[1].gates[1].needs[2]", "there is no form 'stat'"),
        ('"form:start"', "sympathy", "programmes[1].gates[1].needs[2]", "expected one of access_agreement"),
        (
            "category: plan",
            "category: secrets",
            "forms[1].sections[1].category",
            "expected 'family_relations'",
        ),
        (
            "source: 004 L350-359",
            "source: somewhere",
            "programmes[1].source",
            "expected where the rule is written",
        ),
        ("valid_from: 2026-01-01", "valid_from: 1.1.2026", "valid_from", "a date such as 2026-10-01"),
        ("id: home", "id: Hjemme", "staircase[2].id", "small letters"),
        ("name: Ønsker", "name: ''", "forms[1].sections[1].name", "not empty"),
        ("name: Ønsker", "name:", "forms[1].sections[1].name", "or leave the line out"),
        ("does: [Følger familien.]", "does: Følger familien.", "roles[1].does", "a list: lines that start"),
        ("own_words: family", "own_words: everybody", "forms[1].sections[1].fields[1].own_words", "'family'"),
    ],
)
def test_a_wrong_word_is_told_with_line_field_and_what_was_expected(
    old: str, new: str, field: str, expected: str
) -> None:
    [fault] = [each for each in faults(old, new) if each.field == field]
    assert expected in fault.words()
    assert (fault.file, fault.line) == ("small.yaml", line_of(old))


def test_what_is_missing_is_told_where_it_should_stand() -> None:
    [fault] = faults("    purpose: At hjælpe tidligt.\n", "")
    assert (fault.field, fault.line) == ("programmes[1].purpose", line_of("- id: effort"))
    assert "missing" in fault.words()


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = SMALL.replace("most: 10", "most: ti").replace("every: 3 months", "every: often")
    with pytest.raises(ModelFaults) as found:
        from_texts({"small.yaml": text.encode()})
    assert len(found.value.faults) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: home", "id: general", "'general' is given to two things"),
        ("- id: leader", "- id: coordinator", "'coordinator' is given to two things"),
        ("id: work\n", "id: begin\n", "'begin' is given to two things"),
    ],
)
def test_one_id_names_one_thing(old: str, new: str, said: str) -> None:
    assert any(said in each.words() for each in faults(old, new))


def test_two_programmes_of_one_id_are_refused_in_whichever_file_they_stand() -> None:
    start = SMALL.index("programmes:\n")
    second = SMALL[start : SMALL.index("forms:\n")] + "...\n"
    with pytest.raises(ModelFaults) as found:
        from_texts({"a.yaml": SMALL.encode(), "b.yaml": second.encode()})
    [fault] = [each for each in found.value.faults if "'effort'" in each.words()]
    assert (fault.file, fault.line, fault.field) == ("b.yaml", 2, "programmes[2].id")


def test_a_field_that_may_stand_once_is_not_taken_from_two_files() -> None:
    with pytest.raises(ModelFaults) as found:
        from_texts({"a.yaml": SMALL.encode(), "b.yaml": b"name: En anden\n...\n"})
    assert "stands in a.yaml line" in str(found.value)


def test_a_field_that_stands_twice_in_a_file_is_refused() -> None:
    [fault] = faults("version: 1", "version: 1\nversion: 2")
    assert f"on line {line_of('version: 1')}" in fault.words()


@pytest.mark.parametrize(
    "content", [b"", b"...\n", b"just words\n...\n", b"- a list\n...\n", b"\xff\xfe\n...\n"]
)
def test_what_is_no_model_at_all_is_refused_with_a_line(content: bytes) -> None:
    with pytest.raises(ModelFaults) as found:
        from_texts({"x.yaml": content})
    assert all(each.line for each in found.value.faults)


@pytest.mark.parametrize(
    "clever", ["name: &a Navn", "name: *a", "name: !!python/object:os.system x", "name: [[[[[[" + "[" * 2000]
)
def test_the_clever_parts_of_yaml_are_refused(clever: str) -> None:
    with pytest.raises(ModelFaults):
        small("name: Den lille model", clever)


def test_a_file_cut_off_between_two_lines_is_found() -> None:
    """It is YAML all the same: only the mark of the end tells that the rest is missing."""
    lines = SMALL.splitlines(keepends=True)
    for end in range(1, len(lines) - 1):
        with pytest.raises(ModelFaults, match="cut off"):
            from_texts({"small.yaml": "".join(lines[:end]).encode()})


def test_a_file_cut_anywhere_is_found() -> None:
    whole = SMALL.rstrip().encode()
    for end in range(0, len(whole), 7):
        with pytest.raises(ModelFaults):
            from_texts({"small.yaml": whole[:end]})


def test_a_folder_or_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no.yaml"):
        with pytest.raises(ModelFaults, match="expected a YAML file"):
            load(path)


def test_a_coordinator_without_authority_decides_nothing() -> None:
    decision = """    decisions:
      - id: grant
        name: Bevilling
        taken_by: coordinator
        source: 002 L652-665
    organisation: C
    capacity:"""
    [fault] = faults("    capacity:", decision)
    assert fault.field == "programmes[1].decisions[1].taken_by"


TEMPORARY = """temporary_rules:
  - id: new
    kind: follow_up
    every: {every}
    applies_to: Nye
    starts: 2026-01-01
    ends: {ends}
    reason: En prøve.
    source: 002 L581-600
staircase:"""
CONTACTS = """    contacts:
      most: 2
      of_which: [{meeting: talk, number: 3}]
      beyond: leader
      source: 002 L1272-1276
    phases:"""
STAFFING = """    staffing:
      - {role: leader, least: 3, most: 2, does: Leder, source: 002 L1162-1164}
    phases:"""
CRITERION = """    criteria:
      - id: age
        text: Alder
        met: Dagen
        child_age: {youngest: 7, oldest: 6}
        source: 004 L350-353
    phases:"""


@pytest.mark.parametrize("field", ["ends", "reason", "starts"])
def test_a_rule_for_a_time_has_an_end_and_a_reason_from_the_day_it_is_made(field: str) -> None:
    whole = TEMPORARY.format(every="6 weeks", ends="2026-06-01")
    without = "\n".join(line for line in whole.splitlines() if not line.startswith(f"    {field}:"))
    [fault] = faults("staircase:", without)
    assert (fault.field, "missing" in fault.words()) == (f"temporary_rules[1].{field}", True)
    assert fault.line == line_of("staircase:") + 1


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("per: worker", "per: worker\n        counts: workers", "programmes[1].capacity[1].counts"),
        ("staircase:", TEMPORARY.format(every="6 weeks", ends="2026-01-01"), "temporary_rules[1].ends"),
        ("staircase:", TEMPORARY.format(every="7 months", ends="2026-06-01"), "temporary_rules[1].every"),
        ("    phases:", CONTACTS, "programmes[1].contacts.of_which"),
        ("    phases:", STAFFING, "programmes[1].staffing[1].most"),
        ("    phases:", CRITERION, "programmes[1].criteria[1].child_age.oldest"),
        ("own_words: family", "kind: choice", "forms[1].sections[1].fields[1]"),
        ("own_words: family", "kind: rows", "forms[1].sections[1].fields[1]"),
    ],
)
def test_numbers_and_days_that_contradict_each_other_are_told(old: str, new: str, field: str) -> None:
    assert field in [each.field for each in faults(old, new)]


@settings(max_examples=40)
@given(models())
def test_a_model_that_is_written_is_read_as_the_same(model: PracticeModel) -> None:
    again = from_texts({"model.yaml": as_text(model).encode()})
    assert again.model == model
    assert again.checksum == checksum(model)


@pytest.mark.parametrize("model_id", sorted(shipped()))
def test_a_shipped_model_in_one_file_is_the_same_model(model_id: str) -> None:
    model = load(shipped()[model_id]).model
    assert from_texts({"one.yaml": as_text(model).encode()}).model == model


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_gives_faults_with_file_and_line_or_another_right_model(data: st.DataObject) -> None:
    """Letters lost, doubled, changed or moved: never an exception of another kind, never a fault without a place."""
    text = SMALL
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 2))
        length = data.draw(st.integers(0, 30))
        put = data.draw(st.sampled_from([*DAMAGE, text[at : at + 40]]))
        text = text[:at] + put + text[at + length :]
    for each in _read("small.yaml", text.encode()):
        assert (each.file, each.line >= 1, bool(each.words())) == ("small.yaml", True, True)


def _read(name: str, content: bytes) -> tuple[Fault, ...]:
    """The faults of a file; none when it is right all the same."""
    try:
        from_texts({name: content})
    except ModelFaults as found:
        return found.faults
    return ()


@settings(max_examples=80)
@given(st.binary(max_size=200))
def test_any_bytes_give_faults(content: bytes) -> None:
    with pytest.raises(ModelFaults):
        from_texts({"x.yaml": content + b"\n...\n"})


def test_the_schema_says_the_same_as_the_gate() -> None:
    assert set(forms_schema.Category.__args__) == set(Category.values)  # type: ignore[attr-defined]
    acts_as = PracticeModel.model_json_schema()["$defs"]["Role"]["properties"]["acts_as"]["anyOf"][0]["enum"]
    assert set(acts_as) <= set(Role.values)


def test_every_word_of_code_has_words_for_people() -> None:
    schema = PracticeModel.model_json_schema()["$defs"]
    for part in schema.values():
        for name, field in part.get("properties", {}).items():
            for choice in (field, *field.get("anyOf", ())):
                if name not in {"acts_as", "category"}:
                    assert set(choice.get("enum", ())) <= set(CHOICES.get(name, ())), name
    assert set(NEEDS) == {*PLAIN_NEEDS, *NEEDS_OF}


def test_the_messages_have_no_value_that_is_not_given() -> None:
    for old, new in (
        ("every: 3 months", "every: 7 months"),
        ("most: 10", "most: -1"),
        ("id: home", "id: general"),
    ):
        assert not any(re.search(r"\{\w+\}", each.sentence()) for each in faults(old, new))
