# SPDX-License-Identifier: EUPL-1.2
"""A small model as a text, for tests that change a word of it."""

from __future__ import annotations

from familievej.practice.schema import Loaded, from_texts

SMALL = """\
# A comment that everybody may write.
format: 1
id: small
version: 1
name: Den lille model
owner: Familieteamet
valid_from: 2026-01-01
description: En model til prøver.
roles:
  - id: coordinator
    name: Koordinator
    does: [Følger familien.]
    acts_as: coordinator
    source: 004 L298-335
  - id: leader
    name: Leder
    does: [Går med til det, der går ud over rammen.]
    acts_as: leader
    source: 004 L346-347
programmes:
  - id: effort
    name: Indsatsen
    purpose: At hjælpe tidligt.
    target_group: Familier med små børn.
    coordinator: coordinator
    capacity:
      - id: per-coordinator
        per: worker
        aim: 8
        most: 10
        beyond: leader
        source: 004 L310-311
    phases:
      - id: begin
        name: Begyndelse
        content: Vi lærer hinanden at kende.
        length: 4 uger
        source: 002 L1581-1588
      - id: work
        name: Arbejde
        content: Vi følger planen.
        after: begin
        source: 002 L1590-1596
    intervals:
      - id: formal
        kind: follow_up
        every: 3 months
        text: Opfølgning på planen.
        source: 002 L602-604
    gates:
      - id: to-work
        move: next_phase
        into: work
        needs: [consent, "form:start"]
        says: Familien har sagt ja, og skemaet er udfyldt.
        source: 004 L1132
    source: 004 L350-359
forms:
  - id: start
    name: Det første skema
    purpose: At begynde samme sted.
    used_for: first_dialogue
    sections:
      - id: wishes
        name: Ønsker
        category: plan
        fields:
          - id: words
            name: Det vil vi
            own_words: family
    source: 004 L1287-1291
staircase:
  - id: general
    name: Almenområdet
    source: 002 L184-185
  - id: home
    name: I hjemmet
    above: general
    source: 002 L190-193
source: own en prøve
...
"""


def small(old: str = "", new: str = "") -> Loaded:
    """The small model, one word of it changed. Raises ModelFaults, and ValueError when the word is not there."""
    if old not in SMALL:
        raise ValueError(f"{old!r} is not in the text")
    return from_texts({"small.yaml": SMALL.replace(old, new, 1).encode()})
