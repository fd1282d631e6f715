"""Simulated patients with names, places, numbers and dates planted in every field that somebody could type in."""

import dataclasses
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from itertools import groupby

from migrainedays.classification import profile
from migrainedays.columns import Value
from migrainedays.course import Course, Evaluation, evaluate
from migrainedays.diary import Exposure, Goal
from migrainedays.simulation.folder import simulate_values
from migrainedays.simulation.options import Options
from migrainedays.treatment import AdverseEvent, Condition, Injection, Person, Preventive, Session
from migrainedays.windows import DAY, Span

NAME, PLACE, PHONE, LOT, DOCTOR = "Wilhelmina Oderberg", "Kirchsteinfeld", "0171-5559876", "LOT-C7741X", "Dr Quandt"
TYPED = f"{NAME} of {PLACE}, {PHONE}, {LOT}, {DOCTOR}, 3 February 2025"
SECRETS = ("wilhelmina", "oderberg", "kirchsteinfeld", "5559876", "c7741x", "quandt", "planted")


def planted(patients: int, seed: int) -> list[Course]:
    """Simulated courses into which every free field carries who it is, where, and by whom."""
    values = sorted(simulate_values(Options(patients=patients, seed=seed)), key=_whose)
    return [_course(list(own)) for _, own in groupby(values, key=_whose)]


def _whose(value: Value) -> str:
    return str(value.patient)  # type: ignore[attr-defined]


def _course(values: list[Value]) -> Course:
    return _told_everything(Course.of(*_apart(values), intakes_kept=True))


def _apart(values: list[Value]) -> tuple[Person, list[Value]]:
    [person] = [value for value in values if isinstance(value, Person)]
    return person, [value for value in values if not isinstance(value, Person)]


def _told_everything(course: Course) -> Course:
    on = course.sessions_here[0].on if course.sessions_here else dt.date(2025, 2, 3)
    assert on is not None
    patient = course.person.patient
    elsewhere = Session(
        patient=patient, session=0, date=Span.read("2019"), place=PLACE, clinician=DOCTOR, drugs_then=TYPED,
        side_effects=TYPED, protocol=TYPED, product=TYPED,
    )  # fmt: skip
    return dataclasses.replace(
        course,
        person=dataclasses.replace(
            course.person, home_place=PLACE, birth_year=1950 + sum(patient.encode()) % 50, sex="female"
        ),
        sessions=(elsewhere, *(_session(s) for s in course.sessions_here)),
        injections=tuple(dataclasses.replace(point, vial=LOT, reason=TYPED, depth=TYPED) for point in course.injections)
        or (Injection(patient=patient, session=1, muscle=TYPED, side="left", site=1, vial=LOT, reason=TYPED),),
        diary=dataclasses.replace(
            course.diary,
            goals=(
                Goal(patient=patient, goal=TYPED, date=on, level=-2),
                Goal(patient=patient, goal=TYPED, date=on + 100 * DAY, level=1),
            ),
            exposures=tuple(
                Exposure(patient=patient, date=on + n * DAY, factor=TYPED, level=n % 2, at=_noon(on + n * DAY))
                for n in range(40)
            ),
        ),
        preventives=(Preventive(patient=patient, drug=TYPED, started_on=on, dose=TYPED, stopped_on=on + DAY),),
        adverse_events=(AdverseEvent(patient=patient, event=TYPED, onset_on=on + DAY, session=1, drug=TYPED),),
        conditions=(Condition(patient=patient, condition="allergy", asked_on=on, answer=False, detail=TYPED),),
    )


def _session(session: Session) -> Session:
    planted_names = {"protocol": "planted-protocol", "version": TYPED, "clinician": DOCTOR, "product": TYPED}
    return dataclasses.replace(session, drugs_then=TYPED, side_effects=TYPED, indication=TYPED, **planted_names)


def _noon(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(12), dt.UTC)


def judged(course: Course) -> Evaluation:
    return evaluate(course, profile("LEIDEN_2023"))


def dates_of(course: Course) -> Iterator[str]:
    """Every exact date of a course, as people write them."""
    days = {day.date for day in course.diary.days} | {s.on for s in course.sessions_here if s.on}
    for day in days:
        yield day.isoformat()
        yield f"{day.day} {day:%B} {day.year}"
        yield f"{day:%d/%m/%Y}"


def words_in(docx: bytes) -> str:
    """All text of a word-processor file, what it says about itself included."""
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return " ".join(file.read(name).decode("utf-8", "replace") for name in file.namelist() if name.endswith(".xml"))
