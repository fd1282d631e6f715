"""The pictures of the evidence: what is drawn, what stands in the table, and that both say the same."""

import re

import pytest

from migrainedays.reports.charts.intervals import Bar, Frame, draw_intervals
from migrainedays.reports.charts.lasting import Fall, LastingWords, draw_lasting
from migrainedays.reports.charts.palette import PALETTE

FRAME = Frame("% by then", "Here", "95 %", "First responses.", ("Session", "By then"), 0, 100, reference="Published")
BARS = (
    Bar("Session 1", 23, 5, 48, reference=49, cells=("23 %",)),
    Bar("Session 2", 42, 18, 68, reference=61, cells=("42 %",)),
)
WORDS = LastingWords(
    "% yet", "weeks", "Share", "95 %", "Left", "Ten patients.", ("Day", "n", "Came", "Left", "%", "95 %")
)
FALLS = (
    Fall(28, 1.0, 0.69, 1.0, 10, 0, 1),
    Fall(84, 0.6, 0.25, 0.83, 9, 4, 0),
    Fall(200, 0.6, 0.25, 0.83, 5, 0, 5),
)


def marks(svg: str, colour: str) -> int:
    """How many marks are painted in a colour."""
    return len(re.findall(rf'(?:fill|stroke)="{PALETTE[colour]}"', svg))


# -- estimates with their intervals ---------------------------------------------------------------------------
def test_each_bar_is_a_row_of_the_table() -> None:
    picture = draw_intervals(BARS, FRAME)
    assert picture.rows == (("Session 1", "23 %"), ("Session 2", "42 %"))
    assert (picture.header, picture.summary) == (("Session", "By then"), "First responses.")


def test_labels_and_axis_are_on_the_picture() -> None:
    svg = draw_intervals(BARS, FRAME).svg
    for text in ("Session 1", "Session 2", "% by then", "Here", "Published"):
        assert f">{text}<" in svg


def test_without_a_published_figure_there_is_no_line_and_no_key() -> None:
    bare = (Bar("Look 1", -1.4, -4.7, 2.5),)
    frame = Frame("days", "B minus A", "95 %", "Looks.", ("", ""), -6, 4, zero=True)
    svg = draw_intervals(bare, frame).svg
    assert ">Published<" not in svg
    assert marks(svg, "session") == 0
    assert marks(draw_intervals(BARS, FRAME).svg, "session") >= 2


def test_the_line_of_no_difference_is_drawn_where_it_is_asked_for() -> None:
    frame = Frame("days", "B minus A", "95 %", "Looks.", ("", ""), -6, 4, zero=True)
    assert "stroke-dasharray" in draw_intervals((Bar("Look 1", -1.4, -4.7, 2.5),), frame).svg


def test_a_phone_gets_a_narrower_picture() -> None:
    wide, narrow = (draw_intervals(BARS, FRAME, narrow=narrow).svg for narrow in (False, True))
    assert width(narrow) < 400 < width(wide)


def width(svg: str) -> float:
    found = re.search(r'<svg[^>]*\bwidth="([\d.]+)"', svg)
    assert found
    return float(found[1])


@pytest.mark.parametrize("picture", [draw_intervals(BARS, FRAME), draw_lasting(FALLS, WORDS)], ids=["bars", "falls"])
def test_colours_come_from_the_page(picture) -> None:
    assert "var(--chart-severe" in picture.inline
    assert 'aria-hidden="true"' in picture.inline


# -- a share that falls -----------------------------------------------------------------------------------------
def test_each_fall_is_a_row_with_its_counts() -> None:
    picture = draw_lasting(FALLS, WORDS)
    assert picture.rows == (
        ("28", "10", "0", "1", "100 %", "69–100 %"),
        ("84", "9", "4", "0", "60 %", "25–83 %"),
        ("200", "5", "0", "5", "60 %", "25–83 %"),
    )


def test_a_tick_stands_where_somebody_left_and_nowhere_else() -> None:
    key = 1
    with_ticks, without = (marks(draw_lasting(falls, WORDS).svg, "ink") for falls in (FALLS, (FALLS[1],)))
    assert with_ticks - without == 2
    assert without >= key


def test_the_curve_begins_with_everybody() -> None:
    svg = draw_lasting((FALLS[1],), WORDS).svg
    assert ">100<" in svg
    assert ">weeks<" in svg


def test_a_curve_without_an_event_is_one_line() -> None:
    picture = draw_lasting((FALLS[0],), WORDS)
    assert picture.rows[0][4] == "100 %"
