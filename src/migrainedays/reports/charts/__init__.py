"""Pictures of a course, declared once: an SVG for the eye and the same numbers as a table for everybody."""

from migrainedays.reports.charts.calendar import HeatDay, draw_calendar, heat_days
from migrainedays.reports.charts.course import course_picture, marks
from migrainedays.reports.charts.picture import Picture
from migrainedays.reports.charts.plot import Mark, Window, draw_course
from migrainedays.reports.charts.warming import warm
from migrainedays.reports.charts.words import ENGLISH, Words

__all__ = [
    "ENGLISH",
    "HeatDay",
    "Mark",
    "Picture",
    "Window",
    "Words",
    "course_picture",
    "draw_calendar",
    "draw_course",
    "heat_days",
    "marks",
    "warm",
]
