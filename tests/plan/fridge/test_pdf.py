# SPDX-License-Identifier: EUPL-1.2
"""The page on paper: read back from the PDF itself, by a PDF reader."""

from __future__ import annotations

import ctypes
import datetime as dt
import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from familievej.plan.fridge import Coordinator, FridgeGoal, FridgePlan, FridgeStep, Meeting, render, select

DAY = dt.date(2026, 4, 27)
A4 = (842, 595)  # points, lying down
FONTS = (settings.FAMILIEVEJ_FONTS,)
LONG = (
    "Jeg vil gerne have, at vi kan være sammen i weekenden uden at skændes om penge. Det er vigtigt for mig."
)

ordinary = FridgePlan(
    "Antons og mors plan",
    DAY,
    4,
    goals=(
        FridgeGoal(1, "Jeg vil i skole uden ondt i maven", "Anton", priority=1),
        FridgeGoal(2, "Vi vil spise sammen uden telefoner", priority=2),
    ),
    steps=(
        FridgeStep("Mor", "Ringer til lægen", dt.date(2026, 5, 5), goal=1),
        FridgeStep("Alle", "Spiser sammen", "hver søndag", goal=2),
    ),
    meeting=Meeting(dt.datetime(2026, 5, 12, 14, 30), "Biblioteket"),  # noqa: DTZ001 (local time, as people say it)
    coordinator=Coordinator("Karen Holm", "12 34 56 78"),
)


def paper(plan: FridgePlan, language: str = "da", fonts: tuple[Path, ...] = FONTS) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(render(select(plan), language, fonts))


def text_of(document: pypdfium2.PdfDocument) -> str:
    text: str = document[0].get_textpage().get_text_range()
    return " ".join(text.replace("\xad", "").replace("\ufffe", "").split())


def goals(*words: str) -> FridgePlan:
    return FridgePlan("Vores plan", DAY, 1, tuple(FridgeGoal(n, said) for n, said in enumerate(words)))


def tags(document: bytes) -> list[str]:
    def walk(element: Any) -> Iterator[str]:
        if isinstance(element, pikepdf.Array):
            for child in element:
                yield from walk(child)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                yield str(element.S)
            if "/K" in element:
                yield from walk(element.K)

    with pikepdf.open(io.BytesIO(document)) as pdf:
        return list(walk(pdf.Root.StructTreeRoot))


def test_the_page_says_everything_a_family_looks_for() -> None:
    text = text_of(paper(ordinary))
    for said in (
        "Antons og mors plan",
        "Anton: Jeg vil i skole uden ondt i maven",
        "Mor · tirsdag 5. maj Ringer til lægen",
        "Alle · hver søndag Spiser sammen",
        "tirsdag 12. maj",
        "14.30",
        "Biblioteket",
        "Karen Holm",
        "12 34 56 78",
    ):
        assert said in text


def test_english_says_days_and_hours_in_english() -> None:
    text = text_of(paper(ordinary, "en"))
    for said in (
        "What we want",
        "Next steps",
        "Tuesday 5 May",
        "Tuesday 12 May at 14:30",
        "As of Monday 27 April 2026",
    ):
        assert said in text


def test_a_day_far_away_has_its_year() -> None:
    plan = FridgePlan("", DAY, 1, steps=(FridgeStep("Mor", "Flytter", dt.date(2027, 5, 4)),))
    assert "Tuesday 4 May 2027" in text_of(paper(plan, "en"))


def test_an_empty_plan_is_a_page_too() -> None:
    text = text_of(paper(FridgePlan("  ", DAY, 1), "en"))
    for said in ("Our plan", "We write our goals here", "No day yet", "We do not have one yet"):
        assert said in text


def test_thirty_long_goals_are_one_page_that_says_what_is_missing() -> None:
    steps = tuple(FridgeStep("Mor", LONG, DAY, goal=n) for n in range(30))
    plan = FridgePlan("Vores plan", DAY, 1, tuple(FridgeGoal(n, LONG * 3) for n in range(30)), steps)
    page = paper(plan, "en")
    assert len(page) == 1
    assert re.search(r"… and 2\d more goals and 2\d more steps on the phone\.", text_of(page))


def test_what_select_chose_is_never_cut_again() -> None:
    """The estimate of ``choose`` and the page of ``fridge.typ`` agree on how much there is room for."""
    steps = tuple(FridgeStep("Anton", "Pakker selv sin taske", DAY + dt.timedelta(n)) for n in range(7))
    plan = FridgePlan(
        "Vores plan", DAY, 1, tuple(FridgeGoal(n, "Jeg vil sove om natten") for n in range(5)), steps
    )
    text = text_of(paper(plan))
    assert "…" not in text
    assert text.count("Pakker selv sin taske") == 7
    assert text.count("Jeg vil sove om natten") == 5


@given(
    st.lists(st.sampled_from([LONG, LONG[:75], LONG[:40], "Jeg vil sove"]), max_size=8),
    st.lists(st.sampled_from([LONG, LONG[:60], "Ringer til lægen"]), max_size=9),
    st.sampled_from(["Mor", "Sundhedsplejerske Annemette", ""]),
)
@hypothesis_settings(max_examples=40)
def test_danish_sentences_stand_on_the_page_as_they_were_chosen(
    words: list[str], whats: list[str], who: str
) -> None:
    plan = FridgePlan(
        "Vores plan",
        DAY,
        1,
        tuple(FridgeGoal(n, said, who) for n, said in enumerate(words)),
        tuple(FridgeStep(who, what, DAY + dt.timedelta(n)) for n, what in enumerate(whats)),
    )
    page = select(plan)
    text = text_of(pypdfium2.PdfDocument(render(page, "da", FONTS)))
    for goal in page.goals:
        assert goal.words in text
    for step in page.steps:
        assert step.what in text


@pytest.mark.parametrize("plan", [ordinary, goals(*[LONG * 3] * 30), goals("x" * 600)])
def test_goals_and_steps_are_never_under_twenty_points(plan: FridgePlan) -> None:
    page = paper(plan)[0]
    reader = page.get_textpage()
    sizes = {}
    for at in range(reader.count_chars()):
        left, bottom, _right, _top = reader.get_charbox(at)
        # Between the headings and the foot's line stand only goals and steps.
        if 120 < bottom < 490 and reader.get_text_range(at, 1).strip():
            sizes[round(left), round(bottom)] = pypdfium2.raw.FPDFText_GetFontSize(reader, at)
    assert sizes
    assert min(sizes.values()) >= 20


def test_there_is_room_for_a_magnet_and_for_drawings() -> None:
    picture = paper(ordinary)[0].render(scale=1, grayscale=True).to_pil()
    width, height = picture.size
    magnet = picture.crop((width - 150, 0, width, 65))
    drawing = picture.crop((40, height - 210, width - 40, height - 130))
    assert magnet.getextrema() == drawing.getextrema() == (255, 255)


def test_every_letter_is_dark_enough_without_colour() -> None:
    page = paper(ordinary)[0]
    reader = page.get_textpage()
    shades = set()
    for at in range(reader.count_chars()):
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        pypdfium2.raw.FPDFText_GetFillColor(reader, at, red, green, blue, alpha)
        shades.add(0.2126 * red.value + 0.7152 * green.value + 0.0722 * blue.value)
    # Grey 89 on white is a contrast of 7 to 1 (WCAG 2.2, 1.4.6).
    assert max(shades) <= 89


def test_the_file_declares_pdf_ua_its_title_and_its_language() -> None:
    for language in ("da", "en"):
        with pikepdf.open(io.BytesIO(render(select(ordinary), language, FONTS))) as pdf:
            assert str(pdf.Root.Lang) == language
            assert bool(pdf.Root.MarkInfo.Marked)
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            with pdf.open_metadata() as about:
                assert about["pdfuaid:part"] == "1"
                assert about["dc:title"] == "Antons og mors plan"


def test_a_screen_reader_finds_headings_lists_and_paragraphs() -> None:
    found = tags(render(select(ordinary), "da", FONTS))
    assert [tag for tag in found if tag.startswith("/H")] == ["/H1", "/H2", "/H2", "/H2", "/H2"]
    assert (found.count("/L"), found.count("/LI")) == (2, 4)
    assert "/P" in found
    assert found.index("/H1") < found.index("/L")


def test_every_font_is_in_the_file() -> None:
    with pikepdf.open(io.BytesIO(render(select(goals("Jeg vil بيت", "→ Привет")), "da", FONTS))) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert descriptors
        assert all("/FontFile2" in d or "/FontFile3" in d for d in descriptors)


@pytest.mark.parametrize(
    "words",
    [
        "#let x = *fed* _kursiv_ $a^2$ `kode` [a] <b> @c \\ // /* */ -- ~ \"citat\" 'en' = + - / {{ }} {% %}",
        '#panic() #sys.inputs #read("/etc/passwd")',
        "Zażółć gęślą jaźń",
        "Şişli'de çöp, ğ, İ",
        "Blåbærgrød på Ærø, Århus, Øresund, é, ü, ß",
    ],
)
def test_what_people_write_is_shown_as_it_stands(words: str) -> None:
    assert words in text_of(paper(goals(words), "en"))
    assert words[:30].strip() in text_of(paper(FridgePlan(words[:30], DAY, 1), "en"))


def test_arabic_is_set_from_the_right() -> None:
    text = text_of(paper(goals("أريد أن أنام"), "da"))
    assert "أريد" in text


def test_an_emoji_without_a_font_is_left_out_and_other_letters_are_marked() -> None:
    text = text_of(paper(goals("Fest 🎉👨‍👩‍👧 i dag", "漢字 her", "🎉"), "en"))
    assert "Fest i dag" in text
    assert "□□ her" in text
    assert text.count("□") == 3


def test_hidden_signs_cannot_turn_a_line_around() -> None:
    assert "abc def" in text_of(paper(goals("abc\u202e d\u200fef\x00\ud800"), "en"))


def test_without_font_folders_the_page_is_made_all_the_same(tmp_path: Path) -> None:
    for fonts in ((), (tmp_path,), (tmp_path / "missing",)):
        page = paper(ordinary, "da", fonts)
        assert len(page) == 1
        assert "Ringer til lægen" in text_of(page)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert render(select(ordinary), "da", FONTS) == render(select(ordinary), "da", FONTS)


def test_many_threads_may_print_at_once() -> None:
    plans = [goals(f"Mål nummer {n}") for n in range(12)]
    with ThreadPoolExecutor(6) as pool:
        texts = list(pool.map(lambda plan: text_of(pypdfium2.PdfDocument(plan)), pool.map(_printed, plans)))
    assert all(f"Mål nummer {n}" in text for n, text in enumerate(texts))


def _printed(plan: FridgePlan) -> bytes:
    return render(select(plan), "da", FONTS)


ANY = st.text(max_size=120) | st.text(
    alphabet="ﷺ𒐫W漢ក្⚽🏳️‍🌈\u0301\u200d\u202e\xad \t\n#*_$[]<>@\\`~=", max_size=60
)


@given(
    title=ANY,
    words=st.lists(ANY | st.text(min_size=300, max_size=600), max_size=6),
    names=ANY,
    when=st.none() | ANY | st.dates(),
    meeting=st.none() | st.datetimes() | st.dates(),
    language=st.sampled_from(["da", "en"]),
)
@hypothesis_settings(max_examples=60)
def test_whatever_is_written_it_is_one_a4_page(
    title: str,
    words: list[str],
    names: str,
    when: dt.date | str | None,
    meeting: dt.datetime | dt.date | None,
    language: str,
) -> None:
    plan = FridgePlan(
        title,
        DAY,
        1,
        tuple(FridgeGoal(n, said, names) for n, said in enumerate(words)),
        tuple(FridgeStep(names, said, when) for said in words),
        Meeting(meeting, names) if meeting else None,
        Coordinator(names, title),
    )
    page = paper(plan, language)
    assert len(page) == 1
    assert tuple(map(round, page[0].get_size())) == A4
