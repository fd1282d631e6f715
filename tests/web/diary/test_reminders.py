"""A reminder comes at her hour where she lives, once a day, by her ways, and is silent while she writes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from migrainedays.clinic.jobs import hourly, schedule
from migrainedays.clinic.records import actions, journal, queries
from migrainedays.clinic.records.asking import DiaryWishes, Reminder
from migrainedays.clinic.records.models import Clinic
from migrainedays.clinic.records.people import Contact
from tests.web.diary.conftest import TODAY
from tests.web.diary.test_entries import _number

PARIS = ZoneInfo("Europe/Paris")
EVENING = dt.datetime.combine(TODAY, dt.time(18, 5), PARIS)


@pytest.fixture
def contact(clinic, ada):
    """Ada's address, and the language in which she is spoken to."""

    def noted(**other):
        told = {"name": "Ada Example", "email": "ada@post.example", "language": "fr", **other}
        contact = Contact(patient=_number(clinic, ada), **told)
        actions.patients.reach(patient=ada, contact=contact, revision=1, by=clinic)

    return noted


@pytest.fixture
def wanted(contact):
    """Ada asked to be reminded, in French, and said no more."""
    contact(wants_reminders=True)


@pytest.fixture
def wish(clinic, ada, contact):
    """Ada says how she wants to be reminded."""
    contact()

    def wished(**wishes):
        told = {"reminded_at": 18, "reminded_by": ("email",), **wishes}
        actions.asking.wish(patient=ada, wishes=DiaryWishes(patient=_number(clinic, ada), **told), by=clinic)

    return wished


def send(monkeypatch, at):
    monkeypatch.setattr(hourly.timezone, "now", lambda: at)
    return hourly.remind.call()


class TestTheHour:
    def test_it_comes_at_six_in_her_language_and_says_nothing_of_health(self, phone, wanted, monkeypatch, mailoutbox):
        assert send(monkeypatch, EVENING) == 1
        (message,) = mailoutbox
        assert (message.to, message.subject) == (["ada@post.example"], "Mes jours")
        assert "/diary/" in message.body
        assert "Ada" not in message.body + message.subject

    @pytest.mark.parametrize("hours", [-1, 1, 6])
    def test_it_comes_at_no_other_hour(self, phone, wanted, monkeypatch, hours):
        assert send(monkeypatch, EVENING + dt.timedelta(hours=hours)) == 0

    def test_it_comes_at_the_hour_and_in_the_language_that_she_chose(self, phone, wish, monkeypatch, mailoutbox):
        wish(reminded_at=7, reminded_in="es")
        assert send(monkeypatch, EVENING) == 0
        assert send(monkeypatch, dt.datetime.combine(TODAY, dt.time(7, 20), PARIS)) == 1
        assert mailoutbox[0].subject == "Mis días"

    def test_it_is_her_own_clock_where_she_lives(self, phone, wish, clinic, ada, monkeypatch):
        patient = queries.patients.get(clinic, ada).person
        import dataclasses

        abroad = dataclasses.replace(patient.value, zone="America/New_York")
        actions.patients.correct(patient=ada, person=abroad, revision=patient.revision, by=clinic)
        wish()
        assert send(monkeypatch, EVENING) == 0
        assert send(monkeypatch, EVENING.astimezone(ZoneInfo("America/New_York")) + dt.timedelta(hours=6)) == 1

    def test_it_is_looked_for_often_enough_that_no_hour_is_stepped_over(self):
        assert schedule.PERIODS[hourly.remind] <= dt.timedelta(minutes=30)


class TestOnceADay:
    def test_a_second_look_in_the_same_hour_sends_nothing(self, phone, wish, monkeypatch, mailoutbox):
        wish()
        assert [send(monkeypatch, EVENING + dt.timedelta(minutes=n)) for n in (0, 15, 30)] == [1, 0, 0]
        assert len(mailoutbox) == 1

    def test_a_changed_hour_does_not_bring_a_second_one(self, phone, wish, ada, clinic, monkeypatch):
        wish()
        send(monkeypatch, EVENING)
        later = DiaryWishes(patient=_number(clinic, ada), reminded_at=20, reminded_by=("email",))
        actions.asking.wish(patient=ada, wishes=later, revision=1, by=clinic)
        assert send(monkeypatch, EVENING + dt.timedelta(hours=2)) == 0

    def test_two_workers_at_once_send_one(self, phone, wish):
        wish()
        (due,) = queries.asking.due(EVENING)
        assert [actions.asking.claim_reminder(due=due, at=EVENING) for _ in range(2)] == [True, False]

    def test_the_record_says_what_went_out(self, phone, wish, clinic, ada, monkeypatch):
        wish()
        send(monkeypatch, EVENING)
        (reminder,) = queries.rows.all_of(clinic, ada, Reminder)
        assert (reminder.value.date, reminder.value.ways) == (EVENING.date(), ("email",))
        assert journal.differences(Clinic.objects.get().pk) == []


class TestSilence:
    def test_while_she_writes(self, phone, wanted):
        phone.send(phone.raw({"headache": False}, date=EVENING.date()))
        assert queries.asking.due(EVENING) == []

    def test_without_a_phone(self, wanted):
        assert queries.asking.due(EVENING) == []

    def test_with_a_phone_that_was_stopped(self, phone, wanted, clinic, ada):
        actions.phones.revoke(patient=ada, device=phone.device, by=clinic)
        assert queries.asking.due(EVENING) == []

    def test_for_those_who_did_not_ask(self, phone):
        assert queries.asking.due(EVENING) == []

    def test_without_an_hour(self, phone, wish):
        wish(reminded_at=None)
        assert queries.asking.due(EVENING) == []

    def test_without_an_address(self, phone, wish, clinic, ada):
        wish(reminded_by=())
        assert queries.asking.due(EVENING) == []

    @pytest.mark.parametrize(("back", "asked"), [(1, 0), (2, 0), (3, 1), (9, 1)])
    def test_on_the_days_that_the_sparse_rhythm_skips(self, phone, wish, back, asked):
        wish(rhythm="every_third_day")
        phone.send(phone.raw({"headache": False}, date=EVENING.date() - dt.timedelta(days=back)))
        assert len(queries.asking.due(EVENING)) == asked


class TestTheFeed:
    def feed(self, phone):
        path = phone.get("mine").json()["feed"]
        return path and phone.client.get(path)

    def event(self, phone):
        (event,) = Calendar.from_ical(self.feed(phone).content).walk("VEVENT")
        return event

    def test_it_is_offered_only_to_those_who_wish_an_hour(self, phone, wish):
        assert self.feed(phone) is None
        wish(reminded_at=20)
        assert self.feed(phone)["Content-Type"].startswith("text/calendar")

    def test_each_day_at_her_hour_on_her_own_clock_with_nothing_of_health(self, phone, wish):
        wish(reminded_at=20, reminded_in="fr")
        event = self.event(phone)
        assert event["rrule"].to_ical() == b"FREQ=DAILY;INTERVAL=1"
        assert (event.decoded("dtstart").time(), event.decoded("dtstart").tzinfo) == (dt.time(20), None)
        assert (str(event["summary"]), str(event["class"])) == ("Mes jours", "PRIVATE")
        assert len(event.walk("VALARM")) == 1
        assert b"Ada" not in self.feed(phone).content

    def test_a_day_that_is_told_is_left_out(self, phone, wish):
        wish(reminded_at=20)
        local = dt.datetime.now(PARIS).date()
        phone.send(phone.raw({"headache": False}, date=local))
        told = [each.dt for each in self.event(phone)["exdate"].dts]
        assert told == [dt.datetime.combine(local, dt.time(20))]

    def test_sparse_is_every_third_day_from_the_next_one_that_asks(self, phone, wish):
        wish(reminded_at=20, rhythm="every_third_day")
        local = dt.datetime.now(PARIS).date()
        phone.send(phone.raw({"headache": False}, date=local - dt.timedelta(days=1)))
        event = self.event(phone)
        assert event["rrule"].to_ical() == b"FREQ=DAILY;INTERVAL=3"
        assert event.decoded("dtstart").date() == local + dt.timedelta(days=2)

    def test_its_name_stays_the_same_so_that_a_calendar_holds_one(self, phone, wish):
        wish(reminded_at=20)
        assert self.event(phone)["uid"] == self.event(phone)["uid"]

    def test_another_address_and_a_reminder_that_ended_are_not_there(self, phone, wish, client):
        wish(reminded_at=20)
        path = phone.get("mine").json()["feed"]
        assert client.get(path.replace(".ics", "x.ics")).status_code == 404
        assert client.get("/api/diary/reminder/anything.ics").status_code == 404
        phone.post("wishes", {"reminded_at": None})
        assert client.get(path).status_code == 404


class TestChosenOnThePhone:
    def test_what_she_chose_last_holds_and_is_traced(self, phone, clinic, ada):
        for hour in (20, 21):
            assert phone.post("wishes", {"reminded_at": hour, "reminded_by": ["email"]}).json() == {"done": True}
        (stored,) = queries.rows.all_of(clinic, ada, DiaryWishes)
        assert (stored.value.reminded_at, stored.value.reminded_by, stored.revision) == (21, ("email",), 2)
        assert phone.get("mine").json()["wishes"]["reminded_at"] == 21
        assert journal.differences(Clinic.objects.get().pk) == []

    @pytest.mark.parametrize(
        "chosen", [{"reminded_at": 24}, {"rhythm": "never"}, {"reminded_in": "de"}, {"reminded_by": ["post"]}]
    )
    def test_what_cannot_be_is_refused(self, phone, clinic, ada, chosen):
        assert phone.post("wishes", chosen).status_code == 422
        assert queries.rows.all_of(clinic, ada, DiaryWishes) == []
