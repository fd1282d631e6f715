"""A clinic as exchange folders: what leaves comes back the same into an empty clinic, to the last tenth of a unit."""

import dataclasses
import datetime as dt
import json
import stat
from decimal import Decimal

import pytest

from migrainedays.clinic import leaving
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden, NotFound, operator
from migrainedays.clinic.records.models import ROWS, Clinic
from migrainedays.clinic.records.people import Contact
from migrainedays.diary import DiaryDay, Intake
from migrainedays.errors import WrongUse
from migrainedays.exchange import read_folder, write_folder
from migrainedays.exchange.folder import folder_of
from migrainedays.exchange.tables import TABLES
from migrainedays.treatment import AdverseEvent, Condition, Injection, Person, Preventive, Session, Vial
from migrainedays.treatment.unwanted import ASKED
from migrainedays.windows import Span
from tests import people
from tests.web.records.conftest import staff
from tests.web.records.test_command_line import INIT, line  # noqa: F401 - a fixture by its name

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def empty(physician):
    """A physician of another clinic that holds nothing yet."""
    return staff(
        Clinic.objects.create(name="Empty", zone="Europe/Paris", interval_days=84, quiet_after_days=5), "physician"
    )


@pytest.fixture
def moved(empty, tmp_path):
    """Everything of one clinic written as folders, read again and taken into the empty one."""

    def move(user):
        for path in leaving.write(tmp_path / "out", queries.folders.folders(user)):
            folder = read_folder(path)
            assert (folder.refused, folder.odd) == ((), ())
            actions.folders.take_in(folder=folder, by=empty)
        return empty

    return move


def held(user):
    """Every exchange value that a clinic holds, and whose diaries ask for drugs."""
    found = queries.folders.folders(user)
    values = {(value.table, value.key): value for each in found for value in each.values}
    return values, {v.patient for each in found if each.drugs_asked for v in each.values if isinstance(v, Person)}


def fill(user, number="Nora", *, keeps_intakes=True):
    """A patient of whom everything was entered by the real actions."""
    person = Person(
        patient=number, birth_year=1988, sex="female", zone="Europe/Paris", migraine_attacks_before=300,
        aura_attacks_before=0,
    )  # fmt: skip
    patient = actions.patients.add(person=person, keeps_intakes=keeps_intakes, by=user)
    actions.patients.reach(patient=patient, contact=Contact(patient=number, name="Nora Vale"), by=user)
    told = Session(
        patient=number, session=0, date=Span.read("2024-05"), place="=Another practice", product="onabotulinumtoxinA",
        total_units=Decimal("152.5"), recalled_before=Decimal(22), recalled_after=Decimal("14.5"),
        drugs_then="topiramate, 50 mg", side_effects='stiff "neck"\nfor a week',
    )  # fmt: skip
    here = Session(
        patient=number, session=1, date=Span(DAY, DAY), protocol="six-trigger-sites", version="1",
        product="onabotulinumtoxinA", total_units=Decimal("77.6"), minutes=9, clinician="Dr Harbour",
    )  # fmt: skip
    points = [
        Injection(
            patient=number, session=1, muscle=muscle, side=side, site=1, units=Decimal(units),
            planned_units=Decimal("12.5"), reason="anatomy", vial="V1", view="front", x=Decimal("0.3125"),
            y=Decimal("0.2"),
        )
        for muscle, side, units in (("frontalis", "left", "12.5"), ("frontalis", "right", "12.6"),
                                    ("temporalis", "left", "0.1"), ("temporalis", "right", "52.4"))
    ]  # fmt: skip
    actions.treatment.record(patient=patient, session=told, by=user)
    actions.treatment.record(patient=patient, session=here, injections=points, by=user)
    values = [
        Condition(patient=number, condition="allergy", asked_on=DAY, answer=False),
        Condition(patient=number, condition="allergy", asked_on=DAY + dt.timedelta(days=9), answer=True, detail="egg"),
        Condition(patient=number, condition="breathing", asked_on=DAY),
        Condition(patient=number, condition="acute_drugs", asked_on=DAY, answer=True, detail="sumatriptan 50 mg"),
        Condition(patient=number, condition=ASKED, asked_on=DAY + dt.timedelta(days=20), answer=True),
        Preventive(
            patient=number, drug="topiramate", started_on=dt.date(2019, 1, 1), dose="50 mg; begun 2019 as told",
            stopped_on=dt.date(2020, 2, 29), stop_reason="intolerance",
        ),
        AdverseEvent(
            patient=number, event="ptosis", onset_on=DAY + dt.timedelta(days=5), session=1, severity="mild",
            related=True, resolved_on=DAY + dt.timedelta(days=40),
        ),
    ]  # fmt: skip
    actions.health.record(patient=patient, values=values, by=user)
    days = [DiaryDay(patient=number, date=DAY + dt.timedelta(days=n), headache=n % 3 == 0) for n in range(10)]
    intake = Intake(patient=number, date=DAY, drug="sumatriptan", doses=Decimal("0.5"), purpose="acute")
    actions.diary.record(patient=patient, entries=[*days, *([intake] if keeps_intakes else [])], by=user)
    return patient


def vials(user):
    actions.folders.take_in(
        folder=folder_of([Vial(vial="V1", product="onabotulinumtoxinA", lot="C1", size_units=Decimal(100))]), by=user
    )


def test_all_that_was_entered_comes_back_the_same(physician, moved):
    fill(physician)
    vials(physician)
    before, asked = held(physician)
    assert {table for table, _ in before} == {
        "patients", "days", "intakes", "sessions", "injections", "conditions", "preventives", "adverse_events", "vials",
    }  # fmt: skip
    other = moved(physician)
    assert held(other) == (before, asked)
    assert queries.verification.differences() == {}


def test_units_come_back_to_the_last_tenth(physician, moved):
    fill(physician)
    other = moved(physician)
    (patient,) = [listed.id for listed in queries.patients.search(other)]
    points = [stored.value for stored in queries.rows.all_of(other, patient, Injection)]
    assert [str(point.units) for point in points] == ["12.5", "12.6", "0.1", "52.4"]
    assert {str(point.planned_units) for point in points} == {"12.5"}
    sessions = [stored.value for stored in queries.rows.all_of(other, patient, Session)]
    assert [str(session.total_units) for session in sessions] == ["152.5", "77.6"]
    assert sum(point.units for point in points) == sessions[1].total_units
    assert [str(session.date) for session in sessions] == ["2024-05", "2026-03-02"]


def test_the_cast_leaves_and_comes_back(physician, moved):
    cast = [*people.anna(), *people.ben(), *people.clara(), *people.david(), *people.eva(), *people.farid()]
    actions.folders.take_in(folder=folder_of(cast, present=[Intake]), by=physician)
    before = held(physician)
    assert held(moved(physician)) == before


def test_the_same_folder_into_the_same_clinic_changes_nothing(physician, tmp_path):
    fill(physician)
    (path,) = leaving.write(tmp_path / "out", queries.folders.folders(physician))
    taken = actions.folders.take_in(folder=read_folder(path), by=physician, update=True)
    assert (taken.added, taken.changed) == ({}, ())


# -- drugs: asked, or not asked ----------------------------------------------------------------------------
def test_diaries_that_do_not_ask_for_drugs_leave_in_a_folder_of_their_own(physician, moved, tmp_path):
    fill(physician, "Nora")
    fill(physician, "Olga", keeps_intakes=False)
    before = held(physician)
    assert before[1] == {"Nora"}
    other = moved(physician)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["drugs-asked", "drugs-not-asked"]
    assert not (tmp_path / "out" / "drugs-not-asked" / "intakes.csv").exists()
    assert held(other) == before


def test_a_clinic_that_never_asked_for_drugs_is_one_folder_without_intakes(physician, tmp_path):
    fill(physician, keeps_intakes=False)
    (path,) = leaving.write(tmp_path / "out", queries.folders.folders(physician))
    assert path == tmp_path / "out"
    assert not (path / "intakes.csv").exists()


def test_where_drugs_were_asked_and_none_was_taken_the_empty_table_says_so(physician, tmp_path):
    actions.patients.add(person=Person(patient="Nora"), by=physician)
    (path,) = leaving.write(tmp_path / "out", queries.folders.folders(physician))
    assert (path / "intakes.csv").read_text().count("\n") == 1
    assert read_folder(path).has(Intake)


def test_intakes_of_a_diary_that_does_not_ask_stay_here_and_are_counted(physician):
    patient = fill(physician, keeps_intakes=False)
    intake = Intake(patient="Nora", date=DAY, drug="ibuprofen")
    actions.diary.record(patient=patient, entries=[intake], by=physician)
    (each,) = queries.folders.folders(physician)
    assert each.left_out == 1
    assert "intakes" not in each.counts


# -- who and what ------------------------------------------------------------------------------------------
def test_one_patient_leaves_alone(physician):
    fill(physician, "Nora")
    fill(physician, "Olga")
    (each,) = queries.folders.folders(physician, "Olga")
    assert {value.patient for value in each.values} == {"Olga"}
    assert each.counts["injections"] == 4


def test_what_was_taken_back_does_not_leave(physician):
    patient = fill(physician)
    event = queries.rows.one(physician, patient, AdverseEvent)
    actions.health.withdraw(patient=patient, value=event.value, revision=event.revision, by=physician, why="error")
    assert "adverse_events" not in queries.folders.folders(physician)[0].counts


def test_names_and_contacts_stay(physician, tmp_path):
    fill(physician)
    (path,) = leaving.write(tmp_path / "out", queries.folders.folders(physician))
    written = "".join(file.read_text() for file in path.iterdir())
    assert "Vale" not in written
    assert {file.stem for file in path.glob("*.csv")} <= set(TABLES)


def test_another_clinics_patients_do_not_leave(physician, elsewhere):
    fill(physician)
    numbers = {getattr(value, "patient", None) for each in queries.folders.folders(elsewhere) for value in each.values}
    assert "Greta" in numbers
    assert "Nora" not in numbers
    with pytest.raises(NotFound, match="There is no patient Nora"):
        queries.folders.folders(elsewhere, "Nora")


@pytest.mark.parametrize("role", ["front_desk", "admin"])
def test_who_may_not_read_everything_gives_nothing_away(roles, role):
    with pytest.raises(Forbidden):
        queries.folders.folders(roles[role])


def test_a_clinic_without_patients_is_a_folder_without_rows(physician, tmp_path):
    vials(physician)
    (path,) = leaving.write(tmp_path / "out", queries.folders.folders(physician))
    folder = read_folder(path)
    assert folder.patients == []
    assert [vial.lot for vial in folder.values(Vial)] == ["C1"]


def test_every_exchange_table_can_leave(physician):
    assert set(TABLES.values()) <= set(ROWS)
    assert queries.folders.folders(operator(physician.membership.clinic_id))


# -- the files ---------------------------------------------------------------------------------------------
def test_what_is_there_is_never_touched(physician, tmp_path):
    fill(physician)
    kept = tmp_path / "out"
    kept.mkdir()
    (kept / "letter.txt").write_text("mine")
    with pytest.raises(WrongUse, match="exists already"):
        leaving.write(kept, queries.folders.folders(physician))
    assert [file.name for file in kept.iterdir()] == ["letter.txt"]


def test_only_the_owner_reads_the_folder(physician, tmp_path):
    fill(physician)
    leaving.write(tmp_path / "out", queries.folders.folders(physician))
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert not (tmp_path / "out.unfinished").exists()


def test_where_it_cannot_be_written_a_sentence_says_so(physician, tmp_path):
    fill(physician)
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongUse, match="cannot be made"):
        leaving.write(tmp_path / "file" / "out", queries.folders.folders(physician))


def test_the_command_writes_what_the_command_takes_in(line, tmp_path):  # noqa: F811
    assert line(*INIT).returncode == 0
    people_folder = tmp_path / "people"
    leaving_values = [value for value in people.anna() if not isinstance(value, Vial)]
    write_folder(people_folder, leaving_values, present=[Intake])
    assert line("import", "folder", people_folder).returncode == 0
    done = line("export", "folder", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)["folders"]
    assert told["tables"]["days"] == sum(isinstance(value, DiaryDay) for value in people.anna())
    again = line("import", "folder", tmp_path / "out", "--json")
    assert all(row["added"] == row["changed"] == 0 for row in json.loads(again.stdout)["tables"].values())
    refused = line("export", "folder", tmp_path / "out")
    assert refused.returncode == 2
    assert "exists already" in refused.stderr
    nobody = line("export", "folder", tmp_path / "other", "--patient", "Nobody")
    assert (nobody.returncode, "There is no patient Nobody." in nobody.stderr) == (2, True)


def test_two_folders_hold_each_patient_once(physician):
    fill(physician, "Nora")
    fill(physician, "Olga", keeps_intakes=False)
    first, second = queries.folders.folders(physician)
    mine = [{v.patient for v in each.values if isinstance(v, Person)} for each in (first, second)]
    assert mine == [{"Nora"}, {"Olga"}]
    assert dataclasses.replace(first, values=()).counts == {}
