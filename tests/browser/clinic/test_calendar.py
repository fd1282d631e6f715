"""Booking from a proposal, moving and cancelling with a mouse and a keyboard; axe finds nothing on the way."""

import datetime as dt
from uuid import UUID

import pytest
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.scheduling import WEEKDAYS, Room, WorkingHours
from migrainedays.treatment import Person, Session
from migrainedays.windows import Span
from tests.browser.clinic.conftest import sign_in
from tests.browser.clinic.test_access import AXE, FOUND, LOOKS, faults


@pytest.fixture
def dora(physician):
    """Dora, treated 80 days ago, in a clinic with two rooms that is open every day."""
    for room in ("East", "West"):
        actions.scheduling.keep_room(room=Room(room=room, in_use=True), by=physician)
    hours = [WorkingHours(weekday=weekday, opens=9 * 60, closes=17 * 60) for weekday in WEEKDAYS]
    actions.scheduling.keep_hours(hours=hours, by=physician)
    dora = actions.patients.add(person=Person(patient="Dora", zone="America/Sao_Paulo"), by=physician)
    on = timezone.localdate() - dt.timedelta(days=80)
    session = Session(patient="Dora", session=1, date=Span(on, on), product="onabotulinumtoxinA")
    actions.treatment.record(patient=dora, session=session, injections=[], by=physician)
    return dora


def visit_of(physician, dora):
    (stored,) = queries.rows.all_of(physician, dora, Visit)
    return stored.value


def test_a_session_is_booked_from_its_proposal_moved_and_cancelled(open_desk, physician, dora):
    tab = open_desk()
    sign_in(tab)
    tab.get_by_role("link", name="Whom to call").click()
    tab.get_by_text("Session 2 has no date yet.").wait_for()
    tab.get_by_role("link", name="Book Dora").click()
    tab.get_by_text("84 days after session 1").wait_for()
    tab.locator(".offers button").first.click()
    tab.get_by_text("Booked for").wait_for()
    due = timezone.localdate() + dt.timedelta(days=4)
    booked = visit_of(physician, dora)
    assert (booked.at.date(), f"{booked.at:%H:%M}", booked.room) == (due, "09:00", "East")

    tab.goto(f"/calendar/?on={due}")
    tab.locator(".week-wide").get_by_role("link", name="Dora").click()
    tab.get_by_text("in America/Sao_Paulo").wait_for()
    tab.get_by_label("Time", exact=True).fill("10:30")
    tab.get_by_label("Time", exact=True).press("Enter")
    tab.get_by_text(", 10:30").first.wait_for()
    moved = visit_of(physician, dora)
    assert (moved.visit, f"{moved.at:%H:%M}") == (booked.visit, "10:30")

    tab.get_by_role("button", name="Cancel the visit").click()
    tab.get_by_role("button", name="Back to planned").wait_for()
    assert visit_of(physician, dora).status == "cancelled"
    tab.goto("/recall/")
    tab.get_by_role("link", name="Book Dora").wait_for()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_the_pages_around_the_visit(open_desk, physician, dora, look):
    visit = actions.visits.book(
        patient=dora,
        at=dt.datetime.combine(timezone.localdate() + dt.timedelta(days=1), dt.time(9)),
        kind="review",
        by=physician,
    )
    tab = open_desk(**LOOKS[look])
    sign_in(tab)
    of_patient = ("visit/", "plan/", "calendar/", f"visits/{UUID(visit.visit)}/")
    pages = ("/calendar/", "/recall/", "/calendar/settings/", "/calendar/address/", "/today/")
    pages += tuple(f"/patients/{dora}/{page}" for page in of_patient)
    assert [fault for page in pages for fault in faults(tab, page)] == []


def test_axe_finds_nothing_where_a_reason_is_asked_for(open_desk, physician, dora):
    tab = open_desk()
    sign_in(tab)
    tab.goto(f"/patients/{dora}/visit/")
    tab.get_by_label("Day", exact=True).fill(str(timezone.localdate() + dt.timedelta(days=1)))
    tab.get_by_label("Time", exact=True).fill("12:00")
    tab.get_by_role("button", name="Book", exact=True).click()
    tab.get_by_text("when 84 days will have passed").wait_for()
    tab.evaluate(AXE)
    assert tab.evaluate(FOUND) == []
    assert queries.rows.all_of(physician, dora, Visit) == []


def test_at_390_points_the_week_is_a_list(open_desk, physician, dora):
    at = dt.datetime.combine(timezone.localdate() + dt.timedelta(days=1), dt.time(9))
    visit = actions.visits.book(patient=dora, at=at, kind="review", by=physician)
    tab = open_desk(viewport={"width": 390, "height": 844})
    sign_in(tab)
    tab.goto(f"/calendar/?on={visit.at.date()}")
    assert tab.locator("table.week").is_hidden()
    assert tab.locator(".week-narrow").get_by_role("link", name="Dora").is_visible()


def test_a_stranger_stops_the_messages_without_an_account(open_desk, physician, dora):
    tab = open_desk()
    answer = tab.goto("/stop/never-given/")
    assert answer.status == 404
    tab.evaluate(AXE)
    assert tab.evaluate(FOUND) == []
