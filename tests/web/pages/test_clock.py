"""Moments are told as the clock on the clinic's wall showed them; the zone of one page never leaks into the next."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.models import User
from migrainedays.clinic.web.shell.clock import on_the_wall
from migrainedays.clinic.web.shell.views import is_part

AWAY = "Asia/Kathmandu"  # a quarter of an hour off every whole one


@pytest.fixture
def in_kathmandu(physician):
    stored = queries.practice.practice(physician)
    practice = dataclasses.replace(stored.value, zone=AWAY)
    actions.clinics.correct(practice=practice, revision=stored.revision, by=physician)


def zone_while(user, rf):
    request = rf.get("/")
    request.user = user
    return on_the_wall(lambda _: HttpResponse(timezone.get_current_timezone_name()))(request).content.decode()


def test_a_page_is_made_in_the_zone_of_its_clinic(physician, rf, in_kathmandu):
    assert zone_while(physician, rf) == AWAY


def test_the_zone_ends_with_the_page(physician, rf, in_kathmandu):
    zone_while(physician, rf)
    assert timezone.get_current_timezone_name() == "UTC"


def test_it_ends_too_when_the_page_breaks(physician, rf, in_kathmandu):
    def broken(_):
        raise ZeroDivisionError

    request = rf.get("/")
    request.user = physician
    with pytest.raises(ZeroDivisionError):
        on_the_wall(broken)(request)
    assert timezone.get_current_timezone_name() == "UTC"


def test_nobody_and_an_account_without_a_clinic_see_utc(db, rf):
    assert zone_while(AnonymousUser(), rf) == "UTC"
    assert zone_while(User.objects.create_user(email="lost@example.org"), rf) == "UTC"


@pytest.mark.parametrize("zone", [AWAY, "America/St_Johns", "Europe/Paris"])
def test_when_an_enquiry_came_is_told_by_the_clinics_clock(screen, physician, zone):
    stored = queries.practice.practice(physician)
    actions.clinics.correct(
        practice=dataclasses.replace(stored.value, zone=zone), revision=stored.revision, by=physician
    )
    words = {"name": "Wilma", "email": "", "phone": "1", "message": "How often?", "language": "en"}
    called = actions.enquiries.log_call(**words, by=physician)
    there = called.received_at.astimezone(ZoneInfo(zone))
    assert f"{there:%H:%M}" in screen.get(reverse("enquiries")).content.decode()


def test_now_is_told_by_the_clock_of_the_users_own_clinic(physician, in_kathmandu):
    assert queries.practice.now(physician).tzinfo == ZoneInfo(AWAY)
    assert queries.practice.now(physician).utcoffset() == dt.timedelta(hours=5, minutes=45)


@pytest.mark.parametrize(
    ("headers", "part"), [({}, False), ({"HX-Request": "true"}, True), ({"HX-Request": "x"}, False)]
)
def test_a_script_that_asks_for_a_part_says_so(rf, headers, part):
    assert is_part(rf.get("/", headers=headers)) is part
