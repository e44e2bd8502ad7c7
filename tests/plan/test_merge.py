# SPDX-License-Identifier: EUPL-1.2
"""Two people write in one form: whatever they do, no text that only one of them knows disappears unseen."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from familievej.plan.merge import Sheet, line_of, merge

LINES = [f"step-{uuid.UUID(int=number)}" for number in range(3)]
TEXTS = st.sampled_from(["", "Ro om morgenen", "Skole", "Vi spiser sammen", "Søvn"])


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    sheet = {name: draw(TEXTS) for name in ("words", "note")}
    for line in draw(st.lists(st.sampled_from(LINES), unique=True)):
        sheet |= {f"{line}-text": draw(TEXTS), f"{line}-who": draw(TEXTS)}
    return sheet


@given(base=sheets(), mine=sheets(), theirs=sheets())
def test_no_text_that_somebody_wrote_is_lost(base: Sheet, mine: Sheet, theirs: Sheet) -> None:
    merged = merge(base, mine, theirs)
    told = (
        set(merged.sheet.values()) | {c.mine for c in merged.conflicts} | {c.theirs for c in merged.conflicts}
    )
    for written in (mine, theirs):
        new = {text for name, text in written.items() if base.get(name) != text}
        assert new <= told | {""}


@given(base=sheets(), mine=sheets(), theirs=sheets())
def test_who_saves_first_does_not_change_what_comes_together(base: Sheet, mine: Sheet, theirs: Sheet) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {c.name for c in one.conflicts} == {c.name for c in other.conflicts}
    free = set(one.sheet) - {c.name for c in one.conflicts}
    assert {name: one.sheet[name] for name in free} == {name: other.sheet[name] for name in free}


@given(base=sheets(), mine=sheets())
def test_nobody_else_wrote_so_mine_stands_whole(base: Sheet, mine: Sheet) -> None:
    assert merge(base, mine, base).sheet == mine
    assert merge(base, mine, mine).sheet == mine
    assert merge(base, base, mine).sheet == mine


@given(base=sheets(), mine=sheets(), theirs=sheets())
def test_a_line_is_whole_or_not_there(base: Sheet, mine: Sheet, theirs: Sheet) -> None:
    sheet = merge(base, mine, theirs).sheet
    for line in LINES:
        assert sum(1 for name in sheet if line_of(name) == line) in (0, 2)


def test_both_changed_one_field_and_each_another_one() -> None:
    base = {"words": "a", "note": "a", "term": "a"}
    merged = merge(base, {**base, "words": "b", "note": "mine"}, {**base, "words": "c", "term": "theirs"})
    assert merged.sheet == {"words": "b", "note": "mine", "term": "theirs"}
    assert [(c.name, c.mine, c.theirs) for c in merged.conflicts] == [("words", "b", "c")]


def test_a_line_that_one_took_out_and_the_other_changed_stays() -> None:
    line = LINES[0]
    base = {f"{line}-text": "Ringe", f"{line}-who": "Maria"}
    assert merge(base, {}, {**base, f"{line}-text": "Ringe til skolen"}).sheet[f"{line}-who"] == "Maria"
    assert merge(base, {}, base).sheet == {}
