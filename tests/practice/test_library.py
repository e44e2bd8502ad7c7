# SPDX-License-Identifier: EUPL-1.2
"""The shipped library: right, whole, with a source for every rule, and with the numbers of the reports."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from familievej.cli.practice import practice
from familievej.practice import running
from familievej.practice.compare import differences
from familievej.practice.schema import PracticeModel, Span
from familievej.practice.schema.programme import Programme
from familievej.practice.schema.rules import RULES, rule_at, rules_of
from familievej.practice.schema.walk import walk
from familievej.practice.shipped import load_shipped, shipped

NAMED = {
    "start", "gladsaxe", "aabenraa", "favrskov", "herning", "silkeborg", "egedal", "assens", "aalborg", "halsnaes",
    "netvaerksmoede", "hilleroed", "hedensted", "tingbjerg", "furesoe", "familiecenter",
}  # fmt: skip


def programme(model_id: str, programme_id: str) -> Programme:
    found = load_shipped(model_id).model.programme(programme_id)
    assert found is not None
    return found


def test_the_library_holds_every_practice_of_the_reports_and_a_start_set() -> None:
    assert set(shipped()) == NAMED


@pytest.mark.parametrize("model_id", sorted(NAMED))
def test_every_shipped_model_passes_the_check_under_its_own_name(model_id: str) -> None:
    assert load_shipped(model_id).model.id == model_id


def test_the_twelve_week_effort_has_three_phases_of_four_weeks() -> None:
    day, last_days = dt.date(2025, 9, 1), []
    for phase in programme("favrskov", "intensiv-hjemmeindsats").road():
        assert phase.length is not None
        day = phase.length.after(day)
        last_days.append(day - dt.timedelta(1))
    assert last_days == [dt.date(2025, 9, 28), dt.date(2025, 10, 26), dt.date(2025, 11, 23)]


def test_gladsaxe_has_ten_families_a_coordinator_and_thirty_a_team() -> None:
    limits = {each.per: each.most for each in programme("gladsaxe", "helhedsindsats").capacity}
    assert limits == {"worker": 10, "team": 30}


def test_aabenraa_has_six_to_twelve_families_and_twelve_contacts_with_two_network_meetings() -> None:
    effort = programme("aabenraa", "tidlig-forebyggelse")
    limit = effort.capacity[0]
    assert (limit.least, limit.most, limit.groups_count) == (6, 12, True)
    assert effort.contacts is not None
    assert (effort.contacts.most, [each.number for each in effort.contacts.of_which]) == (12, [2])
    assert effort.referral is not None
    assert effort.referral.anonymous
    assert not effort.referral.creates_case


def test_herning_follows_up_every_three_months_with_25_to_30_child_cases() -> None:
    effort = programme("herning", "hyppig-opfoelgning")
    follow_up = effort.interval("follow_up")
    assert follow_up is not None
    assert follow_up.every == Span(3, "months")
    assert (effort.capacity[0].aim, effort.capacity[0].most) == (25, 30)
    rule = load_shipped("herning").model.temporary_rules[0]
    assert (rule.every, rule.lasts) == (Span(6, "weeks"), Span(12, "months"))


def test_silkeborg_draws_four_cases_of_each_adviser_every_month() -> None:
    supervision = load_shipped("silkeborg").model.meeting("ledelsestilsyn")
    assert supervision is not None
    assert supervision.draw is not None
    assert (supervision.every, supervision.draw.cases) == (Span(1, "months"), 4)


def test_the_notification_meeting_takes_60_to_90_minutes_and_staff_come_a_quarter_before() -> None:
    meeting = load_shipped("assens").model.meeting("underretningsmoede")
    assert meeting is not None
    assert (meeting.least_minutes, meeting.most_minutes, meeting.arrive_before) == (60, 90, 15)
    assert meeting.everybody_signs


def test_hedensted_gives_three_clips_and_furesoe_a_coordinator_without_authority() -> None:
    closing = programme("hedensted", "klar-til-laering").closing
    assert closing is not None
    assert closing.clips == 3
    effort = programme("furesoe", "familiens-fremtid")
    assert effort.organisation == "C"
    assert {each.scope for each in effort.authority} == {"none"}


def test_no_instrument_has_items_and_the_cut_offs_are_those_of_the_report() -> None:
    for model_id in NAMED:
        for instrument in load_shipped(model_id).model.instruments:
            if instrument.id == "ors":
                assert [each.value for each in instrument.cut_offs] == [32, 28, 25]
    assert "items" not in PracticeModel.model_json_schema()["$defs"]["Instrument"]["properties"]


def test_the_check_says_of_every_kind_of_rule_whether_it_is_run() -> None:
    """Whatever a model says belongs to a kind of rule: nothing is silently left out."""
    for model_id in NAMED:
        model = load_shipped(model_id).model
        covered = set()
        for found in walk(model):
            if rule_at(found.path, found.value):
                covered.add(found.path)
        alone = [
            found.path
            for found in walk(model)
            if len(found.path) > 1
            and not any(found.path[:end] in covered for end in range(1, len(found.path) + 1))
        ]
        assert [path for path in alone if path[0] != "based_on"] == []
        assert [each.key for each in running.status(model)] == list(rules_of(model))


def test_a_room_cannot_run_a_rule_that_the_schema_does_not_have() -> None:
    with pytest.raises(KeyError, match="no rule of the schema"):
        running.register("programmes.clips", "course")
    assert set(running.all_running()) <= set(RULES)


def test_the_command_checks_the_library_and_says_what_is_for_later() -> None:
    answer = CliRunner().invoke(practice, ["check"])
    assert answer.exit_code == 0
    assert "16 models are right, 0 faults." in answer.output
    assert "written for later (efforts)" in answer.output
    assert "runs (practice)" in answer.output


def test_the_command_answers_a_program_too() -> None:
    answer = json.loads(CliRunner().invoke(practice, ["check", "herning", "--json"]).output)
    assert answer["faults"] == []
    assert {rule["key"] for rule in answer["models"][0]["rules"]} >= {
        "programmes.intervals:follow_up",
        "temporary_rules:follow_up",
    }


def test_the_schema_can_be_given_to_an_editor() -> None:
    answer = json.loads(CliRunner().invoke(practice, ["schema"]).output)
    assert answer["properties"]["programmes"]["type"] == "array"


def test_a_model_does_not_differ_from_itself() -> None:
    for model_id in NAMED:
        model = load_shipped(model_id).model
        assert differences(model, model) == []
