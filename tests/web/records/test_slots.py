"""Which times are free: working hours, closed days, rooms, clinicians, and the hour that a clock shows twice."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.scheduling import ClosedDay, Feed, Room, WorkingHours
from migrainedays.clinic.records.slots import Plan, SlotTaken, free_slots, is_free, meet, refuse_taken, with_room
from migrainedays.errors import Impossible

PARIS = ZoneInfo("Europe/Paris")
MONDAY = dt.date(2026, 11, 30)
TWO_ROOMS = (Room(room="East"), Room(room="West", in_use=True), Room(room="Attic", in_use=False))


def visit(hour=9, minute=0, *, patient="Anna", name="a", minutes=30, room="East", day=MONDAY, **columns):
    at = dt.datetime.combine(day, dt.time(hour, minute), PARIS)
    known = {"kind": "treatment", "status": "planned"} | columns
    return Visit(patient=patient, visit=name, at=at, minutes=minutes, room=room, **known)


def plan(**columns):
    return Plan("Europe/Paris", **columns)


def starts(found):
    return [f"{slot.at:%H:%M}" for slot in found]


class TestMeeting:
    @pytest.mark.parametrize(
        ("hour", "minute", "minutes", "meets"),
        [
            (9, 0, 30, True),  # the same time
            (9, 29, 30, True),  # begins a minute before the other ends
            (9, 30, 30, False),  # begins as the other ends
            (8, 30, 30, False),  # ends as the other begins
            (8, 31, 30, True),
            (8, 0, 120, True),  # around it
            (9, 10, 10, True),  # within it
        ],
    )
    def test_overlaps_meet_and_not_only_equal_beginnings(self, hour, minute, minutes, meets):
        other = visit(hour, minute, name="b", patient="Ben", minutes=minutes)
        assert meet(visit(), other) is meets
        assert is_free(other, [visit()]) is not meets

    def test_the_hour_that_a_clock_shows_twice_is_two_hours(self):
        day = dt.date(2026, 10, 25)  # at three o'clock it is two again
        first = visit(2, 15, day=day)
        again = visit(2, 15, day=day, name="b", patient="Ben")
        again = dataclasses.replace(again, at=again.at.replace(fold=1))
        assert not meet(first, again)
        assert meet(first, visit(2, 30, day=day, name="c"))

    def test_a_moment_elsewhere_on_the_globe_is_the_same_moment(self):
        other = visit(name="b", patient="Ben")
        far = dataclasses.replace(other, at=other.at.astimezone(ZoneInfo("America/Sao_Paulo")))
        assert meet(visit(), far)


class TestWhatIsTaken:
    @pytest.mark.parametrize("status", ["planned", "arrived", "done", None])
    def test_a_room_holds_one_patient(self, status):
        with pytest.raises(SlotTaken, match=r"East is taken from 09:00 to 09:30 on that day\. Choose another time\."):
            refuse_taken(visit(name="b", patient="Ben"), [visit(status=status)])

    @pytest.mark.parametrize("status", ["cancelled", "no_show"])
    def test_who_does_not_come_frees_it(self, status):
        assert is_free(visit(name="b", patient="Ben"), [visit(status=status)])
        assert is_free(visit(name="b", patient="Ben", status=status), [visit()])

    def test_the_other_room_is_free(self):
        assert is_free(visit(name="b", patient="Ben", room="West"), [visit()])

    def test_a_clinician_is_in_one_room_at_a_time(self):
        with pytest.raises(SlotTaken, match="This clinician"):
            refuse_taken(
                visit(name="b", patient="Ben", room="West", clinician="a@x.example"), [visit(clinician="a@x.example")]
            )
        assert is_free(visit(name="b", patient="Ben", room="West", clinician="b@x.example"), [visit(clinician="a@x")])

    def test_a_patient_is_in_one_place_at_a_time(self):
        with pytest.raises(SlotTaken, match="This patient"):
            refuse_taken(visit(name="b", room="West"), [visit()])

    def test_a_visit_does_not_stand_in_its_own_way(self):
        assert is_free(visit(9, 10), [visit()])

    def test_a_visit_without_a_room_may_be_in_any(self):
        assert not is_free(visit(name="b", patient="Ben"), [visit(room=None)])

    def test_a_review_from_home_needs_no_room_but_its_clinician(self):
        call = visit(name="b", patient="Ben", room=None, kind="review_from_home")
        assert is_free(call, [visit()])
        assert not is_free(dataclasses.replace(call, clinician="a@x.example"), [visit(clinician="a@x.example")])


class TestARoom:
    def test_the_first_one_that_is_free(self):
        others = [visit(name="b", patient="Ben")]
        assert with_room(visit(room=None), plan(rooms=TWO_ROOMS), []).room == "East"
        assert with_room(visit(room=None), plan(rooms=TWO_ROOMS), others).room == "West"

    def test_a_room_that_is_not_in_use_is_given_to_nobody(self):
        assert plan(rooms=TWO_ROOMS).room_names == ("East", "West")

    @pytest.mark.parametrize("kind", ["review_from_home"])
    def test_a_call_is_given_none(self, kind):
        assert with_room(visit(room=None, kind=kind), plan(rooms=TWO_ROOMS), []).room is None

    def test_a_clinic_that_names_none_has_one(self):
        assert plan().room_names == (None,)
        assert with_room(visit(room=None), plan(), []).room is None


class TestFreeTimes:
    def test_nine_to_five_from_monday_to_friday_where_nothing_was_said(self):
        found = starts(free_slots(plan(), MONDAY, visit(room=None), []))
        assert (found[0], found[-1], len(found)) == ("09:00", "16:30", 16)
        assert starts(free_slots(plan(), MONDAY + dt.timedelta(days=5), visit(), [])) == []

    def test_hours_of_ones_own_with_a_break_at_noon(self):
        hours = (
            WorkingHours(weekday="monday", part=1, opens=8 * 60, closes=9 * 60 + 20),
            WorkingHours(weekday="monday", part=2, opens=14 * 60, closes=15 * 60),
        )
        assert starts(free_slots(plan(hours=hours), MONDAY, visit(), [])) == ["08:00", "08:30", "14:00", "14:30"]

    def test_nobody_is_seen_on_a_closed_day(self):
        closed = plan(closed=(ClosedDay(date=MONDAY, reason="A holiday"),))
        assert starts(free_slots(closed, MONDAY, visit(), [])) == []
        assert closed.closed_on(MONDAY).reason == "A holiday"
        assert not closed.works_at(visit())

    def test_what_is_taken_in_both_rooms_is_not_free(self):
        others = [visit(10, name="b", patient="Ben"), visit(10, name="c", patient="Clara", room="West")]
        found = list(free_slots(plan(rooms=TWO_ROOMS), MONDAY, visit(room=None), others))
        assert "10:00" not in starts(found)
        assert {slot.room for slot in found} == {"East"}
        one_taken = list(free_slots(plan(rooms=TWO_ROOMS), MONDAY, visit(room=None), others[:1]))
        assert next(slot.room for slot in one_taken if f"{slot.at:%H:%M}" == "10:00") == "West"

    def test_times_that_have_passed_are_not_offered(self):
        now = dt.datetime.combine(MONDAY, dt.time(16), PARIS)
        assert starts(free_slots(plan(), MONDAY, visit(), [], after=now)) == ["16:30"]

    @pytest.mark.parametrize(("hour", "minutes", "works"), [(9, 30, True), (8, 30, False), (16, 61, False)])
    def test_a_visit_outside_working_hours_is_known_as_such(self, hour, minutes, works):
        assert plan().works_at(visit(hour, minutes=minutes)) is works

    @given(
        taken=st.lists(st.tuples(st.integers(0, 479), st.integers(5, 120), st.sampled_from(["East", "West"]))),
        minutes=st.sampled_from([15, 20, 30, 45, 60]),
    )
    def test_every_time_that_is_offered_can_be_booked(self, taken, minutes):
        opened = dt.datetime.combine(MONDAY, dt.time(9), PARIS)
        others = [
            Visit(
                patient=f"P{n}", visit=str(n), at=opened + dt.timedelta(minutes=start), minutes=length, room=room,
                kind="treatment", status="planned",
            )
            for n, (start, length, room) in enumerate(taken)
        ]  # fmt: skip
        wanted = visit(room=None, minutes=minutes)
        for slot in free_slots(plan(rooms=TWO_ROOMS), MONDAY, wanted, others):
            refuse_taken(dataclasses.replace(wanted, at=slot.at, room=slot.room), others)


class TestWhatCannotBe:
    @pytest.mark.parametrize(("opens", "closes"), [(600, 600), (600, 540), (None, 540), (600, None)])
    def test_hours_that_end_before_they_begin(self, opens, closes):
        with pytest.raises(Impossible):
            WorkingHours(weekday="monday", opens=opens, closes=closes)

    def test_a_weekday_that_there_is_not(self):
        with pytest.raises(Impossible):
            WorkingHours(weekday="someday", opens=540, closes=600)

    def test_a_feed_is_known_by_its_key_alone(self):
        assert Feed(feed="x").key == ("x",)
