"""Pictures: each mark for one meaning, missing never drawn as headache-free, the same numbers as a table."""

import datetime as dt
import itertools
import re
from fractions import Fraction
from pathlib import Path

import pytest

import migrainedays
from migrainedays.diary import Diary, DiaryDay, Intake
from migrainedays.reports.charts import (
    ENGLISH,
    HeatDay,
    Mark,
    Window,
    Words,
    draw_calendar,
    draw_course,
    heat_days,
    warm,
)
from migrainedays.reports.charts.palette import PALETTE, themed
from migrainedays.reports.charts.plot import _runs, rounded
from migrainedays.windows import DAY, Span

FIRST = dt.date(2026, 1, 1)
TOKENS = Path(migrainedays.__file__).parent / "clinic" / "web" / "static" / "css" / "tokens.css"


def day(number, **cells):
    return DiaryDay(patient="1", date=FIRST + DAY * number, **cells)


def marks(svg, colour):
    """How many marks are filled or stroked in a colour of the palette, the one in the key not counted."""
    return len(re.findall(rf'(?:fill|stroke)="{PALETTE[colour]}"', svg.split("role-mark concat_1")[0]))


def calendar(*states, **other):
    return draw_calendar(tuple(HeatDay(FIRST + DAY * n, state, **other) for n, state in enumerate(states)))


@pytest.mark.parametrize(
    ("entered", "state"),
    [
        ({"headache": False}, "free"),
        ({"headache": True}, "unknown"),
        ({"headache": True, "peak": 0}, "unknown"),
        ({"headache": True, "peak": 1}, "mild"),
        ({"headache": True, "peak": 2}, "moderate"),
        ({"headache": True, "peak": 3}, "severe"),
        ({"minutes": 30}, "unknown"),
        ({"peak": 3}, "severe"),
        ({}, "unsaid"),
    ],
)
def test_an_entered_day_has_one_state(entered, state):
    (found,) = heat_days(Diary(days=(day(0, **entered),)), Span(FIRST, FIRST))
    assert found.state == state


def test_a_day_without_an_entry_is_missing_and_never_free():
    found = heat_days(Diary(days=(day(0, headache=False), day(2, headache=False))), Span.window(FIRST, 3))
    assert [one.state for one in found] == ["free", "missing", "free"]


def test_acute_drugs_and_sessions_stand_on_their_day():
    intakes = (
        Intake(patient="1", date=FIRST, drug="sumatriptan"),
        Intake(patient="1", date=FIRST + DAY, drug="topiramate", purpose="preventive"),
    )
    found = heat_days(Diary(intakes=intakes), Span.window(FIRST, 2), [(FIRST + DAY, "1")])
    assert [(one.drug, one.session) for one in found] == [(True, ""), (False, "1")]


def test_each_state_has_its_own_mark():
    plain = calendar("free", "free", "free", "free").svg
    for state in ("mild", "moderate", "severe"):
        assert marks(calendar("free", state, state, "free").svg, state) == marks(plain, state) + 2
    assert marks(calendar("free", "missing", "free", "free").svg, "missing") == marks(plain, "missing") + 2
    assert marks(calendar("free", "missing").svg, "free") == marks(calendar("free", "free").svg, "free") - 1


def test_a_drug_is_a_dot_and_a_session_a_frame():
    days = [
        HeatDay(FIRST, "free"),
        HeatDay(FIRST + DAY, "free", drug=True),
        HeatDay(FIRST + 2 * DAY, "free", session="1"),
    ]
    plain = draw_calendar((HeatDay(FIRST, "free"), HeatDay(FIRST + DAY, "free"), HeatDay(FIRST + 2 * DAY, "free"))).svg
    drawn = draw_calendar(tuple(days)).svg
    for colour in ("drug", "session"):
        assert marks(drawn, colour) == marks(plain, colour) + 1


def test_the_calendar_says_in_words_and_in_a_table_what_it_shows():
    states = ["severe", "moderate", "mild", "unknown", "free", "missing", "unsaid"]
    picture = calendar(*states)
    assert picture.summary == (
        "Diary by day from 2026-01-01 to 2026-01-07: headache on 4 of 6 days entered, 1 not entered."
    )
    assert picture.header == ("Month", "Headache", "Severe", "Moderate", "Mild", "Entered", "Not entered")
    assert picture.rows == (("Jan 2026", "4", "1", "1", "1", "6", "1"),)


def test_the_calendar_has_a_row_a_month_in_their_order():
    picture = draw_calendar(tuple(HeatDay(FIRST + DAY * n, "free") for n in range(90)))
    assert [row[0] for row in picture.rows] == ["Jan 2026", "Feb 2026", "Mar 2026"]
    places = [picture.svg.index(f">{name}<") for name in ("Jan 2026", "Feb 2026", "Mar 2026")]
    assert places == sorted(places)
    assert ">0/28<" in picture.svg  # February: no headache day of 28 entered


def window(number, observed, missing=0, rate=True):
    span = Span.window(FIRST + DAY * 28 * number)
    share = Fraction(observed * 28, 28 - missing) if rate else None
    return Window(span.first, span.last, observed, observed, observed + missing, share, missing)


def test_the_course_has_its_bounds_and_its_rate_as_a_table():
    picture = draw_course((window(0, 20, 4), window(1, 9)), (Mark(FIRST + DAY * 28, "1"),))
    assert picture.rows == (
        ("2026-01-01", "2026-01-28", "20", "20–24", "23.3", "4"),
        ("2026-01-29", "2026-02-25", "9", "9", "9.0", "0"),
    )
    assert picture.summary == "Headache days in windows of 28 days. Windows: 2; sessions: 1."


def test_a_window_with_too_little_has_bounds_and_no_rate():
    picture = draw_course((window(0, 3, 20, rate=False),))
    assert picture.rows[0][3:5] == ("3–23", "too little entered")
    assert marks(picture.svg, "bounds") > 0
    assert marks(picture.svg, "severe") < marks(draw_course((window(0, 3, 20),)).svg, "severe")


def test_sessions_and_missing_days_are_drawn():
    bare = draw_course((window(0, 5),)).svg
    drawn = draw_course((window(0, 5),), (Mark(FIRST, "1"), Mark(FIRST + DAY * 9, "2")), (FIRST, FIRST + DAY)).svg
    assert marks(drawn, "session") == marks(bare, "session") + 4  # a line and a number each
    assert marks(drawn, "missing") == marks(bare, "missing") + 1  # two days in a row are one strip


def test_days_with_acute_drugs_are_named_only_where_they_were_asked():
    asked = Window(FIRST, FIRST + DAY * 27, 5, 5, 5, Fraction(5), 0, acute=Fraction(3))
    assert "Days with acute drugs" in draw_course((asked,)).svg
    assert "Days with acute drugs" not in draw_course((window(0, 5),)).svg


def test_runs_are_consecutive_days():
    days = [FIRST + DAY * n for n in (0, 1, 2, 5, 7, 8)]
    assert [((last - first).days + 1) for first, last in _runs(days)] == [3, 1, 2]


def test_the_same_picture_is_drawn_once_whatever_object_asks():
    assert calendar("free", "mild") is calendar("free", "mild")
    assert draw_course((window(0, 5),)) is draw_course((window(0, 5),))


def test_a_narrow_course_is_narrower():
    widths = [
        int(re.search(r'width="(\d+)"', draw_course((window(0, 5),), narrow=narrow).svg).group(1))
        for narrow in (False, True)
    ]
    assert widths[1] < 400 < widths[0]


def test_words_can_be_another_language():
    french = Words(months=("janv.", *ENGLISH.months[1:]), severe="Forte", free="Sans mal de tête")
    picture = draw_calendar((HeatDay(FIRST, "severe"),), french)
    assert "janv. 2026" in picture.svg
    assert "Forte" in picture.svg


def test_no_picture_needs_a_style_that_a_strict_page_forbids():
    for picture in (calendar("free", "missing", "severe"), draw_course((window(0, 5, 2),))):
        assert "style=" not in picture.svg
        assert "<style" not in picture.svg
        assert "<script" not in picture.svg
        assert 'aria-hidden="true"' in picture.inline


def test_a_page_gives_every_colour_light_as_on_paper_and_dark():
    css = TOKENS.read_text(encoding="utf-8")
    for name, colour in PALETTE.items():
        light, dark = re.search(rf"--chart-{name}: light-dark\((#\w+), (#\w+)\)", css).groups()
        assert light == colour
        assert dark != light


def test_every_colour_of_a_picture_is_one_of_the_palette():
    inline = draw_course((window(0, 5, 2),), (Mark(FIRST, "1"),), (FIRST,)).inline + calendar("mild", "missing").inline
    bare = set(re.findall(r'(?:fill|stroke)="(#\w+)"', inline))
    assert bare == set()
    assert themed('fill="none"') == 'fill="none"'


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_severity_is_a_ladder_of_lightness_so_that_hue_is_not_needed():
    steps = [luminance(PALETTE[name]) for name in ("free", "mild", "moderate", "severe")]
    ratios = [(high + 0.05) / (low + 0.05) for high, low in itertools.pairwise(steps)]
    assert all(ratio > 1.3 for ratio in ratios)


def test_warming_draws_every_picture():
    warm()
    assert rounded(None) == "–"
