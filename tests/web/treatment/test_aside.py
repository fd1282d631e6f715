"""A sheet that is left for the form of an adverse event is found again as it was left, once, by whoever left it."""

import datetime as dt

import pytest
from django.urls import reverse

from migrainedays.clinic.web.treatment.aside import ASIDE
from migrainedays.treatment import Session
from tests.forms import forms_of
from tests.web.treatment.test_chart_page import now, ready  # noqa: F401 - fixtures by their names
from tests.web.treatment.test_since import treated  # noqa: F401 - a fixture by its name

TYPED = {"initials": "DL", "p1-units": "7.5", "p1-reason": "anatomy"}


@pytest.fixture
def address(treated):  # noqa: F811
    return reverse("session-chart", args=[treated])


@pytest.fixture
def sheet(screen, address):
    """What stands on the sheet when it is opened."""
    return lambda role="physician": next(f for f in forms_of(screen.get(address, role)) if "initials" in f)


@pytest.fixture
def left(screen, address, sheet):
    """Leaves the sheet with something typed on it."""
    return lambda role="physician": screen.post(address, sheet(role) | TYPED | {"step": ASIDE}, role)


def value(found, name):
    (only,) = found[name]
    return only


def test_it_leads_to_the_form_of_the_session_before(left, treated):  # noqa: F811
    assert left().url == f"{reverse('adverse-events', args=[treated, 2])}?back=chart"


def test_what_was_typed_waits(left, sheet):
    empty = sheet()
    left()
    found = sheet()
    assert {name: value(found, name) for name in TYPED} == TYPED
    assert {name for name in found if found[name] != empty.get(name)} - {"csrfmiddlewaretoken"} == set(TYPED)


def test_it_is_no_error_to_come_back(left, screen, address):
    left()
    answer = screen.get(address)
    assert answer.status_code == 200
    assert "Not kept yet" not in answer.content.decode()


def test_it_is_taken_up_once(left, sheet):
    left()
    assert value(sheet(), "initials") == "DL"
    assert value(sheet(), "initials") == ""


def test_it_waits_for_whoever_left_it_and_for_nobody_else(left, sheet):
    left("injector")
    assert value(sheet("physician"), "initials") == ""
    assert value(sheet("injector"), "initials") == "DL"


def test_the_sheet_of_another_patient_stays_empty(left, screen, clara, sheet):
    left()
    other = screen.get(reverse("session-chart", args=[clara]))
    assert value(next(f for f in forms_of(other) if "initials" in f), "initials") == ""
    assert value(sheet(), "initials") == "DL"


def test_nothing_is_kept_of_it_in_the_record(left, physician, treated):  # noqa: F811
    from migrainedays.clinic.records import queries

    left()
    assert len(queries.rows.all_of(physician, treated, Session)) == 2


def test_signing_out_forgets_it(left, screen, sheet, roles):
    left()
    client = screen.client("physician")
    client.logout()
    client.force_login(roles["physician"])
    assert value(sheet(), "initials") == ""


def test_a_late_sheet_is_left_and_found_on_its_own_day(screen, address, treated):  # noqa: F811
    late = dt.date(2026, 11, 20)
    form = next(f for f in forms_of(screen.get(address, data={"on": late.isoformat()})) if "initials" in f)
    screen.post(address, form | TYPED | {"step": ASIDE})
    found = next(f for f in forms_of(screen.get(address)) if "initials" in f)
    assert (value(found, "on"), value(found, "initials")) == (late.isoformat(), "DL")


def test_without_a_session_before_there_is_nothing_to_leave_for(screen, ready):  # noqa: F811
    address = reverse("session-chart", args=[ready])
    form = next(f for f in forms_of(screen.get(address)) if "initials" in f)
    assert screen.post(address, form | {"step": ASIDE}).status_code == 400
    assert value(next(f for f in forms_of(screen.get(address)) if "initials" in f), "initials") == ""
