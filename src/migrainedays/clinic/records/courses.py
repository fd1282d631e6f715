"""The course of one patient and what a check may rest on, read from the tables by the eyes of whoever asks."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from migrainedays.classification import classify, profile, window
from migrainedays.classification.profiles import DEFAULT
from migrainedays.clinic.records.access import actor_of
from migrainedays.clinic.records.charting import ConsentGiven
from migrainedays.clinic.records.models import ROWS, OfPatient, PatientRecord, Stored
from migrainedays.clinic.records.people import DiaryPlan
from migrainedays.clinic.records.policies import Role
from migrainedays.columns import Value
from migrainedays.course import Course, follow
from migrainedays.course.rules import judge
from migrainedays.exchange.tables import TABLES
from migrainedays.treatment import Person
from migrainedays.treatment.history import Baseline, Continuation, History
from migrainedays.windows import DAY, Span

CONTINUATION = ("nice_ta260", "ehf_2018")  # the rules that say whether to go on; the others describe a response


def course_of(user: Any, record: PatientRecord) -> Course:
    """Everything that was entered and done, as far as this user may see it."""
    return Course.of(person_of(user, record).value, _values(user, record), intakes_kept=keeps_intakes(record))


def person_of(user: Any, record: PatientRecord) -> Stored[Person]:
    """The person without a name; the analyst does not learn where they live."""
    stored: Stored[Person] = PatientRecord.objects.filter(pk=record.pk).stored()[0]
    actor = actor_of(user)
    if actor is not None and actor.role == Role.ANALYST:
        return Stored(dataclasses.replace(stored.value, home_place=None), stored.revision)
    return stored


def keeps_intakes(record: PatientRecord) -> bool:
    """Whether acute drugs are asked in this diary; unsaid is no."""
    plans = ROWS[DiaryPlan].objects.standing().filter(patient=record, keeps_intakes=True)
    return bool(plans.exists())


def history_of(user: Any, record: PatientRecord, *, on: dt.date) -> History:
    """All that the check of a session on a day may rest on, from the diary's baseline to consents."""
    course = course_of(user, record)
    given = ROWS[ConsentGiven].objects.visible_to(user).standing().filter(patient=record)
    consents: list[ConsentGiven] = given.read()
    return History(
        patient=course.person.patient,
        person=course.person,
        sessions=course.sessions,
        injections=course.injections,
        conditions=course.conditions,
        preventives=course.preventives,
        consents=tuple(consent.consent() for consent in sorted(consents, key=lambda consent: consent.key)),
        baseline=_baseline(course, on),
        continuation=_continuation(course, on),
    )


def _values(user: Any, record: PatientRecord) -> Iterator[Value]:
    for value_class in TABLES.values():
        model = ROWS[value_class]
        if issubclass(model, OfPatient):
            yield from model.objects.visible_to(user).standing().filter(patient=record).read()


def _baseline(course: Course, on: dt.date) -> Baseline:
    """The 28 days before session 1; before a session that would be the first, those before that day."""
    first = course.sessions_here[0].on if course.sessions_here else None
    counted = window(course.diary, classify(course.diary, profile(DEFAULT), course.person), Span.before(first or on))
    days = counted.headache_days
    return Baseline(low=days.low, high=days.high, evaluable=counted.evaluable)


def _continuation(course: Course, on: dt.date) -> tuple[Continuation, ...]:
    """What the continuation rules say of all that was lived before a day; nothing before a second session."""
    earlier = tuple(session for session in course.sessions if session.date and session.date.last < on)
    before = dataclasses.replace(course, sessions=earlier)
    if not before.sessions_here:
        return ()
    rulings = judge(follow(before, profile(DEFAULT), on=on - DAY))
    told = (rulings[rule] for rule in CONTINUATION)
    return tuple(Continuation(rule=r.rule, verdict=r.verdict, why=r.why, claims=r.claims) for r in told)
