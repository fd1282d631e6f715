"""Nobody is written to at night: the first moment of the morning is found, on the clock of whoever is written to."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.clinic.records.outbox import allowed_from, is_quiet
from migrainedays.clinic.records.scheduling import Arrangements
from migrainedays.errors import Impossible

PARIS = ZoneInfo("Europe/Paris")
USUAL = Arrangements()
ZONES = ("Europe/Paris", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Auckland", "UTC")


def nights(begins, ends):
    return Arrangements(quiet_from=begins, quiet_until=ends)


@pytest.mark.parametrize(
    ("begins", "ends", "quiet"),
    [
        (20, 8, {20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6, 7}),  # over midnight
        (0, 7, {0, 1, 2, 3, 4, 5, 6}),
        (12, 14, {12, 13}),  # a rest at noon
        (9, 9, set()),  # never quiet
        (23, 0, {23}),
    ],
)
def test_which_hours_are_quiet(begins, ends, quiet):
    assert {hour for hour in range(24) if is_quiet(hour, nights(begins, ends))} == quiet


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-12-05T10:00", "2026-12-05T10:00"),
        ("2026-12-05T19:59", "2026-12-05T19:59"),
        ("2026-12-05T20:00", "2026-12-06T08:00"),
        ("2026-12-05T23:59", "2026-12-06T08:00"),
        ("2026-12-06T00:00", "2026-12-06T08:00"),
        ("2026-12-06T07:59", "2026-12-06T08:00"),
        ("2026-12-06T08:00", "2026-12-06T08:00"),
        ("2027-03-27T23:00", "2027-03-28T08:00"),  # the clock goes forward in that night
        ("2026-10-24T23:00", "2026-10-25T08:00"),  # and back in this one
        ("2026-12-31T22:00", "2027-01-01T08:00"),
    ],
)
def test_what_comes_at_night_waits_for_the_morning(at, then):
    moments = [dt.datetime.fromisoformat(text).replace(tzinfo=PARIS) for text in (at, then)]
    assert allowed_from(moments[0], PARIS, USUAL).astimezone(PARIS) == moments[1]


@given(
    at=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 1, 1), timezones=st.just(dt.UTC)),
    zone=st.sampled_from(ZONES),
    begins=st.integers(0, 23),
    ends=st.integers(0, 23),
)
def test_whatever_the_hours_it_is_never_night_and_never_a_day_late(at, zone, begins, ends):
    there = ZoneInfo(zone)
    found = allowed_from(at, there, nights(begins, ends))
    assert not is_quiet(found.astimezone(there).hour, nights(begins, ends))
    assert dt.timedelta(0) <= found - at <= dt.timedelta(hours=25)  # one night of the year has an hour more
    if not is_quiet(at.astimezone(there).hour, nights(begins, ends)):
        assert found == at


@pytest.mark.parametrize(
    ("column", "value"),
    [("quiet_from", 24), ("quiet_until", -1), ("remind_days", 31), ("session_minutes", 4), ("interval_months", 2)],
)
def test_arrangements_that_cannot_be(column, value):
    with pytest.raises(Impossible):
        Arrangements(**{column: value})


def test_what_is_usual():
    assert (USUAL.session_minutes, USUAL.interval_months, USUAL.remind_days) == (30, None, 2)
    assert (USUAL.quiet_from, USUAL.quiet_until) == (20, 8)
    assert USUAL.key == ()
