"""Made ready once, so that the first person does not wait for the drawing engine."""

import datetime as dt
from fractions import Fraction

from migrainedays.reports.charts.calendar import HeatDay, draw_calendar
from migrainedays.reports.charts.plot import Mark, Window, draw_course
from migrainedays.reports.charts.words import ENGLISH, Words
from migrainedays.windows import Span


def warm(words: Words = ENGLISH) -> None:
    """Declare and draw each picture once, small, in the words of those who will look at them."""
    span = Span.window(dt.date(2026, 1, 1))
    window = Window(span.first, span.last, 8, 8, 8, Fraction(8), 0, Fraction(4), Fraction(2))
    for narrow in (False, True):
        draw_course((window,), (Mark(span.first, "1"),), (), words, narrow=narrow)
    draw_calendar(tuple(HeatDay(on, "free") for on in span), words)
