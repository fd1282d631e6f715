"""Undoing an import: what it wrote goes, what was changed since stays and is named, and it can be taken in again."""

import dataclasses
import datetime as dt

import pytest

from migrainedays.clinic.records import actions, journal, queries
from migrainedays.clinic.records.access import Forbidden, NotFound, operator
from migrainedays.clinic.records.actions.imports import CHANGED, NEEDED, SIGNED
from migrainedays.clinic.records.importing import Import
from migrainedays.clinic.records.models import ROWS, Clinic, Entry
from migrainedays.clinic.records.people import Contact
from migrainedays.diary import DiaryDay, Intake
from migrainedays.errors import InputRefused
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Injection, Person, Session, Vial
from tests import people
from tests.web.records.conftest import ids_of, sign_despite
from tests.web.records.test_folders import POINT, SESSION

TODAY = dt.datetime.now(dt.UTC).date()
ZOE = Person(patient="Zoe")
DAYS = [DiaryDay(patient="Zoe", date=dt.date(2026, 1, n), headache=n % 2 == 0) for n in range(1, 11)]
PILL = Intake(patient="Zoe", date=dt.date(2026, 1, 2), drug="sumatriptan")


def take(by, *values, update=False):
    """Take values in; the name of the import, None where nothing was written."""
    before = {stored.value.taking for stored in queries.rows.stock(by, Import)}
    actions.folders.take_in(folder=folder_of(values), by=by, update=update)
    new = {stored.value.taking for stored in queries.rows.stock(by, Import)} - before
    return new.pop() if new else None


def undo(by, taking):
    return actions.imports.undo(taking=taking, by=by)


def days(by):
    return {s.value.date: s.value for s in queries.rows.all_of(by, ids_of(by)["Zoe"], DiaryDay)}


def is_whole(by):
    return journal.differences(by.membership.clinic_id) == []


class TestWhatGoes:
    def test_everything_that_it_wrote(self, physician):
        taking = take(physician, ZOE, *DAYS, PILL)
        undone = undo(physician, taking)
        assert undone.withdrawn == {"patients": 1, "diary_plans": 1, "days": 10, "intakes": 1}
        assert undone.kept == ()
        assert "Zoe" not in ids_of(physician)
        assert is_whole(physician)

    def test_nothing_of_what_stood_before(self, physician):
        take(physician, ZOE, *DAYS[:4])
        undone = undo(physician, take(physician, ZOE, *DAYS))
        assert undone.withdrawn == {"days": 6}
        assert len(days(physician)) == 4
        assert is_whole(physician)

    def test_a_row_that_it_changed_gets_back_what_stood_there(self, physician):
        take(physician, ZOE, *DAYS)
        worse = dataclasses.replace(DAYS[1], peak=3)
        taking = take(physician, ZOE, worse, update=True)
        assert days(physician)[worse.date].peak == 3
        undone = undo(physician, taking)
        assert (undone.restored, undone.withdrawn) == ({"days": 1}, {})
        assert days(physician)[worse.date] == DAYS[1]
        assert is_whole(physician)

    def test_the_newer_of_two_imports_leaves_the_older_whole_in_either_order(self, physician):
        first, second = take(physician, ZOE, *DAYS[:5]), take(physician, ZOE, *DAYS[5:])
        undo(physician, first)
        assert set(days(physician)) == {day.date for day in DAYS[5:]}
        undo(physician, second)
        assert "Zoe" not in ids_of(physician) or days(physician) == {}

    def test_the_whole_cast_with_its_vials(self, physician):
        cast = [value for value in people.clinic() if not isinstance(value, Injection)]
        undone = undo(physician, take(physician, *cast))
        assert undone.kept == ()
        assert ids_of(physician) == {}
        assert queries.rows.stock(physician, Vial) == []
        assert is_whole(physician)

    def test_the_journal_keeps_all_of_it(self, physician):
        taking = take(physician, ZOE, *DAYS)
        told = Entry.objects.filter(noun="days").count()
        undo(physician, taking)
        entries = Entry.objects.filter(noun="days").order_by("pk")
        assert entries.count() == told + 1
        assert all(row.get("withdrawn") for row in entries.last().rows)
        assert taking in entries.last().why
        assert entries.last().who == physician


class TestWhatStays:
    def test_what_was_changed_since_with_its_reason(self, physician):
        taking = take(physician, ZOE, *DAYS)
        mended = dataclasses.replace(DAYS[0], headache=True)
        actions.diary.correct(patient=ids_of(physician)["Zoe"], entry=mended, revision=1, by=physician)
        undone = undo(physician, taking)
        assert [(kept.value.date, kept.why) for kept in undone.kept if isinstance(kept.value, DiaryDay)] == [
            (DAYS[0].date, CHANGED)
        ]
        assert days(physician) == {mended.date: mended}
        assert is_whole(physician)

    def test_a_patient_who_has_entries_of_another_origin(self, physician):
        taking = take(physician, ZOE, *DAYS)
        patient = ids_of(physician)["Zoe"]
        actions.patients.reach(patient=patient, contact=Contact(patient="Zoe", name="Zoe Example"), by=physician)
        undone = undo(physician, taking)
        assert [(type(kept.value), kept.why) for kept in undone.kept] == [(Person, NEEDED)]
        assert (ids_of(physician)["Zoe"], days(physician)) == (patient, {})

    def test_a_signed_session_and_its_points(self, physician):
        taking = take(physician, ZOE, SESSION, POINT)
        sign_despite(physician, ids_of(physician)["Zoe"])
        undone = undo(physician, taking)
        assert {(type(kept.value), kept.why) for kept in undone.kept} >= {(Session, SIGNED), (Injection, SIGNED)}
        assert is_whole(physician)

    def test_what_was_taken_back_by_hand_is_not_touched_again(self, physician):
        taking = take(physician, ZOE, *DAYS)
        patient = ids_of(physician)["Zoe"]
        actions.diary.withdraw(patient=patient, entry=DAYS[0], revision=1, by=physician, why="a slip")
        undone = undo(physician, taking)
        assert undone.withdrawn["days"] == 9
        assert is_whole(physician)


class TestAgain:
    def test_the_same_folder_is_taken_in_whole_once_more(self, physician):
        undo(physician, take(physician, ZOE, *DAYS, PILL))
        again = take(physician, ZOE, *DAYS, PILL)
        assert days(physician) == {day.date: day for day in DAYS}
        assert is_whole(physician)
        assert undo(physician, again).withdrawn["days"] == 10
        assert is_whole(physician)

    def test_a_mended_folder_too(self, physician):
        undo(physician, take(physician, ZOE, *DAYS))
        mended = [dataclasses.replace(day, peak=3) if day.headache else day for day in DAYS]
        taken = actions.folders.take_in(folder=folder_of([ZOE, *mended]), by=physician)
        assert (taken.added["days"], taken.changed) == (10, ())
        assert days(physician) == {day.date: day for day in mended}
        assert is_whole(physician)

    def test_what_was_withdrawn_by_hand_stays_withdrawn(self, physician):
        take(physician, ZOE, *DAYS)
        patient = ids_of(physician)["Zoe"]
        actions.diary.withdraw(patient=patient, entry=DAYS[0], revision=1, by=physician, why="a slip")
        taken = actions.folders.take_in(folder=folder_of([ZOE, *DAYS]), by=physician)
        assert len(taken.changed) == 1
        assert DAYS[0].date not in days(physician)

    def test_it_is_undone_once(self, physician):
        taking = take(physician, ZOE, *DAYS)
        undo(physician, taking)
        with pytest.raises(InputRefused, match="already"):
            undo(physician, taking)


class TestWhoMay:
    def test_nothing_new_is_no_import(self, physician):
        assert take(physician, ZOE, *DAYS) is not None
        assert take(physician, ZOE, *DAYS) is None

    def test_its_rows_are_counted(self, physician):
        take(physician, ZOE, *DAYS)
        (stored,) = queries.rows.stock(physician, Import)
        assert (stored.value.rows, stored.value.why) == (11, "import")

    @pytest.mark.parametrize("role", ["front_desk", "analyst", "admin"])
    def test_some_roles_undo_nothing(self, physician, roles, role):
        taking = take(physician, ZOE, *DAYS)
        with pytest.raises(Forbidden):
            undo(roles[role], taking)
        assert len(days(physician)) == 10

    def test_another_clinics_import_does_not_exist(self, physician, elsewhere):
        taking = take(physician, ZOE, *DAYS)
        with pytest.raises(NotFound):
            undo(elsewhere, taking)
        other = Clinic.objects.exclude(pk=physician.membership.clinic_id).first()
        if other is not None:
            with pytest.raises(NotFound):
                actions.imports.undo(taking=taking, by=operator(other.pk))
        assert len(days(physician)) == 10


def test_the_rows_stay_in_their_table_so_that_nothing_that_was_ever_said_is_lost(physician):
    undo(physician, take(physician, ZOE, *DAYS))
    rows = ROWS[DiaryDay].objects.filter(patient__patient="Zoe")
    assert set(rows.values_list("withdrawn", "revision")) == {(True, 2)}
    assert rows.count() == 10


def test_a_phone_that_had_heard_of_the_days_hears_that_they_are_gone(physician):
    born = dataclasses.replace(ZOE, birth_year=1980)
    recent = [dataclasses.replace(day, date=TODAY - dt.timedelta(days=n)) for n, day in enumerate(DAYS, start=1)]
    taking = take(physician, born, *recent)
    patient = ids_of(physician)["Zoe"]
    code = actions.phones.offer(patient=patient, by=physician)
    joined = actions.phones.join(code=code, birth_year=1980, name="Android")
    phone = queries.phones.phone_of(joined.key)
    heard, until, _ = queries.phones.entries_after(phone, 0)
    assert len(heard) == 10
    undone = undo(physician, taking)
    assert [kept.why for kept in undone.kept] == [NEEDED]  # she has a phone, so she stays
    told, _, _ = queries.phones.entries_after(phone, until)
    assert {each["date"] for each in told} == {str(day.date) for day in recent}
    assert all(each["changes"]["headache"] is None for each in told)
