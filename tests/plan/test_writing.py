# SPDX-License-Identifier: EUPL-1.2
"""Writing in the plan: drafts, two editors, two presses, missing words. Nothing that somebody wrote is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import LONG_AGO, PASSWORD, SYSTEM, Cast
from tests.plan.writing import form_of, line, opened, sent

from familievej.access import actions as access
from familievej.course import actions as course
from familievej.gate.models import Draft, User
from familievej.plan.models import FamilyPlan, Goal, GoalVersion, PlanVersion, Step


@pytest.fixture
def karin(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.coordinator)
    return client


def words_url(cast: Cast) -> str:
    return reverse("plan:words", args=[cast.family.pk])


def goal_url(cast: Cast, goal: Goal | None = None) -> str:
    return reverse("plan:goal", args=[cast.family.pk, (goal or cast.shared_goal).pk])


def new_url(cast: Cast) -> str:
    return reverse("plan:goal_new", args=[cast.family.pk])


def fresh(goal: Goal) -> Goal:
    return Goal.objects.get(pk=goal.pk)


def test_a_new_goal_is_written_with_its_first_step(cast: Cast, karin: Client) -> None:
    fields = opened(karin, new_url(cast))
    step = line(fields)
    answer = sent(
        karin,
        new_url(cast),
        fields,
        words="Jeg vil lære at svømme",
        person=str(cast.child.pk),
        focus_area="health",
        **{f"{step}-text": "Ringe til svømmehallen", f"{step}-who": "Maria", f"{step}-due": "3/5-2027"},
    )
    assert answer.status_code == 302
    goal = Goal.objects.get(words="Jeg vil lære at svømme")
    assert (goal.person, goal.focus_area, goal.term, goal.shared) == (cast.child, "health", "short", True)
    assert [(s.text, s.who, str(s.due)) for s in goal.steps.all()] == [
        ("Ringe til svømmehallen", "Maria", "2027-05-03")
    ]


def test_two_presses_of_save_make_one_goal(cast: Cast, karin: Client) -> None:
    fields = opened(karin, new_url(cast))
    for _press in range(2):
        assert sent(karin, new_url(cast), fields, words="Vi vil på tur").status_code == 302
    assert Goal.objects.filter(words="Vi vil på tur").count() == 1


def test_back_and_save_again_with_other_words_shows_both(cast: Cast, karin: Client) -> None:
    fields = opened(karin, new_url(cast))
    sent(karin, new_url(cast), fields, words="Vi vil på tur")
    answer = sent(karin, new_url(cast), fields, words="Vi vil på tur i skoven")
    html = answer.content.decode()
    assert "There are two texts now" in html
    assert "You saved something else meanwhile" in html
    chosen = form_of(html)
    assert sent(karin, new_url(cast), chosen, **{"choose-words": "mine"}).status_code == 302
    assert [g.words for g in Goal.objects.filter(words__startswith="Vi vil på tur")] == [
        "Vi vil på tur i skoven"
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words": " "}, "Write the goal as it was said"),
        ({"shared": "no", "person": "all"}, "Choose whose goal it is"),
        ({"STEP-due": "32/13"}, "There is no month 13"),
        ({"STEP-who": "Maria", "STEP-text": ""}, "Write what is to be done."),
        ({"STEP-who": " "}, "Write who does it."),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(
    cast: Cast, karin: Client, changed: dict[str, str], said: str
) -> None:
    fields = opened(karin, new_url(cast))
    step = line(fields)
    filled = {
        "words": "Jeg vil <sove>",
        f"{step}-text": "Gå i seng kl. 21",
        f"{step}-who": "Anton",
        "professional_note": "Søvn",
    }
    filled |= {name.replace("STEP", step): value for name, value in changed.items()}
    answer = sent(karin, new_url(cast), fields, **filled)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert said in html
    assert 'data-module="error-summary"' in html
    again = form_of(html)
    assert {name: again[name] for name in filled} == {name: [value] for name, value in filled.items()}
    assert not Goal.objects.filter(professional_note="Søvn").exists()


def test_another_line_is_given_without_script_and_nothing_is_saved_by_it(cast: Cast, karin: Client) -> None:
    fields = opened(karin, goal_url(cast))
    answer = sent(karin, goal_url(cast), fields, more="1", words="Halvt skrevet")
    again = form_of(answer.content.decode())
    assert len(again["step"]) == len(fields["step"]) + 1
    assert again["words"] == ["Halvt skrevet"]
    assert fresh(cast.shared_goal).words == "Vi vil spise sammen hver aften"


def test_a_step_is_taken_out_and_kept_in_the_version_before(cast: Cast, karin: Client) -> None:
    fields = opened(karin, goal_url(cast))
    sent(karin, goal_url(cast), fields, **{f"{line(fields)}-gone": "on"})
    step = Step.objects.get(goal=cast.shared_goal)
    assert step.removed_at is not None
    versions = GoalVersion.objects.filter(goal=cast.shared_goal).order_by("number")
    assert [len(version.content["steps"]) for version in versions] == [1, 0]


def test_saving_what_is_there_already_makes_no_new_version(cast: Cast, karin: Client) -> None:
    before = FamilyPlan.objects.get(pk=cast.plan.pk).version
    for address in (goal_url(cast), goal_url(cast, cast.child_goal), words_url(cast)):
        assert sent(karin, address, opened(karin, address)).status_code == 302
    assert FamilyPlan.objects.get(pk=cast.plan.pk).version == before


def test_the_professionals_addition_never_touches_the_own_words(cast: Cast, karin: Client) -> None:
    sent(karin, goal_url(cast), opened(karin, goal_url(cast)), professional_note="Et mål om struktur")
    goal = fresh(cast.shared_goal)
    assert (goal.words, goal.professional_note) == ("Vi vil spise sammen hver aften", "Et mål om struktur")


def test_taking_a_goal_out_asks_why_and_can_be_undone(cast: Cast, karin: Client) -> None:
    address = reverse("plan:goal_remove", args=[cast.family.pk, cast.shared_goal.pk])
    assert "Write why the goal is taken out." in karin.post(address, {"reason": ""}).content.decode()
    answer = karin.post(address, {"reason": "Det er nået"}, follow=True)
    html = answer.content.decode()
    assert "was taken out of the plan" in html
    restore = reverse("plan:goal_restore", args=[cast.family.pk, cast.shared_goal.pk])
    assert restore in html
    karin.post(restore)
    assert fresh(cast.shared_goal).removed_at is None


# -- Drafts -----------------------------------------------------------------------------------------------------------


def _keep(client: Client, address: str, fields: dict[str, list[str]], **changed: str) -> Any:
    draft = {**fields, **{name: [value] for name, value in changed.items()}, "draft_version": ["1"]}
    return client.post(f"{address}draft/", draft, headers={"X-Draft": "1"})


def _told(fields: dict[str, list[str]], empty: set[str]) -> dict[str, list[str]]:
    """The form without its empty line, which is made anew."""
    ids = [step for step in fields.get("step", []) if step not in empty]
    rest = {name: texts for name, texts in fields.items() if not any(step in name for step in empty)}
    return {**rest, "step": ids}


@pytest.mark.parametrize("which", ["words", "goal", "new"])
def test_what_is_typed_is_a_draft_that_opens_again_and_goes_when_it_is_saved(
    cast: Cast, karin: Client, which: str
) -> None:
    address = {"words": words_url(cast), "goal": goal_url(cast), "new": new_url(cast)}[which]
    name = "purpose" if which == "words" else "words"
    fields = opened(karin, address)
    answer = _keep(karin, address, fields, **{name: "Halv sætn"})
    assert set(json.loads(answer.content)) == {"saved", "version"}
    html = karin.get(address).content.decode()
    assert "This is your draft from" in html
    again = form_of(html)
    empty = set(fields.get("step", [])[-1:]) | set(again.get("step", [])[-1:])
    assert _told(again, empty) == {**_told(fields, empty), name: ["Halv sætn"]}
    assert sent(karin, address, form_of(html)).status_code == 302
    assert "This is your draft from" not in karin.get(address).content.decode()
    assert not Draft.objects.exists()


def test_a_draft_can_be_thrown_away(cast: Cast, karin: Client) -> None:
    fields = opened(karin, words_url(cast))
    _keep(karin, words_url(cast), fields, purpose="Nej")
    answer = karin.post(f"{words_url(cast)}draft/", {"discard": "1"}, follow=True)
    assert form_of(answer.content.decode()) == fields


def test_a_half_written_draft_is_opened_without_scolding(cast: Cast, karin: Client) -> None:
    _keep(karin, new_url(cast), opened(karin, new_url(cast)), words="", shared="no")
    assert "error-summary" not in karin.get(new_url(cast)).content.decode()


def test_a_draft_is_read_by_its_writer_alone(cast: Cast, karin: Client) -> None:
    _keep(karin, words_url(cast), opened(karin, words_url(cast)), purpose="Kun mit")
    bente = _second_coordinator(cast)
    assert "Kun mit" not in bente.get(words_url(cast)).content.decode()


def test_a_draft_that_is_too_long_is_refused_with_words(cast: Cast, karin: Client) -> None:
    answer = _keep(karin, words_url(cast), opened(karin, words_url(cast)), purpose="x" * 300_000)
    assert answer.status_code == 400
    assert "too long" in json.loads(answer.content)["message"]


# -- Two editors ------------------------------------------------------------------------------------------------------


def _second_coordinator(cast: Cast) -> Client:
    """Bente takes over from Karin; Karin's page is still open and Karin has become her colleague's deputy again."""
    made: User | None = User.objects.filter(email="bente@example.com").first()
    if made is None:
        made = access.account_create(
            actor=SYSTEM, email="bente@example.com", name="Bente Kollega", password=PASSWORD
        )
        access.role_give(actor=SYSTEM, user=made, unit=cast.unit, role="coordinator", starts=LONG_AGO)
    course.coordinator_change(
        actor=SYSTEM, course=cast.course, coordinator=made, reason="Ferie", day=LONG_AGO.replace(year=2026)
    )
    client = Client()
    client.force_login(made)
    return client


def _back_to_karin(cast: Cast) -> None:
    course.coordinator_change(
        actor=SYSTEM, course=cast.course, coordinator=cast.coordinator, reason="Hjemme igen",
        day=LONG_AGO.replace(year=2026, month=2),
    )  # fmt: skip


def test_two_who_change_different_things_both_get_their_way(cast: Cast, karin: Client) -> None:
    mine = opened(karin, goal_url(cast))
    bente = _second_coordinator(cast)
    sent(
        bente, goal_url(cast), opened(bente, goal_url(cast)), term="long", professional_note="Aftalt på mødet"
    )
    _back_to_karin(cast)
    answer = karin.post(goal_url(cast), {**mine, "words": ["Vi vil spise sammen"]}, follow=True)
    assert "Bente Kollega saved something else meanwhile. Both are kept." in answer.content.decode()
    goal = fresh(cast.shared_goal)
    assert (goal.words, goal.term, goal.professional_note) == (
        "Vi vil spise sammen",
        "long",
        "Aftalt på mødet",
    )


@pytest.mark.parametrize(
    ("choice", "stands"), [("mine", "Mine ord"), ("theirs", "Bentes ord"), ("edit", "Begges ord")]
)
def test_two_who_change_the_same_words_see_both_and_choose(
    cast: Cast, karin: Client, choice: str, stands: str
) -> None:
    mine = opened(karin, goal_url(cast))
    bente = _second_coordinator(cast)
    sent(bente, goal_url(cast), opened(bente, goal_url(cast)), words="Bentes ord", term="long")
    _back_to_karin(cast)
    step = line(mine)
    page = sent(karin, goal_url(cast), mine, words="Mine ord", **{f"{step}-text": "Min tekst"})
    html = page.content.decode()
    assert "Bente Kollega saved something else" in html
    assert "Mine ord" in html
    assert "Bentes ord" in html
    assert fresh(cast.shared_goal).words == "Bentes ord"
    unchosen = sent(karin, goal_url(cast), form_of(html)).content.decode()
    assert "Choose one of the texts in each place" in unchosen
    chosen = {"choose-words": choice, "edit-words": "Begges ord"}
    assert sent(karin, goal_url(cast), form_of(html), **chosen).status_code == 302
    goal = fresh(cast.shared_goal)
    assert (goal.words, goal.term, goal.steps.get().text) == (stands, "long", "Min tekst")
    kept = {version.content["words"] for version in GoalVersion.objects.filter(goal=goal)}
    assert "Bentes ord" in kept


def test_the_same_words_of_a_step_are_asked_about(cast: Cast, karin: Client) -> None:
    mine = opened(karin, goal_url(cast))
    bente = _second_coordinator(cast)
    theirs = opened(bente, goal_url(cast))
    step = line(mine)
    sent(bente, goal_url(cast), theirs, **{f"{step}-text": "Madplan om mandagen", f"{step}-due": "4/5-2027"})
    _back_to_karin(cast)
    page = sent(karin, goal_url(cast), mine, **{f"{step}-text": "Madplan om lørdagen"}).content.decode()
    assert "Step 1: what" in page
    assert sent(karin, goal_url(cast), form_of(page), **{f"choose-{step}-text": "mine"}).status_code == 302
    saved = fresh(cast.shared_goal).steps.get()
    assert (saved.text, str(saved.due)) == ("Madplan om lørdagen", "2027-05-04")


def test_steps_that_each_added_both_stand(cast: Cast, karin: Client) -> None:
    mine = opened(karin, goal_url(cast))
    bente = _second_coordinator(cast)
    theirs = opened(bente, goal_url(cast))
    sent(
        bente,
        goal_url(cast),
        theirs,
        **{f"{line(theirs, 1)}-text": "Bentes trin", f"{line(theirs, 1)}-who": "Bente"},
    )
    _back_to_karin(cast)
    sent(
        karin,
        goal_url(cast),
        mine,
        **{f"{line(mine, 1)}-text": "Karins trin", f"{line(mine, 1)}-who": "Karin"},
    )
    texts = [step.text for step in fresh(cast.shared_goal).steps.filter(removed_at__isnull=True)]
    assert texts == ["Lave madplan om søndagen", "Karins trin", "Bentes trin"]


def test_two_who_write_the_plans_own_words_see_both(cast: Cast, karin: Client) -> None:
    mine = opened(karin, words_url(cast))
    bente = _second_coordinator(cast)
    sent(bente, words_url(cast), opened(bente, words_url(cast)), purpose="Bentes tekst", title="Ny titel")
    sent(bente, new_url(cast), opened(bente, new_url(cast)), words="Endnu et mål")
    _back_to_karin(cast)
    page = sent(karin, words_url(cast), mine, purpose="Min tekst").content.decode()
    assert "Bente Kollega saved something else" in page
    sent(karin, words_url(cast), form_of(page), **{"choose-purpose": "edit", "edit-purpose": "Vores tekst"})
    plan = FamilyPlan.objects.get(pk=cast.plan.pk)
    assert (plan.title, plan.purpose) == ("Ny titel", "Vores tekst")


def test_the_page_with_two_texts_is_kept_as_a_draft_too(cast: Cast, karin: Client) -> None:
    mine = opened(karin, goal_url(cast))
    sent(karin, goal_url(cast), mine, words="I det andet vindue")
    page = form_of(sent(karin, goal_url(cast), mine, words="I dette vindue").content.decode())
    _keep(karin, goal_url(cast), page, **{"choose-words": "edit", "edit-words": "Sat sammen"})
    again = karin.get(goal_url(cast)).content.decode()
    assert "There are two texts now" in again
    assert form_of(again)["edit-words"] == ["Sat sammen"]
    assert sent(karin, goal_url(cast), form_of(again)).status_code == 302
    assert fresh(cast.shared_goal).words == "Sat sammen"


def test_a_form_that_was_tampered_with_gets_an_answer_in_words(cast: Cast, karin: Client) -> None:
    fields = opened(karin, goal_url(cast))
    broken = {"was": "{{", "edition": "", "step": "no id", "person": "nobody", "term": "never"}
    answer = sent(karin, goal_url(cast), fields, **broken)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


MOVES = st.lists(st.tuples(st.sampled_from(["one", "other"]), st.integers(0, 30)), min_size=2, max_size=5)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_any_interleaving_of_two_editors_loses_no_text(
    cast: Cast, karin: Client, moves: list[tuple[str, int]]
) -> None:
    """Each window saves what it last showed, changed. Whatever was typed is in the plan or in one of its versions."""
    typed: set[str] = set()
    windows = {name: opened(karin, words_url(cast)) for name in ("one", "other")}
    for name, number in moves:
        text = f"Tekst {number} fra {name}"
        typed.add(text)
        answer = sent(karin, words_url(cast), windows[name], purpose=text)
        if answer.status_code == 200:
            page = form_of(answer.content.decode())
            assert page["mine-purpose"] == [text]
            answer = sent(karin, words_url(cast), page, **{"choose-purpose": "mine"})
        assert answer.status_code == 302
        windows[name] = opened(karin, words_url(cast))
    kept = set(PlanVersion.objects.filter(plan=cast.plan).values_list("purpose", flat=True))
    assert typed <= kept
