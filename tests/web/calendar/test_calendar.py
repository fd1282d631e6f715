"""The week, the booking in one step, the move, the cancelling; each for those who may."""

import dataclasses
import datetime as dt
from uuid import UUID

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.messages import Message
from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.scheduling import ClosedDay, Room, WorkingHours
from migrainedays.clinic.web.calendar.layout import lay_out
from migrainedays.clinic.web.calendar.views import read_day
from migrainedays.treatment import Person, Session
from migrainedays.windows import Span

MONDAY = dt.date(2026, 5, 25)  # 84 days after the session
NINE = dt.datetime(2026, 5, 25, 9)


def visits_of(physician, patient):
    return queries.rows.all_of(physician, patient, Visit)


def page(screen, name, *args, **get):
    return screen.get(reverse(name, args=args), data=get).content.decode()


class TestTheWeek:
    def test_who_comes_stands_in_the_table_and_in_the_list(self, screen, physician, reached):
        actions.visits.book(patient=reached, at=NINE, kind="treatment", by=physician)
        body = page(screen, "calendar", on="2026-05-27")
        assert body.count("Clara Weiss") == 2
        assert "Week of 25 May 2026" in body
        assert "Monday 25 May" in body
        assert "Saturday" not in body

    def test_a_weekend_is_shown_when_somebody_comes(self, screen, physician, reached):
        actions.visits.book(patient=reached, at=NINE + dt.timedelta(days=5), kind="review", by=physician)
        assert "Saturday 30 May" in page(screen, "calendar", on="2026-05-27")

    def test_whoever_lives_by_another_clock_is_shown_with_both(self, screen, physician, clara):
        far = Person(patient="Clara", zone="America/Sao_Paulo")
        actions.patients.correct(patient=clara, person=far, revision=1, by=physician)
        actions.visits.book(patient=clara, at=NINE, kind="review", by=physician)
        assert "04:00 in America/Sao_Paulo" in page(screen, "calendar", on=str(MONDAY))

    def test_a_clock_that_shows_the_same_is_not_repeated(self, screen, physician, clara):
        near = Person(patient="Clara", zone="Europe/Oslo")
        actions.patients.correct(patient=clara, person=near, revision=1, by=physician)
        actions.visits.book(patient=clara, at=NINE, kind="review", by=physician)
        assert "in Europe/Oslo" not in page(screen, "calendar", on=str(MONDAY))

    def test_a_closed_day_says_why(self, screen, physician, clara):
        actions.scheduling.close(day=ClosedDay(date=MONDAY, reason="Whit Monday"), by=physician)
        assert "closed: Whit Monday" in page(screen, "calendar", on=str(MONDAY))

    def test_what_fell_away_is_told_below_and_takes_no_place(self, screen, physician, reached):
        visit = actions.visits.book(patient=reached, at=NINE, kind="treatment", by=physician)
        actions.visits.become(patient=reached, visit=UUID(visit.visit), status="cancelled", revision=1, by=physician)
        body = page(screen, "calendar", on=str(MONDAY))
        assert "Fell away this week" in body
        assert 'class="visit' not in body

    @pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01", None])
    def test_an_address_without_a_day_is_today(self, screen, clara, text):
        assert read_day(text) is None
        assert "Week of 18 May 2026" in page(screen, "calendar", on=text or "")

    def test_the_front_desk_sees_who_waits_and_not_why(self, screen, physician, reached):
        body = screen.get(reverse("calendar"), "front_desk").content.decode()
        assert "Session 2 has no date yet." in body
        desk = screen.get(reverse("visit", args=[reached]), "front_desk").content.decode()
        assert "Session 2: Monday, 25 May 2026" in desk
        assert "84 days after session 1" not in desk


class TestTheTable:
    def week(self, physician, *booked):
        for number, (hour, minute, minutes) in enumerate(booked):
            patient = actions.patients.add(person=Person(patient=f"P{number}"), by=physician)
            at = NINE.replace(hour=hour, minute=minute)
            actions.visits.book(patient=patient, at=at, kind="review_from_home", minutes=minutes, by=physician)
        return lay_out(queries.calendar.week(physician, MONDAY).days)

    def test_a_visit_is_as_tall_as_it_lasts(self, physician):
        sheet = self.week(physician, (9, 0, 30), (10, 0, 45), (11, 15, 30))
        cells = [cell for line in sheet.lines for cell in line.cells if cell.coming]
        assert [cell.rows for cell in cells] == [1, 2, 2]

    def test_visits_at_one_time_stand_side_by_side(self, physician):
        sheet = self.week(physician, (9, 0, 60), (9, 30, 30), (10, 0, 30))
        assert [len(column.lanes) for column in sheet.columns] == [2, 1, 1, 1, 1]

    def test_every_row_has_the_same_number_of_places(self, physician):
        sheet = self.week(physician, (9, 0, 60), (9, 30, 90), (16, 45, 60), (8, 10, 20))
        wide = sum(len(column.lanes) for column in sheet.columns)
        covered = [0] * len(sheet.lines)
        for row, line in enumerate(sheet.lines):
            for cell in line.cells:
                for below in range(row, row + cell.rows):
                    covered[below] += 1
        assert set(covered) == {wide}
        assert (sheet.lines[0].label, sheet.lines[-1].label) == ("08:00", "17:30")

    def test_a_visit_over_midnight_ends_with_its_day(self, physician):
        sheet = self.week(physician, (23, 30, 90))
        assert sheet.lines[-1].label == "23:30"

    def test_an_empty_week_shows_the_working_hours(self, physician):
        sheet = self.week(physician)
        assert (sheet.lines[0].label, sheet.lines[-1].label, len(sheet.columns)) == ("09:00", "16:30", 5)
        assert all(cell.open for line in sheet.lines for cell in line.cells)


class TestBooking:
    def test_the_proposal_is_booked_in_one_step(self, screen, physician, reached):
        body = page(screen, "visit", reached)
        assert "84 days after session 1 on 2026-03-02 is 2026-05-25." in body
        first = body.partition('name="slot" value="')[2].partition('"')[0]
        assert first == "2026-05-25T09:00:00+02:00"
        answer = screen.post(reverse("visit", args=[reached]), {"slot": first, "kind": "treatment"})
        assert answer.status_code == 302
        (visit,) = visits_of(physician, reached)
        assert (visit.value.at.isoformat(), visit.value.kind) == (first, "treatment")
        assert len(queries.rows.all_of(physician, reached, Message)) == 1

    def test_a_time_that_was_taken_meanwhile_is_refused_with_a_sentence(self, screen, physician, reached, patients):
        actions.visits.book(patient=patients.ben, at=NINE, kind="treatment", by=physician)
        answer = screen.post(reverse("visit", args=[reached]), {"slot": NINE.isoformat(), "kind": "treatment"})
        assert answer.status_code == 422
        assert "The room is taken from 09:00 to 09:30 on that day." in answer.content.decode()
        assert visits_of(physician, reached) == []

    @pytest.mark.parametrize(("day", "early"), [("2026-05-22", True), ("2026-05-25", False), ("2026-05-26", False)])
    def test_a_treatment_before_84_days_asks_for_a_reason(self, screen, physician, reached, day, early):
        given = {"on": day, "at": "09:00", "kind": "treatment"}
        answer = screen.post(reverse("visit", args=[reached]), given)
        assert answer.status_code == (422 if early else 302)
        if early:
            assert "3 days before 2026-05-25" in answer.content.decode()
            again = screen.post(reverse("visit", args=[reached]), {**given, "why": "she leaves for a year"})
            assert again.status_code == 302
            act = next(act for act in queries.history.history(physician, reached) if act.noun == "visits")
            assert act.why == "she leaves for a year"

    def test_a_review_may_be_at_any_time(self, screen, reached):
        given = {"on": "2026-05-21", "at": "09:00", "kind": "review"}
        assert screen.post(reverse("visit", args=[reached]), given).status_code == 302

    def test_toxin_elsewhere_moves_the_proposal(self, screen, physician, reached):
        told = Session(patient="Clara", session=0, date=Span.read("2026-03"), place="elsewhere")
        actions.treatment.record(patient=reached, session=told, injections=[], by=physician)
        body = page(screen, "visit", reached)
        assert "The last toxin (2026-03) holds it back until 2026-06-23" in body
        assert 'value="2026-06-23T09:00:00+02:00"' in body

    def test_two_free_times_of_each_day_are_offered(self, screen, reached):
        body = page(screen, "visit", reached, on="2026-06-01")
        offered = [part.partition('"')[0] for part in body.split('name="slot" value="')[1:]]
        assert [text[:16] for text in offered] == [
            f"2026-06-0{day}T{hour}" for day in (1, 2, 3) for hour in ("09:00", "09:30")
        ]

    @pytest.mark.parametrize("slot", ["now", ""])
    def test_a_time_that_is_none_is_refused_beside_its_field(self, screen, reached, slot):
        answer = screen.post(reverse("visit", args=[reached]), {"slot": slot, "kind": "treatment"})
        assert answer.status_code == 422

    def test_somebody_without_a_session_is_offered_a_first_visit(self, screen, clara):
        assert 'name="kind" value="first_visit"' in page(screen, "visit", clara)


class TestOutsideWorkingHours:
    """Unusual, and the desk's to decide: shown with the hours of that day, taken once it is confirmed."""

    SATURDAY = "2026-05-30"

    def send(self, screen, patient, role="physician", **given):
        data = {"on": "2026-05-26", "at": "18:00", "kind": "review"} | given
        return screen.post(reverse("visit", args=[patient]), data, role)

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"at": "08:59"}, "08:59 to 09:29 lies outside the working hours of Tuesday, 26 May 2026: 09:00–17:00."),
            ({"at": "16:31"}, "16:31 to 17:01 lies outside the working hours"),
            ({"at": "16:30", "minutes": "45"}, "16:30 to 17:15 lies outside the working hours"),
            ({"on": SATURDAY, "at": "09:00"}, "Saturday, 30 May 2026 is no working day."),
        ],
        ids=["a minute early", "a minute late", "too long", "a weekend"],
    )
    def test_it_is_shown_and_nothing_is_booked(self, screen, physician, reached, given, sentence):
        answer = self.send(screen, reached, **given)
        assert answer.status_code == 422
        body = answer.content.decode()
        assert sentence in body
        assert "Book it all the same" in body
        assert visits_of(physician, reached) == []

    @pytest.mark.parametrize(("at", "minutes"), [("09:00", ""), ("16:30", "30"), ("16:15", "45")])
    def test_at_the_edge_of_the_hours_nothing_is_asked(self, screen, reached, at, minutes):
        assert self.send(screen, reached, at=at, minutes=minutes).status_code == 302

    def test_confirmed_it_is_booked_and_the_record_says_why(self, screen, physician, reached):
        answer = self.send(screen, reached, role="front_desk", outside="on", why="she flies in that evening.")
        assert answer.status_code == 302
        (visit,) = visits_of(physician, reached)
        assert visit.value.at.isoformat() == "2026-05-26T18:00:00+02:00"
        act = next(act for act in queries.history.history(physician, reached) if act.noun == "visits")
        assert act.why.startswith("she flies in that evening. 18:00 to 18:30 lies outside the working hours")

    def test_a_closed_day_says_why_and_can_still_be_meant(self, screen, physician, reached):
        actions.scheduling.close(day=ClosedDay(date=dt.date(2026, 5, 26), reason="a course"), by=physician)
        answer = self.send(screen, reached, at="10:00")
        assert "The clinic is closed on Tuesday, 26 May 2026 (a course)." in answer.content.decode()
        assert self.send(screen, reached, at="10:00", outside="on").status_code == 302

    def test_a_break_at_noon_is_outside(self, screen, physician, reached):
        hours = [
            WorkingHours(weekday="tuesday", part=part, opens=opens * 60, closes=closes * 60)
            for part, (opens, closes) in enumerate(((9, 12), (13, 17)), start=1)
        ]
        actions.scheduling.keep_hours(hours=hours, by=physician)
        assert "09:00–12:00, 13:00–17:00" in self.send(screen, reached, at="11:45").content.decode()
        assert self.send(screen, reached, at="13:00").status_code == 302

    def test_within_the_hours_nobody_is_asked_to_confirm(self, screen, reached):
        assert "Book it all the same" not in page(screen, "visit", reached)

    def test_a_confirmation_is_kept_while_something_else_is_refused(self, screen, reached):
        body = self.send(screen, reached, outside="on", minutes="a while").content.decode()
        assert visible_confirmation(body)
        assert "lies outside" not in body

    def test_a_visit_that_stands_outside_is_not_asked_about_when_only_its_room_changes(
        self, screen, physician, reached
    ):
        late = dt.datetime(2026, 5, 26, 18)
        for room in ("East", "West"):
            actions.scheduling.keep_room(room=Room(room=room, in_use=True), by=physician)
        visit = actions.visits.book(patient=reached, at=late, kind="review", minutes=30, by=physician)
        where = reverse("visit-one", args=[reached, UUID(visit.visit)])
        given = {"revision": "1", "on": "2026-05-26", "at": "18:00", "kind": "review", "minutes": "30", "room": "West"}
        assert screen.post(where, given).status_code == 302
        again = screen.post(where, {**given, "revision": "2", "at": "19:00"})
        assert again.status_code == 422
        assert "19:00 to 19:30 lies outside" in again.content.decode()
        assert screen.post(where, {**given, "revision": "2", "at": "19:00", "outside": "on"}).status_code == 302


def visible_confirmation(body):
    """The box that confirms, still ticked."""
    box = body.partition('name="outside"')[2].partition(">")[0]
    return "checked" in box


class TestOneVisit:
    @pytest.fixture
    def visit(self, physician, reached):
        return actions.visits.book(patient=reached, at=NINE, kind="treatment", by=physician)

    def where(self, reached, visit):
        return reverse("visit-one", args=[reached, UUID(visit.visit)])

    def test_it_is_moved(self, screen, physician, reached, visit):
        given = {"revision": "1", "on": "2026-05-27", "at": "10:30", "kind": "treatment", "minutes": "45"}
        assert screen.post(self.where(reached, visit), given).status_code == 302
        (kept,) = visits_of(physician, reached)
        assert (kept.value.at.isoformat(), kept.value.minutes) == ("2026-05-27T10:30:00+02:00", 45)

    @pytest.mark.parametrize("status", ["arrived", "cancelled", "no_show", "done"])
    def test_what_became_of_it(self, screen, physician, reached, visit, status):
        answer = screen.post(self.where(reached, visit), {"revision": "1", "status": status})
        assert answer.status_code == 302
        assert visits_of(physician, reached)[0].value.status == status
        assert screen.get(self.where(reached, visit)).status_code == 200

    def test_of_two_who_change_it_the_second_is_shown_both(self, screen, physician, reached, visit):
        moved = dataclasses.replace(visit, at=visit.at + dt.timedelta(hours=1))
        actions.visits.correct(patient=reached, visit=moved, revision=1, by=physician)
        given = {"revision": "1", "on": "2026-05-27", "at": "10:30", "kind": "treatment", "minutes": "30"}
        answer = screen.post(self.where(reached, visit), given)
        assert answer.status_code == 422
        assert "Somebody else was quicker" in answer.content.decode()

    def test_its_reminder_is_shown_on_the_clinics_clock(self, screen, reached, visit):
        body = screen.get(self.where(reached, visit)).content.decode()
        assert "23 May 2026, 10:00" in body
        assert "queued" in body

    def test_another_patients_page_does_not_know_it(self, screen, patients, reached, visit):
        assert screen.get(self.where(patients.ben, visit)).status_code == 404


class TestSettings:
    def send(self, screen, **given):
        return screen.post(reverse("calendar-settings"), given)

    def test_hours_are_written_as_people_write_them(self, screen, physician):
        answer = self.send(screen, form="hours", monday="09:00-12:30, 14:00-17:00", friday="8:15–12:00")
        assert answer.status_code == 302
        body = page(screen, "calendar-settings")
        assert 'value="09:00-12:30, 14:00-17:00"' in body
        assert 'value="08:15-12:00"' in body
        self.send(screen, form="hours", monday="09:00-12:30")
        assert len(queries.calendar.plan(physician).hours) == 1
        self.send(screen, form="hours", monday="09:00-12:30", friday="8:15-12:00")
        assert len(queries.calendar.plan(physician).hours) == 2

    @pytest.mark.parametrize("text", ["nine to five", "09:00", "9-5", "09:70-12:00", "12:00-09:00", "09:00-25:00"])
    def test_hours_that_cannot_be_are_refused(self, screen, physician, text):
        assert self.send(screen, form="hours", monday=text).status_code == 422
        assert queries.calendar.plan(physician).hours == ()

    def test_a_room_is_named_taken_out_of_use_and_used_again(self, screen, physician):
        for names in (("East",), (None,), ("East",)):
            assert self.send(screen, form="room", room="East").status_code == 302
            assert queries.calendar.plan(physician).room_names == names

    def test_a_day_is_closed_and_opened_again(self, screen, physician):
        self.send(screen, form="closed", date="2026-05-25", reason="Whit Monday")
        assert queries.calendar.plan(physician).closed_on(MONDAY).reason == "Whit Monday"
        self.send(screen, form="closed", date="2026-05-25", open="1")
        assert queries.calendar.plan(physician).closed_on(MONDAY) is None

    def test_four_months_between_sessions(self, screen, physician, reached):
        given = {
            "session_minutes": "45",
            "interval_months": "4",
            "remind_days": "3",
            "quiet_from": "21",
            "quiet_until": "7",
        }
        assert self.send(screen, form="arrange", **given).status_code == 302
        outlook = queries.recall.outlook(physician, reached, on=dt.date(2026, 5, 20))
        assert outlook.proposal.on == dt.date(2026, 7, 2)
        assert queries.calendar.arrangements(physician).value.session_minutes == 45

    def test_what_cannot_be_is_refused_beside_its_field(self, screen, physician):
        given = {"session_minutes": "900", "remind_days": "2", "quiet_from": "20", "quiet_until": "8"}
        answer = self.send(screen, form="arrange", **given)
        assert answer.status_code == 422
        assert "is outside 5 to 240" in answer.content.decode()

    def test_rooms_that_are_full_are_offered_no_more(self, screen, physician, reached, patients):
        actions.scheduling.keep_room(room=Room(room="East", in_use=True), by=physician)
        actions.visits.book(patient=patients.ben, at=NINE, kind="treatment", by=physician)
        assert 'value="2026-05-25T09:00:00+02:00"' not in page(screen, "visit", reached)
