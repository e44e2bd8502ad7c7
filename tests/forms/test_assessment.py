# SPDX-License-Identifier: EUPL-1.2
"""The assessment: two views side by side, a suggestion that a person decides on, what stays open, and no score."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.cast import SYSTEM
from tests.forms.conftest import Desk
from tests.guards.forms import law
from tests.whole import with_late_parts

from familievej.access import actions as access
from familievej.access.actions.consent import To
from familievej.access.models import Disclosure
from familievej.course.needs import needs_met
from familievej.forms import actions
from familievej.forms.models import Answer, Claim, Statement
from familievej.forms.slots import suggested
from familievej.forms.today import lines
from familievej.gate.acting import acting
from familievej.gate.categories import Category
from familievej.gate.decide import NoAccess
from familievej.practice.schema import PracticeModel
from familievej.practice.schema.forms import Field
from familievej.practice.shipped import load_shipped

if TYPE_CHECKING:
    from familievej.gate.actor import Actor

pytestmark = pytest.mark.django_db
AREAS = ("barnet", "foraeldre", "foraeldreskab", "familien", "omgivelser", "netvaerk", "behandling")
VIEW: dict[str, Any] = {
    "omraader__familiens_syn__barnet": "Han sover ikke",
    "kort__betyder_noget": "Ro om morgenen",
}


def _model() -> PracticeModel:
    return load_shipped("start").model


def _of_child(desk: Desk, **values: Any) -> dict[str, Any]:
    return {f"barnet__{field}@{desk.cast.child.pk}": value for field, value in values.items()}


def _field(name: str) -> Field:
    form = _model().form("udredning")
    assert form is not None
    return next(field for section in form.sections for field in section.fields if field.id == name)


def _suggested(*areas: str) -> str | None:
    option = suggested(_model(), _field("familietype"), set(areas))
    return option.id if option else None


@pytest.mark.parametrize(
    ("areas", "kind"),
    [
        ((), None),
        (("omgivelser",), "omgivelser"),
        (("omgivelser", "netvaerk"), "omgivelser"),
        (("barnet", "familien"), "barn-og-foraeldreskab"),
        (("behandling",), None),
        (("barnet", "omgivelser"), None),
        (AREAS[:-1], None),
        (AREAS, "mange-omraader"),
    ],
)
def test_a_kind_is_suggested_when_all_that_is_described_lies_in_its_areas(
    areas: tuple[str, ...], kind: str | None
) -> None:
    assert _suggested(*areas) == kind


def test_the_suggestion_says_why_and_nothing_is_chosen_before_a_person_does(
    desk: Desk, client: Client
) -> None:
    filling = desk.write(desk.begin("udredning"), omraader__familiens_syn__omgivelser="Vi skal ud den første")
    client.force_login(desk.cast.coordinator)
    url = reverse("forms:fill", args=[filling.family_id, filling.pk])
    said = client.get(url).content.decode()
    assert "Omgivelserne" in said
    assert "you choose together" in said
    assert "Tegnene siger ikke noget sikkert om en familie" in said
    assert not filling.answers.filter(field="familietype").exists()


def test_the_familys_view_and_the_professionals_stand_beside_each_other_area_by_area(
    desk: Desk, client: Client
) -> None:
    filling = desk.write(
        desk.begin("udredning"),
        **VIEW,
        omraader__fagligt_syn__barnet="Læreren ser ham træt",
        omraader__familiens_syn__netvaerk="Farmor",
    )
    client.force_login(desk.cast.coordinator)
    said = client.get(reverse("forms:read", args=[filling.family_id, filling.pk])).content.decode()
    rows = [" ".join(strip_tags(row).split()) for row in re.findall(r"(?s)<tr>.*?</tr>", said)]
    assert "Barnet Han sover ikke Læreren ser ham træt" in rows
    assert "Netværket Farmor –" in rows
    page = client.get(reverse("forms:fill", args=[filling.family_id, filling.pk])).content.decode()
    names = [name for name in re.findall(r'<textarea[^>]*name="omraader\.([^"]*)"', page) if "syn." in name]
    assert names[:2] == ["familiens-syn.barnet", "fagligt-syn.barnet"]
    assert len(names) == 2 * len(AREAS)


def _numbers(client: Client, desk: Desk, pk: object) -> dict[str, list[str]]:
    family = desk.cast.family.pk
    pages = {
        "fill": reverse("forms:fill", args=[family, pk]),
        "read": reverse("forms:read", args=[family, pk]),
        "finish": reverse("forms:finish", args=[family, pk]),
        "forms": reverse("forms:forms", args=[family]),
        "family": reverse("family:page", args=[family]),
        "versions": reverse("forms:versions", args=[family, "udredning"]),
    }
    found = {}
    for name, url in pages.items():
        said = with_late_parts(client, client.get(url)).content.decode()
        main = re.sub(r"(?s)<(script|style|title|svg).*?</\1>|\d\d[.:]\d\d", "", said.split("<main", 1)[-1])
        found[name] = sorted(re.findall(r"\d+", strip_tags(f"<main{main}")))
    return found


def test_the_same_numbers_stand_on_every_page_whether_little_or_everything_is_ticked(
    desk: Desk, client: Client
) -> None:
    """Whatever counted, ranked or scored the ticks would be another number when everything is ticked."""
    client.force_login(desk.cast.coordinator)
    filling = desk.write(desk.begin("udredning"), **VIEW, tegn__tegn=["fravaer"])
    few = _numbers(client, desk, filling.pk)
    signs = next(each for each in _model().lists if each.id == "tegn")
    every: dict[str, Any] = {f"omraader__familiens_syn__{area}": "Svært" for area in AREAS}
    every |= {f"omraader__fagligt_syn__{area}": "Svært" for area in AREAS}
    every["redskaber__kerneelementer"] = [each.id for each in _model().core_elements]
    desk.write(filling, **every, tegn__tegn=[sign.id for sign in signs.items])
    assert _numbers(client, desk, filling.pk) == few


def test_a_finished_assessment_is_what_the_gate_asked_for_and_a_sheet_of_worries_is_not(desk: Desk) -> None:
    actor = desk.cast.actor("coordinator")
    adopted = desk.course.adopted
    programme = adopted.model.programme("sammenhaengende-indsats") if adopted else None
    assert programme

    def met() -> bool:
        with acting(actor):
            return "assessment" in needs_met(actor, desk.course, timezone.localdate(), programme.gates)

    worries = desk.begin("tegn-paa-sikkerhed")
    desk.write(worries, **_of_child(desk, skal_ske="Han sover hos farmor to nætter"))
    desk.finish(worries)
    assert not met()
    filling = desk.write(desk.begin("udredning"), **VIEW)
    assert not met()
    desk.finish(filling)
    assert met()
    assert desk.begin("udredning").number == 2
    assert met()


def test_an_answer_that_is_hidden_from_somebody_is_hidden_in_the_next_version_too(desk: Desk) -> None:
    first = desk.write(desk.begin("udredning"), **VIEW, kort__i_vejen="Jens drikker")
    answer = first.answers.get(field="i-vejen")
    later = timezone.localdate() + dt.timedelta(days=90)
    access.restriction_set(
        actor=SYSTEM, record=answer, person=desk.cast.mother, reason="Sårbart", review_on=later
    )
    desk.finish(first)
    again = desk.begin("udredning")
    with acting(desk.cast.actor("parent")):
        seen = Answer.objects.visible_to(desk.cast.actor("parent")).filter(filling=again)
        assert set(seen.values_list("field", flat=True)) == {"betyder-noget"}


def _claim(desk: Desk) -> Claim:
    return actions.claim_add(
        actor=desk.cast.actor("coordinator"), course=desk.course, supposed="Uroen handler om pengene"
    )


def test_a_hypothesis_stays_open_on_the_familys_page_after_the_assessment_is_finished(
    desk: Desk, client: Client
) -> None:
    actor = desk.cast.actor("coordinator")
    with acting(actor):
        claim = _claim(desk)
    desk.finish(desk.write(desk.begin("udredning"), **VIEW))
    client.force_login(desk.cast.coordinator)
    page = reverse("family:page", args=[desk.cast.family.pk])
    assert "Uroen handler om pengene" in with_late_parts(client, client.get(page)).content.decode()
    with acting(actor):
        actions.claim_examine(
            actor=actor, claim=claim, verdict="denied", day=timezone.localdate(), found="Det var søvnen"
        )
    assert "Uroen handler om pengene" not in with_late_parts(client, client.get(page)).content.decode()
    assert "Det var søvnen" in client.get(reverse("forms:case", args=[desk.cast.family.pk])).content.decode()


def test_what_was_found_is_never_written_over(desk: Desk) -> None:
    actor, day = desk.cast.actor("coordinator"), timezone.localdate()
    with acting(actor):
        claim = _claim(desk)
        for _again in range(2):
            actions.claim_examine(actor=actor, claim=claim, verdict="denied", day=day, found="Søvnen")
        with pytest.raises(ValidationError, match="already"):
            actions.claim_examine(actor=actor, claim=claim, verdict="confirmed", day=day, found="Pengene")
    claim.refresh_from_db()
    assert (claim.verdict, claim.found) == ("denied", "Søvnen")


def test_whoever_may_not_write_notes_writes_down_no_hypothesis(desk: Desk) -> None:
    for who in ("colleague", "outsider", "parent", "leader"):
        actor = desk.cast.actor(who)
        with acting(actor), pytest.raises(NoAccess):
            actions.claim_add(actor=actor, course=desk.course, supposed="Uro")


@hypothesis_settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(["remind", "Han trives", "Han trives ikke"]), max_size=5))
def test_the_first_answer_to_a_statement_stands_and_then_nobody_is_reminded(
    desk: Desk, deeds: list[str]
) -> None:
    actor, day = desk.cast.actor("coordinator"), timezone.localdate()
    statement, first = _ask(desk, law()), ""
    for deed in deeds:
        with acting(actor):
            refused = _refused(actor, statement, deed, day)
        statement.refresh_from_db()
        assert refused == bool(first) if deed == "remind" else refused == (first not in {"", deed})
        first = first or ("" if deed == "remind" else deed)
        assert statement.answer == first


def _refused(actor: Actor, statement: Statement, deed: str, day: dt.date) -> bool:
    try:
        if deed == "remind":
            actions.statement_remind(actor=actor, statement=statement, day=day)
        else:
            actions.statement_receive(actor=actor, statement=statement, day=day, answer=deed)
    except ValidationError:
        return True
    return False


def _ask(desk: Desk, basis: Any, **more: Any) -> Statement:
    actor, today = desk.cast.actor("coordinator"), timezone.localdate()
    what = {
        "category": Category.SCHOOL,
        "partner": f"Lise, {desk.cast.other_unit.name}",
        "question": "Hvordan går det?",
        "person": desk.cast.child,
    }
    with acting(actor):
        return actions.statement_ask(
            actor=actor, course=desk.course, basis=basis, asked_on=today, due_on=today, **{**what, **more}
        )


def test_nobody_is_asked_without_an_open_consent_about_the_same_or_a_paragraph(desk: Desk) -> None:
    cast, today = desk.cast, timezone.localdate()
    karin = cast.actor("coordinator")
    with acting(karin):
        consent = access.consent_ask(
            actor=karin, family=cast.family, person=cast.child, categories=[Category.SCHOOL], purpose="Fælles plan",
            to=[To(unit=cast.other_unit)], starts=today, ends=today + dt.timedelta(days=90),
        )  # fmt: skip
    for basis in (None, consent):  # nobody has said yes yet
        with pytest.raises(ValidationError, match="does not allow"):
            _ask(desk, basis)
    for who, person in (("parent", cast.mother), ("other_parent", cast.father)):
        with acting(cast.actor(who)):
            access.consent_sign(actor=cast.actor(who), consent=consent, signer=person, answer="yes")
    with pytest.raises(ValidationError, match="speaks to") as wrong:
        _ask(desk, consent, partner="Naboen")
    assert list(wrong.value.message_dict) == ["partner"]
    assert "Fælles plan" in _ask(desk, consent).basis
    for other in ({"category": Category.HEALTH}, {"person": None}, {"person": cast.mother}):
        with pytest.raises(ValidationError, match="does not allow"):
            _ask(desk, consent, **other)
    ole = cast.actor("outsider")
    with acting(ole):
        assert Statement.objects.visible_to(ole).count() == 1
    with acting(cast.actor("other_parent")):
        access.consent_withdraw(actor=cast.actor("other_parent"), consent=consent, by=cast.father)
    with acting(ole):
        assert not Statement.objects.visible_to(ole).exists()


def test_a_statement_on_a_paragraph_is_a_disclosure_and_late_ones_come_up_on_today(desk: Desk) -> None:
    statement = _ask(desk, law())
    assert statement.basis == "barnets lov § 18"
    assert Disclosure.objects.get(outside=statement.partner).once
    actor = desk.cast.actor("coordinator")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with acting(actor):
        assert [line.overdue for line in lines(actor, tomorrow)] == [True]
        actions.statement_receive(actor=actor, statement=statement, day=timezone.localdate(), answer="Godt")
        assert list(lines(actor, tomorrow)) == []
