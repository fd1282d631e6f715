"""What a picture must not lose: shape and pattern beside colour, one day or none, and the numbers of its table."""

import datetime as dt
import re
from fractions import Fraction

import pytest

from migrainedays.diary import Diary, DiaryDay
from migrainedays.reports.charts import HeatDay, Mark, Picture, Window, draw_calendar, draw_course, heat_days
from migrainedays.reports.charts.calendar import HATCH, SHAPE, SIZE, _data
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.words import ENGLISH
from migrainedays.windows import DAY, Span

FIRST = dt.date(2026, 1, 1)
STATES = ("free", "mild", "moderate", "severe", "unknown", "missing", "unsaid")


def grid(*states: str) -> str:
    """The marks of a calendar, its words and every colour taken out: what is seen where no hue is."""
    picture = draw_calendar(tuple(HeatDay(FIRST + DAY * n, state) for n, state in enumerate(states)))
    return re.sub(r"#[0-9a-f]{6}|<text.*?</text>", "", picture.svg.split("role-mark concat_1")[0])


def test_states_differ_where_no_colour_is_seen() -> None:
    answered = [state for state in STATES if state != "unsaid"]
    drawn = {state: grid(state) for state in answered}
    assert len(set(drawn.values())) == len(answered)


def test_a_day_that_was_not_answered_is_drawn_as_one_that_is_missing() -> None:
    assert grid("unsaid") == grid("missing") != grid("free")


def test_worse_pain_is_a_larger_mark_and_unknown_pain_another_shape() -> None:
    assert SIZE["mild"] < SIZE["moderate"] < SIZE["severe"]
    assert SHAPE == {"unknown": "diamond"}
    assert HATCH.count("L") == 3, "three strokes that no other mark has"


def test_the_key_names_each_mark_of_the_calendar() -> None:
    picture = draw_calendar((HeatDay(FIRST, "free"),))
    _, _, key = picture.svg.partition("role-mark concat_1")
    words = [ENGLISH.severe, ENGLISH.moderate, ENGLISH.mild, ENGLISH.free, ENGLISH.missing, ENGLISH.drug]
    assert all(f">{word}</text>" in picture.svg for word in words)
    assert all(PALETTE[name] in key for name in ("severe", "moderate", "mild", "free", "missing", "drug", "session"))


# -- one day, and none -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "numbers"),
    [
        ("free", ("0", "0", "0", "0", "1", "0")),
        ("mild", ("1", "0", "0", "1", "1", "0")),
        ("moderate", ("1", "0", "1", "0", "1", "0")),
        ("severe", ("1", "1", "0", "0", "1", "0")),
        ("unknown", ("1", "0", "0", "0", "1", "0")),
        ("unsaid", ("0", "0", "0", "0", "1", "0")),
        ("missing", ("0", "0", "0", "0", "0", "1")),
    ],
)
def test_a_calendar_of_one_day_counts_that_day_alone(state: str, numbers: tuple[str, ...]) -> None:
    picture = draw_calendar((HeatDay(FIRST, state),))
    assert picture.rows == (("Jan 2026", *numbers),)
    headache, entered, missing = numbers[0], numbers[4], numbers[5]
    assert picture.summary == (
        f"Diary by day from 2026-01-01 to 2026-01-01: headache on {headache} of {entered} days entered, "
        f"{missing} not entered."
    )
    assert f">{headache}/{entered}</text>" in picture.svg


def test_an_empty_diary_is_a_calendar_of_missing_days() -> None:
    days = heat_days(Diary(), Span.window(FIRST))
    assert {day.state for day in days} == {"missing"}
    assert draw_calendar(days).rows == (("Jan 2026", "0", "0", "0", "0", "0", "28"),)


def test_a_course_without_windows_has_an_empty_table() -> None:
    picture = draw_course(())
    assert picture.rows == ()
    assert picture.summary == "Headache days in windows of 28 days. Windows: 0; sessions: 0."
    assert picture.svg.startswith("<svg")


def test_a_course_of_one_window_in_which_nothing_was_entered_shows_only_what_is_possible() -> None:
    window = Window(FIRST, FIRST + 27 * DAY, 0, 0, 28, None, 28)
    picture = draw_course((window,), missing=tuple(window.first + DAY * n for n in range(28)))
    assert picture.rows == (("2026-01-01", "2026-01-28", "0", "0–28", "too little entered", "28"),)
    drawn = picture.svg.split("role-mark concat_1")[0]
    assert PALETTE["bounds"] in drawn
    assert PALETTE["severe"] not in drawn, "no rate may be drawn where none can be said"


# -- the table is the picture's data -----------------------------------------------------------------------
def test_the_calendars_table_adds_up_to_what_is_drawn() -> None:
    diary = Diary(
        days=tuple(
            DiaryDay(patient="1", date=FIRST + DAY * n, headache=n % 3 == 0, peak=1 + n % 3 if n % 3 == 0 else None)
            for n in range(0, 90, 2)
        )
    )
    days = heat_days(diary, Span.window(FIRST, 90))
    picture, data = draw_calendar(days), _data(days, ENGLISH)
    for number, row in enumerate(picture.rows):
        cells = [cell["state"] for cell in data["days"] if cell["row"] == number]
        assert row[0] == data["months"][number]["name"]
        assert [int(cell) for cell in row[1:]] == [
            sum(state in SIZE for state in cells),
            *(cells.count(state) for state in ("severe", "moderate", "mild")),
            len(cells) - cells.count("missing"),
            cells.count("missing"),
        ]
        assert data["months"][number]["total"] == f"{row[1]}/{row[5]}"
    assert sum(int(row[5]) + int(row[6]) for row in picture.rows) == 90


def course() -> Picture:
    windows = (
        Window(FIRST, FIRST + 27 * DAY, 20, 20, 20, Fraction(20), 0, Fraction(9), Fraction(12)),
        Window(FIRST + 28 * DAY, FIRST + 55 * DAY, 7, 7, 12, Fraction(28 * 7, 23), 5),
    )
    return draw_course(windows, (Mark(FIRST + 28 * DAY, "1"),), (FIRST + 40 * DAY,))


def test_the_courses_table_has_a_row_a_window_with_bounds_rate_and_missing_days() -> None:
    picture = course()
    assert picture.header == (
        "From", "To", "Headache days", "Possible, with what is missing", "Per 28 days", "Not entered",
    )  # fmt: skip
    assert picture.rows == (
        ("2026-01-01", "2026-01-28", "20", "20", "20.0", "0"),
        ("2026-01-29", "2026-02-25", "7", "7–12", "8.5", "5"),
    )
    assert picture.summary == "Headache days in windows of 28 days. Windows: 2; sessions: 1."


def test_acute_drugs_are_in_the_key_only_where_they_are_drawn() -> None:
    bare = draw_course((Window(FIRST, FIRST + 27 * DAY, 3, 3, 3, Fraction(3), 0),))
    assert ENGLISH.acute_drug_days in course().svg
    assert ENGLISH.acute_drug_days not in bare.svg
