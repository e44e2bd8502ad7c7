# SPDX-License-Identifier: EUPL-1.2
"""The components say what they must to eyes, ears and keyboards."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from familievej.base.dayfield import DanishDateField, DayInput


class _Form(forms.Form):
    words = forms.CharField(label="Goal", help_text="In your own words.", widget=forms.Textarea)
    due = DanishDateField(label="When", required=False, lean="future")
    who = forms.ChoiceField(label="Who", choices=[("a", "Mother"), ("b", "All")], widget=forms.RadioSelect)
    seen = forms.BooleanField(label="Seen", required=False)


def _draw(template: str, **context: Any) -> str:
    request = context.get("request") or RequestFactory().get("/")
    with translation.override("en"):
        return Template("{% load fv %}" + template).render(RequestContext(request, context))


def test_label_hint_and_message_are_tied_to_the_control() -> None:
    form = _Form({"words": "", "due": "31/4", "who": "a"})
    drawn = _draw("{% fv_field form.words %}", form=form)
    assert '<label class="form-label" for="id_words">' in drawn
    assert 'aria-describedby="id_words-hint id_words-error"' in drawn
    assert 'id="id_words-hint"' in drawn
    assert 'id="id_words-error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_the_summary_of_errors_links_to_each_field_and_says_what_to_mend() -> None:
    drawn = _draw("{% fv_errors form %}", form=_Form({"words": "", "due": "31/4", "who": ""}))
    assert "3 things must be mended" in drawn
    assert '<a href="#id_words">' in drawn
    assert '<a href="#id_who_0">' in drawn
    assert "When: There is no day 31 in month 4." in drawn
    assert 'tabindex="-1"' in drawn


def test_what_was_typed_wrongly_is_still_there() -> None:
    assert 'value="31/4"' in _draw("{% fv_field form.due %}", form=_Form({"due": "31/4"}))


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    drawn = _draw("{% fv_field form.who %}", form=_Form())
    assert "<fieldset" in drawn
    assert "<legend" in drawn
    assert '<label class="form-label" for="id_who_1">All</label>' in drawn


def test_a_field_that_may_be_left_out_says_so() -> None:
    assert "(optional)" in _draw("{% fv_field form.due %}", form=_Form())
    assert "(optional)" not in _draw("{% fv_field form.words %}", form=_Form())


def test_a_misspelt_field_is_found_at_once() -> None:
    with pytest.raises(TypeError, match="check the field's name"):
        _draw("{% fv_field form.wordz %}", form=_Form())


def test_days_are_said_as_people_say_them() -> None:
    year = timezone.localdate().year
    day = dt.date(year, 5, 3)
    with translation.override("da"):
        drawn = Template("{% load fv %}{{ day|fv_day }}|{{ old|fv_day_short }}|{{ none|fv_day }}").render(
            Context({"day": day, "old": dt.date(2019, 5, 3), "none": None})
        )
    assert f'<time datetime="{year}-05-03">' in drawn
    assert "dag 3. maj</time>|" in drawn
    assert "3. maj 2019</time>|" in drawn


def test_a_moment_is_said_in_local_time() -> None:
    moment = dt.datetime(2019, 7, 1, 22, 30, tzinfo=dt.UTC)
    assert "Tuesday 2 July 2019 at 00:30" in _draw("{{ moment|fv_moment }}", moment=moment)


def test_paging_and_sorting_keep_the_filter(rf: RequestFactory) -> None:
    request = rf.get("/families/?q=s%C3%B8ren&page=2&sort=name")
    page = Paginator(range(30), 10).get_page(2)
    drawn = _draw("{% fv_paging page %}{% fv_sort_th 'name' 'Name' %}", request=request, page=page)
    assert "?q=s%C3%B8ren&amp;page=3&amp;sort=name" in drawn
    assert 'aria-sort="ascending"' in drawn
    assert "?q=s%C3%B8ren&amp;sort=-name" in drawn


def test_one_page_needs_no_paging(rf: RequestFactory) -> None:
    page = Paginator(range(3), 10).get_page(1)
    assert "<nav" not in _draw("{% fv_paging page %}", request=rf.get("/"), page=page)


def test_a_term_without_a_value_is_left_out() -> None:
    drawn = _draw("{% fv_terms pairs %}", pairs=[("Phone", "05 55"), ("Interpreter", "")])
    assert "<dt>Phone</dt>" in drawn
    assert "Interpreter" not in drawn


def test_blocks_carry_their_content_and_escape_their_titles() -> None:
    drawn = _draw("{% fv_panel title id='plan' %}<p>{{ text }}</p>{% endfv_panel %}", title="<b>", text="<i>")
    assert 'aria-labelledby="plan-title"' in drawn
    assert "&lt;b&gt;" in drawn
    assert "<p>&lt;i&gt;</p>" in drawn


def test_red_is_only_for_what_somebody_must_do() -> None:
    assert "fv-status-act" in _draw("{% fv_status 'Overdue' 'act' %}")
    with pytest.raises(ValueError, match="plain, good, wait or act"):
        _draw("{% fv_status 'Overdue' 'red' %}")


def test_the_reason_for_seeing_is_one_press_away() -> None:
    drawn = _draw("{% fv_basis sentence %}", sentence="You coordinate the family.")
    assert "<summary>Why can I see this?</summary>" in drawn
    assert "<details" not in _draw("{% fv_basis '' %}")


class TestDayField:
    """A day in a form."""

    def test_it_takes_what_people_write_and_gives_it_back_the_same(self) -> None:
        field = DanishDateField(lean="future")
        assert field.clean("3/5-2026") == dt.date(2026, 5, 3)
        assert DayInput().format_value(dt.date(2026, 5, 3)) == "3/5-2026"

    def test_the_same_day_written_another_way_is_no_change(self) -> None:
        field = DanishDateField()
        assert not field.has_changed(dt.date(2026, 5, 3), "3. maj 2026")
        assert field.has_changed(dt.date(2026, 5, 3), "4/5-2026")
        assert field.has_changed(dt.date(2026, 5, 3), "in a while")

    def test_a_missing_day_asks_for_one(self) -> None:
        with translation.override("en"), pytest.raises(forms.ValidationError, match="Write the day"):
            DanishDateField().clean(" ")
        assert DanishDateField(required=False).clean("") is None
