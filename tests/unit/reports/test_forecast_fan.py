"""The fan over the diary: bands for what is to come, lines for what was, and the same numbers as a table."""

import datetime as dt
import re

import pytest

from migrainedays.reports.charts import Mark
from migrainedays.reports.charts.fan import Expected, FanWords, Lived, draw_fan
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.windows import DAY

FIRST = dt.date(2026, 1, 5)
WORDS = FanWords(
    axis="days in 28",
    lived="Diary",
    band="Eight in ten",
    middle="Middle",
    threshold="15 days",
    session="Session",
    summary="Headache days so far and to be expected.",
    header=("From", "To", "Per 28 days", "Entered", "Middle", "Eight in ten"),
    entered="{count} days",
)


def lived(place: int, rate: float, entered: int = 28) -> Lived:
    first = FIRST + 28 * place * DAY
    return Lived(first, first + 27 * DAY, rate, entered)


def expected(place: int, low: float, middle: float, high: float) -> Expected:
    first = FIRST + 28 * place * DAY
    return Expected(first, first + 27 * DAY, low, middle, high)


DIARY = (lived(0, 20.0), lived(1, 11.2, 25))
COMING = (expected(2, 4.0, 9.5, 16.0), expected(3, 4.5, 10.0, 17.0))
SESSIONS = (Mark(FIRST + 28 * DAY, "1"), Mark(FIRST + 112 * DAY, "(2)"))


def test_the_table_has_every_window_of_the_picture() -> None:
    found = draw_fan(DIARY, COMING, SESSIONS, 15, WORDS)
    assert found.header == WORDS.header
    assert found.rows == (
        ("2026-01-05", "2026-02-01", "20.0", "28 days", "", ""),
        ("2026-02-02", "2026-03-01", "11.2", "25 days", "", ""),
        ("2026-03-02", "2026-03-29", "", "", "9.5", "4.0–16.0"),
        ("2026-03-30", "2026-04-26", "", "", "10.0", "4.5–17.0"),
    )
    assert found.summary == WORDS.summary


def test_each_kind_of_mark_is_drawn_in_its_colour() -> None:
    svg = draw_fan(DIARY, COMING, SESSIONS, 15, WORDS).svg
    for name in ("bounds", "moderate", "severe", "session", "quiet"):
        assert f'"{PALETTE[name]}"' in svg, name


def test_the_heads_of_sessions_and_the_keys_are_words() -> None:
    svg = draw_fan(DIARY, COMING, SESSIONS, 15, WORDS).svg
    for word in ("1", "(2)", WORDS.lived, WORDS.band, WORDS.middle, WORDS.threshold, WORDS.session):
        assert f">{word}</text>" in svg, word


@pytest.mark.parametrize("narrow", [False, True])
def test_it_fits_a_desk_and_a_phone(narrow: bool) -> None:
    svg = draw_fan(DIARY, COMING, SESSIONS, 15, WORDS, narrow=narrow).svg
    [width] = re.findall(r'<svg[^>]* width="(\d+)"', svg)
    assert int(width) < (390 if narrow else 760)


def test_wider_bands_are_drawn_higher() -> None:
    near, far = (draw_fan((), (expected(0, low, 10.0, high),), (), 15, WORDS).svg for low, high in ((9, 11), (1, 27)))
    assert near != far


def test_without_a_diary_only_the_fan_is_drawn() -> None:
    found = draw_fan((), COMING, (), 15, WORDS)
    assert len(found.rows) == 2
    assert "<svg" in found.svg
