"""When a day closes, in any zone and over any change of the clocks."""

import datetime as dt

import pytest

from migrainedays.diary import DiaryDay
from migrainedays.diary.phone import Timing, is_locked, lock_of, timing_of
from migrainedays.diary.phone.delay import Delays, delays_of
from tests.phone import entry


class TestLock:
    @pytest.mark.parametrize(
        ("zone", "lock"),
        [
            ("UTC", "2026-03-04T00:00:00+00:00"),
            ("Pacific/Kiritimati", "2026-03-03T10:00:00+00:00"),
            ("Pacific/Pago_Pago", "2026-03-04T11:00:00+00:00"),
            ("Asia/Kathmandu", "2026-03-03T18:15:00+00:00"),
        ],
    )
    def test_is_48_hours_after_the_end_of_the_day_there(self, zone, lock):
        assert lock_of(dt.date(2026, 3, 1), zone).isoformat() == lock

    @pytest.mark.parametrize("date", ["2026-03-28", "2026-10-24"])
    def test_is_48_hours_where_the_clocks_change(self, date):
        day = dt.date.fromisoformat(date)
        end = dt.datetime.fromisoformat(f"{day + dt.timedelta(days=1)}T00:00:00").astimezone(dt.UTC)
        lock = lock_of(day, "Europe/Paris")
        assert abs((lock - end) - dt.timedelta(hours=48)) <= dt.timedelta(hours=2)  # the offset of Paris itself

    @pytest.mark.parametrize(
        ("at", "locked"), [("2026-03-04T00:00:00+01:00", False), ("2026-03-04T00:00:01+01:00", True)]
    )
    def test_by_the_second(self, at, locked):
        assert is_locked(entry(peak=1, at=at)) is locked

    def test_the_phones_own_claim_decides(self):
        """An entry of the evening itself that arrives a month later is no correction."""
        assert not is_locked(entry(peak=1))

    def test_another_length_can_be_asked(self):
        late = entry(peak=1, at="2026-03-03T10:00:00+01:00")
        assert not is_locked(late)
        assert is_locked(late, dt.timedelta(hours=24))


class TestTiming:
    def test_a_correction_is_one_only_after_the_lock(self):
        first = entry(peak=1)
        assert timing_of(entry(first, peak=2)) is Timing.ON_THE_DAY
        assert timing_of(entry(first, peak=2, at="2026-03-09T10:00:00+01:00")) is Timing.CORRECTION

    def test_the_phones_calendar_decides_the_day(self):
        assert timing_of(entry(peak=1, at="2026-03-01T23:59:00-08:00")) is Timing.ON_THE_DAY
        assert timing_of(entry(peak=1, at="2026-03-02T00:01:00+14:00")) is Timing.LATE

    def test_a_clock_that_is_slow_is_not_late(self):
        assert timing_of(entry(peak=1, at="2026-02-27T10:00:00+01:00")) is Timing.ON_THE_DAY


class TestDelays:
    @pytest.mark.parametrize(
        ("entered", "place"),
        [
            ("2026-03-01T23:59:00+01:00", {"on_the_day": 1}),
            ("2026-02-28T23:59:00+01:00", {"on_the_day": 1}),  # a clock that is slow
            ("2026-03-02T00:01:00+01:00", {"within_48_hours": 1}),
            ("2026-03-03T23:59:00+01:00", {"within_48_hours": 1}),
            ("2026-03-04T00:01:00+01:00", {"later": 1}),
            ("2026-03-08T23:59:00+01:00", {"later": 1}),
            ("2026-03-09T00:01:00+01:00", {"later": 1, "over_a_week": 1}),
            (None, {"unknown": 1}),
        ],
    )
    def test_are_counted_by_the_phones_calendar(self, entered, place):
        at = dt.datetime.fromisoformat(entered) if entered else None
        day = DiaryDay(
            patient="Ada", date=dt.date(2026, 3, 1), headache=False, entered_at=at, zone="Europe/Paris" if at else None
        )
        assert delays_of([day]) == Delays(**place)

    def test_a_day_without_a_zone_closes_by_utc(self):
        at = dt.datetime.fromisoformat("2026-03-04T00:30:00+01:00")
        assert delays_of([DiaryDay(patient="Ada", date=dt.date(2026, 3, 1), entered_at=at)]).within_48_hours == 1

    def test_known_leaves_out_the_unknown_and_counts_the_very_late_once(self):
        assert Delays(on_the_day=3, within_48_hours=2, later=4, over_a_week=1, unknown=9).known == 9
