"""Calendar feeds, read back by two parsers that share no code: lasting names, rising sequences, nothing dropped."""

import dataclasses
import datetime as dt
import re
from uuid import UUID

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden, NotFound, operator
from migrainedays.clinic.records.models import Clinic
from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.practice import Member
from migrainedays.clinic.records.scheduling import Feed, Room
from migrainedays.clinic.web.outgoing import feed as writing
from migrainedays.treatment import Person
from tests.web.outgoing.conftest import VISIT, book
from tests.web.outgoing.test_wording import told


def by_icalendar(text):
    """Events by UID as icalendar reads them."""
    found = {}
    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        found[str(event["UID"])] = (
            int(event["SEQUENCE"]), str(event["STATUS"]), event.decoded("DTSTART"), event.decoded("DTEND"),
            str(event["SUMMARY"]),
        )  # fmt: skip
    return found


def by_ical(text):
    """Events by UID as ical reads them."""
    calendar = IcsCalendarStream.calendar_from_ics(text.decode())
    return {
        event.uid: (event.sequence, event.status.value, event.dtstart, event.dtend, event.summary)
        for event in calendar.events
    }


def read(client, address):
    """A calendar as both read it; they must agree."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return agreed(answer.content)


def both(secret):
    """The calendar behind a secret, as both read it."""
    return agreed(writing.write(queries.feeds.behind(secret)))


def agreed(text):
    one, other = by_icalendar(text), by_ical(text)
    assert one == other
    return one


@pytest.fixture
def address(ada):
    physician, patient = ada
    return f"/feed/{actions.feeds.make(patient=patient, by=physician)}.ics"


class TestOneVisit:
    def test_both_parsers_read_it_alike(self, ada, address, client):
        book(*ada)
        ((sequence, status, start, end, title),) = read(client, address).values()
        assert (sequence, status, title) == (0, "CONFIRMED", "Rendez-vous")
        assert start == dt.datetime(2026, 12, 7, 8, tzinfo=dt.UTC)
        assert end - start == dt.timedelta(minutes=30)

    def test_a_call_is_a_call(self, ada, address, client):
        book(*ada, kind="review_from_home")
        assert [event[-1] for event in read(client, address).values()] == ["Appel téléphonique"]

    def test_a_move_raises_the_sequence_under_the_same_name(self, ada, address, client):
        physician, patient = ada
        visit = book(physician, patient)
        before = read(client, address)
        moved = dataclasses.replace(visit, at=visit.at + dt.timedelta(hours=1))
        actions.visits.correct(patient=patient, visit=moved, revision=1, by=physician)
        after = read(client, address)
        assert before.keys() == after.keys()
        ((sequence, _, start, _, _),) = after.values()
        assert (sequence, start.hour) == (1, 9)

    def test_a_cancelled_visit_is_cancelled_and_stays(self, ada, address, client):
        physician, patient = ada
        visit = book(physician, patient)
        actions.visits.become(patient=patient, visit=UUID(visit.visit), status="cancelled", revision=1, by=physician)
        ((sequence, status, *_),) = read(client, address).values()
        assert (sequence, status) == (1, "CANCELLED")

    def test_a_visit_that_was_entered_in_error_is_cancelled_too(self, ada, address, client):
        physician, patient = ada
        visit = book(physician, patient)
        actions.doing.withdraw(visit, patient=patient, revision=1, by=physician, why="another patient")
        assert [event[1] for event in read(client, address).values()] == ["CANCELLED"]

    def test_an_empty_calendar_is_a_calendar(self, ada, address, client):
        assert read(client, address) == {}

    def test_the_hour_that_comes_twice_keeps_its_moment(self, ada, address, client):
        october = dt.datetime(2027, 10, 31, 2, 30)
        book(*ada, at=october.replace(tzinfo=dt.timezone(dt.timedelta(hours=1))))
        ((_, _, start, _, _),) = read(client, address).values()
        assert start == dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC)


class TestWhoReadsIt:
    def test_only_the_hash_of_the_secret_is_kept(self, ada, address):
        physician, patient = ada
        secret = address.removeprefix("/feed/").removesuffix(".ics")
        (kept,) = queries.feeds.of_patient(physician, patient)
        assert secret not in str(kept)
        assert all(secret not in str(act.rows) for act in queries.history.history(physician, patient))
        assert len(secret) >= 43

    def test_a_revoked_address_is_gone_at_once(self, ada, address, client):
        physician, patient = ada
        (kept,) = queries.feeds.of_patient(physician, patient)
        actions.feeds.revoke(feed=UUID(kept.feed), patient=patient, by=physician)
        actions.feeds.revoke(feed=UUID(kept.feed), patient=patient, by=physician)
        assert client.get(address).status_code == 404
        new = actions.feeds.make(patient=patient, by=physician)
        assert client.get(f"/feed/{new}.ics").status_code == 200

    def test_a_patient_sees_their_own_visits_only(self, db, clock, open_clinic, client):
        physician, ids = open_clinic(ada={}, bea={})
        for hour, patient in enumerate(ids.values()):
            book(physician, patient, VISIT + dt.timedelta(hours=hour))
        address = f"/feed/{actions.feeds.make(patient=ids['ada'], by=physician)}.ics"
        assert len(read(client, address)) == 1

    def test_staff_see_the_clinics_visits_with_the_room_and_without_a_name(self, ada, client):
        physician, patient = ada
        actions.scheduling.keep_room(room=Room(room="East", in_use=True), by=physician)
        book(physician, patient)
        answer = client.get(f"/feed/{actions.feeds.make(by=physician)}.ics")
        text = answer.content.decode().replace("\r\n ", "")
        assert "LOCATION:East" in text
        assert f"/patients/{patient}/" in text
        said = re.sub(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", "", text.lower())
        assert "ada" not in said

    def test_a_patients_calendar_holds_no_room_and_no_link(self, ada, address, client):
        physician, patient = ada
        actions.scheduling.keep_room(room=Room(room="East", in_use=True), by=physician)
        book(physician, patient)
        text = client.get(address).content.decode()
        assert "LOCATION" not in text
        assert "patients" not in text

    def test_who_leaves_the_clinic_sees_nothing_more(self, ada, client):
        physician, _ = ada
        by = operator(physician.membership.clinic_id)
        member = Member(email="noa@harbour.example", name="Noa", role="injector")
        noa = actions.members.admit(member, password="a quiet day without wind", by=by, why="test")
        address = f"/feed/{actions.feeds.make(by=noa)}.ics"
        assert client.get(address).status_code == 200
        left = dataclasses.replace(member, active=False)
        actions.members.correct(member=left, revision=1, by=physician)
        assert client.get(address).status_code == 404

    def test_nobody_revokes_the_address_of_another(self, ada):
        physician, patient = ada
        actions.feeds.make(by=physician)
        (own,) = queries.feeds.own(physician)
        with pytest.raises(NotFound):
            actions.feeds.revoke(feed=UUID(own.feed), patient=patient, by=physician)
        with pytest.raises(Forbidden):
            actions.feeds.make(by=operator(physician.membership.clinic_id))

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_is_read_and_nothing_else(self, address, client, method):
        assert getattr(client, method)(address).status_code == 405

    def test_it_is_found_by_no_search_and_kept_by_no_third_party(self, address, client):
        answer = client.get(address)
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Cache-Control"].startswith("private")
        assert answer["Referrer-Policy"] == "no-referrer"

    def test_another_clinics_visits_are_in_no_calendar(self, ada, client):
        other = Clinic.objects.create(name="Hill", zone="Europe/Paris", interval_days=84, quiet_after_days=5)
        member = Member(email="hill@x.example", name="Hill", role="physician")
        elsewhere = actions.members.admit(
            member, password="a quiet day without wind", by=operator(other.pk), why="test"
        )
        book(*ada)
        assert read(client, f"/feed/{actions.feeds.make(by=elsewhere)}.ics") == {}


MOVES = st.lists(
    st.tuples(
        st.integers(0, 2),  # which visit
        st.sampled_from(["move", "cancelled", "no_show", "planned", "arrived", "done", "withdraw"]),
        st.integers(0, 40),  # to which half hour
    ),
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_under_any_order_of_moves_names_are_stable_and_sequences_only_rise(ada, moves):
    """The titles tell nothing either, whatever was done."""
    physician, _ = ada
    patient = actions.patients.add(person=Person(patient=""), by=physician)
    secret = actions.feeds.make(patient=patient, by=physician)
    visits = [book(physician, patient, VISIT + dt.timedelta(weeks=n), kind="review_from_home") for n in range(3)]
    seen = both(secret)
    for which, what, place in moves:
        before = queries.rows.one(physician, patient, Visit, visit=visits[which].visit)
        if before is None:
            continue
        if what == "withdraw":
            actions.doing.withdraw(before.value, patient=patient, revision=before.revision, by=physician, why="")
        else:
            other = {"at": visits[which].at + dt.timedelta(minutes=30 * place)} if what == "move" else {"status": what}
            changed = dataclasses.replace(before.value, **other)
            actions.visits.correct(patient=patient, visit=changed, revision=before.revision, by=physician)
        now = both(secret)
        assert now.keys() == seen.keys()
        risen = [uid for uid in now if now[uid][0] > seen[uid][0]]
        assert all(now[uid][0] >= seen[uid][0] for uid in now)
        assert [uid for uid in now if now[uid] != seen[uid]] == risen  # whatever changed, its sequence rose
        assert all(told(event[-1]) == [] for event in now.values())
        seen = now


def test_every_line_of_a_calendar_is_free_of_health(ada, address, client):
    book(*ada)
    book(*ada, at=VISIT + dt.timedelta(days=1), kind="review")
    text = client.get(address).content.decode().replace("\r\n ", "")
    assert told(text) == []


def test_a_feed_says_how_often_to_look(ada, address, client):
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in client.get(address).content
    assert dt.timedelta(hours=1) == writing.REFRESH
    assert Feed(feed="a").revoked_at is None
