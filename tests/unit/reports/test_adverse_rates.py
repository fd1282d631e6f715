"""Rates as a picture: what is drawn is what the table says, and what is not known has no mark."""

from xml.etree import ElementTree as ET

import pytest

from migrainedays.reports.charts.rates import Line, Whisker, draw_rates, percent

KNOWN = Whisker("Ptosis", "version 1", 0.25, 0.0889, 0.5323, 3, 12)
NONE = Whisker("Ptosis", "version 2", 0.0, 0.0, 0.1611, 0, 20)
UNKNOWN = Whisker("Ptosis", "version 3", None, 0.0, 1.0, 0, 0)
PUBLISHED = Line("Ptosis", 18 / 716, "COMPEL")
ELSEWHERE = Line("Neck pain", 29 / 716, "COMPEL")


def shapes(picture, colour):
    """How many marks have a colour, those of the key left out."""
    svg = ET.fromstring(picture.svg)
    return [node for node in svg.iter() if colour in (node.get("fill"), node.get("stroke"))]


def test_each_rate_is_a_row_of_the_table():
    picture = draw_rates((KNOWN, NONE, UNKNOWN), (PUBLISHED, ELSEWHERE))
    assert picture.rows == (
        ("Ptosis", "version 1", "3", "12", "25 %", "8.9 % to 53 %", "2.5 % COMPEL"),
        ("Ptosis", "version 2", "0", "20", "0 %", "0 % to 16 %", "2.5 % COMPEL"),
        ("Ptosis", "version 3", "0", "0", "–", "–", "2.5 % COMPEL"),
    )
    assert len(picture.header) == len(picture.rows[0])
    assert picture.summary == "2 rates with 95 % intervals; 1 of which nothing is known; 2 published shares."


def test_the_picture_is_drawn_and_names_each_rate():
    svg = draw_rates((KNOWN, UNKNOWN), (PUBLISHED,)).svg
    ET.fromstring(svg)
    assert "Ptosis · version 1: 3 of 12" in svg
    assert "Ptosis · version 3: not known" in svg
    assert "Published, share of patients" in svg


def test_what_is_not_known_has_no_mark():
    with_it, alone = draw_rates((KNOWN, UNKNOWN)), draw_rates((KNOWN,))
    assert len(shapes(with_it, "#5a2f69")) == len(shapes(alone, "#5a2f69"))


def test_without_anything_published_the_key_does_not_speak_of_it():
    assert "Published" not in draw_rates((KNOWN,)).svg


def test_a_share_published_of_another_event_is_not_drawn():
    assert len(shapes(draw_rates((KNOWN,), (ELSEWHERE,)), "#a8481f")) == 1  # the key alone
    assert len(shapes(draw_rates((KNOWN,), (PUBLISHED,)), "#a8481f")) == 2


@pytest.mark.parametrize("high", [0.03, 0.09, 0.31, 0.55, 0.75, 1.0])
def test_the_axis_holds_the_whole_interval(high):
    picture = draw_rates((Whisker("x", "y", high / 2, 0.0, high, 1, 2),))
    numbers = [float(text.rstrip("%")) for text in texts(picture) if text.endswith("%") and " " not in text]
    assert max(numbers) >= 100 * high


def texts(picture):
    return [node.text for node in ET.fromstring(picture.svg).iter() if node.tag.endswith("text") and node.text]


def test_nothing_at_all_is_still_a_picture():
    picture = draw_rates(())
    ET.fromstring(picture.svg)
    assert picture.rows == ()


def test_a_narrow_one_says_the_same():
    assert draw_rates((KNOWN,), narrow=True).rows == draw_rates((KNOWN,)).rows


def test_on_a_page_it_takes_the_colours_of_the_page():
    assert "var(--chart-severe" in draw_rates((KNOWN,)).inline


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, "–"), (0, "0 %"), (0.004, "0.4 %"), (0.0999, "10.0 %"), (0.1, "10 %"), (0.255, "26 %"), (1, "100 %")],
)
def test_small_shares_have_one_decimal(share, said):
    assert percent(share) == said
