"""The pain areas of the diary under a session's map: the 28 days before it, with their table, never without dates."""

import re

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions
from migrainedays.diary import DiaryDay
from migrainedays.treatment import Session
from migrainedays.windows import Span
from tests.web.treatment.conftest import ON, dt, sheet_of
from tests.web.treatment.test_chart_page import PREEMPT, now, ready  # noqa: F401 - fixtures by their names
from tests.web.treatment.test_signing import answers


@pytest.fixture
def marked(physician, ready):  # noqa: F811
    """Pain at the left temple on five days of the last 28, at the neck on one, and at the vertex long before."""
    where = {1: ("temple_left",), 2: ("temple_left", "neck_middle"), 3: ("temple_left",), 20: ("temple_left",)}
    where |= {28: ("temple_left",), 29: ("vertex_right",)}
    for ago, areas in where.items():
        date = ON - dt.timedelta(days=ago)
        day = DiaryDay(patient="Dora", date=date, headache=True, pain_areas=areas)
        if ago <= 28:
            actions.diary.correct(patient=ready, entry=day, revision=1, by=physician)
        else:
            actions.diary.record(patient=ready, entries=[day], by=physician)
    return ready


def chart_page(screen, patient, **query):
    return screen.get(reverse("session-chart", args=[patient]), data=query).content.decode()


def table(body):
    return re.findall(r'<tr><th scope="row">([^<]*)</th><td class="num">(\d+)</td></tr>', body)


def test_the_charting_page_has_the_layer_its_dates_and_its_table(screen, marked):
    body = chart_page(screen, marked)
    assert "Show where it hurt, 26 Oct 2026 to 22 Nov 2026" in body
    assert ("temple, patient&#x27;s LEFT", "5") in table(body)
    assert ("neck, midline", "1") in table(body)
    assert not any("top of the head" in area for area, _ in table(body))
    assert "28 of 28 days are entered" in body
    assert "on 5 of them somebody marked where" in body
    assert ">5 d</text>" in body


def test_the_toggle_needs_no_script(screen, marked):
    body = chart_page(screen, marked)
    assert re.search(r'<input type="checkbox" class="pain-shown" checked>', body)
    assert body.index("pain-shown") < body.index('class="maps"')


def test_without_a_marked_area_there_is_no_layer(screen, ready):  # noqa: F811
    body = chart_page(screen, ready)
    assert "where it hurt" not in body
    assert "pain-days" not in body


def test_a_late_record_looks_at_the_days_before_its_own(screen, marked):
    body = chart_page(screen, marked, on=str(ON - dt.timedelta(days=2)))
    assert "24 Oct 2026 to 20 Nov 2026" in body
    assert ("top of the head, patient&#x27;s RIGHT", "1") in table(body)
    assert ("temple, patient&#x27;s LEFT", "3") in table(body)


def test_the_sheet_of_a_session_has_it_too(screen, physician, marked):
    actions.health.record(patient=marked, values=answers(), by=physician)
    actions.charting.record(patient=marked, sheet=sheet_of(PREEMPT), reasons={}, by=physician)
    body = screen.get(reverse("session-sheet", args=[marked, 1])).content.decode()
    assert "26 Oct 2026 to 22 Nov 2026" in body
    assert ("temple, patient&#x27;s LEFT", "5") in table(body)
    assert ">5 d</text>" in body


def test_a_session_elsewhere_without_a_day_has_none(screen, physician, marked):
    told = Session(patient="Dora", session=0, date=Span.read("2024"), place="Hill")
    actions.treatment.record(patient=marked, session=told, by=physician)
    address = reverse("session-sheet", args=[marked, 1]).replace("/1/", "/0/")
    assert "where it hurt" not in screen.get(address).content.decode()
