"""How long 100,000 diary days take from the folder into the clinic; the bar is ten seconds on two cores."""

import datetime as dt
import random

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.diary import DiaryDay, Intake
from migrainedays.exchange import read_folder, write_folder
from migrainedays.treatment import Person

PATIENTS, DAYS, SECONDS = 100, 1000, 10
FIRST = dt.date(2023, 1, 1)


def diary():
    """As many days as the bar asks for, half of them with headache and what came with it."""
    chance = random.Random(1)
    for number in range(PATIENTS):
        yield Person(patient=str(number), birth_year=1980, zone="Europe/Paris")
        for n in range(DAYS):
            sick = chance.random() < 0.5
            features = {"minutes": 300, "peak": 2, "nausea": True, "aura_kinds": ("visual",)} if sick else {}
            entered = dt.datetime(2023, 1, 1, 20, tzinfo=dt.UTC) + dt.timedelta(days=n)
            yield DiaryDay(
                patient=str(number), date=FIRST + dt.timedelta(days=n), headache=sick, zone="Europe/Paris",
                entered_at=entered, **features,
            )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("import") / "folder"
    write_folder(path, diary(), present=[Intake])
    return path


@pytest.fixture
def physician(db):
    return actions.clinics.open_clinic(
        practice=Practice(name="Harbour", zone="Europe/Paris"), physician=Member(email="a@b.example"), password=None
    )


def test_a_hundred_thousand_days_are_taken_in(benchmark, physician, folder):
    taken = benchmark.pedantic(lambda: actions.folders.take_in(folder=read_folder(folder), by=physician), rounds=1)
    assert taken.added["days"] == PATIENTS * DAYS
    assert benchmark.stats["max"] < SECONDS


def test_the_same_folder_is_seen_through(benchmark, physician, folder):
    actions.folders.take_in(folder=read_folder(folder), by=physician)
    again = benchmark.pedantic(lambda: actions.folders.take_in(folder=read_folder(folder), by=physician), rounds=1)
    assert again.unchanged["days"] == PATIENTS * DAYS
    assert benchmark.stats["max"] < SECONDS


def test_a_course_of_three_years_is_read(benchmark, physician, folder):
    actions.folders.take_in(folder=read_folder(folder), by=physician)
    patient = queries.patients.search(physician)[0].id
    course = benchmark.pedantic(lambda: queries.course(physician, patient), rounds=20)
    assert len(course.diary.days) == DAYS
