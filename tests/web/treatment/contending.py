"""A process of its own at the clinic's database: reads one command a line, acts at the moment it names, says what came.

`python -m tests.web.treatment.contending` is started twice by the tests of contention; both wait for the same moment.
"""

import dataclasses
import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - the settings come first

from migrainedays.clinic.records import actions, queries  # noqa: E402
from migrainedays.clinic.records.access import operator  # noqa: E402
from migrainedays.clinic.records.models import PatientRecord, User  # noqa: E402
from migrainedays.clinic.records.people import Countersignature, Signature  # noqa: E402
from migrainedays.clinic.records.practice import Member, Practice  # noqa: E402
from migrainedays.diary import DiaryDay  # noqa: E402
from migrainedays.protocol import shipped, write_version  # noqa: E402
from migrainedays.treatment import Injection, Person, Session  # noqa: E402
from migrainedays.windows import Span  # noqa: E402
from tests.web.treatment.conftest import ON, answers, consent, sheet_of, stock_vial  # noqa: E402

PREEMPT = shipped().version("preempt")
NAMES = ("Dr Harbour", "Dr Hill")


def who(name):
    return User.objects.get(name=name)


def open_clinic():
    """Tables, a clinic, two physicians."""
    call_command("migrate", verbosity=0)
    first = Member(email="a@b.example", name=NAMES[0])
    by = actions.clinics.open_clinic(
        practice=Practice(name="Harbour", zone="Europe/Paris"), physician=first, password=None
    )
    second = Member(email="b@b.example", name=NAMES[1], role="physician")
    actions.members.admit(second, password="a quiet day", by=operator(by.membership.clinic_id), why="test")


def patient(number):
    """Somebody who may be treated today."""
    by = who(NAMES[0])
    record = actions.patients.add(person=Person(patient=number, birth_year=1980, sex="female"), by=by)
    days = [DiaryDay(patient=number, date=day, headache=n < 20) for n, day in enumerate(Span.before(ON))]
    actions.diary.record(patient=record, entries=days, by=by)
    actions.health.record(patient=record, values=answers(number), by=by)
    actions.charting.consent(patient=record, consent=consent(number), by=by)


def vial(number):
    stock_vial(who(NAMES[0]), number)


def id_of(number):
    return PatientRecord.objects.get(patient=number).public_id


def sheet(number, vial, first_units="5"):
    """A session as planned, but for the units of its first point."""

    def own(points):
        mine = [dataclasses.replace(point, patient=number) for point in points]
        reason = "anatomy" if first_units != "5" else None
        return [dataclasses.replace(mine[0], units=Decimal(first_units), reason=reason), *mine[1:]]

    made = sheet_of(PREEMPT, vial=vial, change=own)
    session = dataclasses.replace(made.session, patient=number)
    return dataclasses.replace(made, session=session, charting=dataclasses.replace(made.charting, patient=number))


def chart(by, number, vial, first_units="5", sign=True):
    made = sheet(number, vial, first_units)
    actions.charting.record(patient=id_of(number), sheet=made, reasons={}, sign=sign, by=who(by))


def sign(by, number):
    actions.treatment.sign(patient=id_of(number), session=1, by=who(by))


def edit(by, number, revision, minutes):
    stored = queries.rows.one(who(by), id_of(number), Session, session=1)
    value = dataclasses.replace(stored.value, minutes=minutes)
    actions.treatment.correct(patient=id_of(number), value=value, revision=revision, by=who(by))


def protocol(by, name, rationale):
    version = dataclasses.replace(PREEMPT, name=name, published=False, off_label=True, rationale=rationale)
    actions.protocols.add(text=write_version(version), by=who(by))


def look(number, vial):
    """What stands afterwards, for the test to judge."""
    by, record = who(NAMES[0]), id_of(number)
    found = queries.stock.ledger(by).vials.get(vial)
    points = [s.value for s in queries.rows.all_of(by, record, Injection)]
    session = queries.rows.one(by, record, Session, session=1)
    return {
        "differences": len(queries.verification.differences()),
        "sessions": len(queries.rows.all_of(by, record, Session)),
        "revision": session.revision if session else 0,
        "minutes": session.value.minutes if session else None,
        "signatures": len(queries.rows.all_of(by, record, Signature)),
        "second": len(queries.rows.all_of(by, record, Countersignature)),
        "given": str(sum((p.units for p in points if p.units), Decimal(0))),
        "draws": len(found.draws) if found else 0,
        "drawn": str(found.drawn) if found else "0",
        "out": str(found.drawn + found.wasted + found.left.amount) if found else "0",
        "in": str(found.size.amount) if found else "0",
        "versions": [v.rationale for n in queries.protocols.library(by).names() if n == number
                     for v in queries.protocols.library(by).versions(n)],
    }  # fmt: skip


DO: dict[str, Callable] = {f.__name__: f for f in (open_clinic, patient, vial, chart, sign, edit, protocol, look)}


def answer(line):
    """Do what a line says, at its moment."""
    asked = json.loads(line)
    while time.time() < asked.get("at", 0):
        pass
    try:
        return {"result": DO[asked["do"]](*asked.get("with", []))}
    except Exception as problem:
        return {"raised": type(problem).__name__, "said": str(problem)}


def main():
    for line in sys.stdin:
        print(json.dumps(answer(line)), flush=True)


if __name__ == "__main__":
    main()
