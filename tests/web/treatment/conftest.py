"""A clinic with a stock of toxin and a patient who may be treated today."""

import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.actions.charting import Sheet
from migrainedays.clinic.records.charting import Charting, ConsentGiven, VialAct
from migrainedays.clinic.records.people import Contact
from migrainedays.diary import DiaryDay
from migrainedays.protocol import check
from migrainedays.protocol.rules.answers import QUESTIONS
from migrainedays.treatment import Condition, Injection, Person, Session
from migrainedays.treatment import charting as library
from migrainedays.windows import Span
from tests.web.pages.conftest import screen  # noqa: F401 - fixtures by their names
from tests.web.records.conftest import clara, clinic, elsewhere, patients, physician, roles  # noqa: F401

ON = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
EARLIER = AT - dt.timedelta(hours=1)


def vial_act(act, number="V1", at=EARLIER, **columns):
    return VialAct(vial=number, number=1, act=act, at=at, **columns)


def stock_vial(by, number="V1", size=200, diluent="4", lot="C1234", at=EARLIER):
    """A vial received, opened and made up at a moment, an hour ago unless said."""
    columns = {"product": "onabotulinumtoxinA", "lot": lot, "expires_on": dt.date(2027, 6, 30), "units": Decimal(size)}
    actions.stock.act(act=vial_act("receive", number, at, **columns), by=by)
    actions.stock.act(act=vial_act("open", number, at), by=by)
    actions.stock.act(act=vial_act("reconstitute", number, at, diluent_ml=Decimal(diluent)), by=by)


def answers(patient="Dora", on=ON, **yes):
    """Every question answered with no, but for those named."""
    asked = [*(question.condition for question in QUESTIONS), "other_toxin"]
    return tuple(Condition(patient=patient, condition=c, asked_on=on, answer=yes.get(c, False)) for c in asked)


def consent(patient="Dora", on=ON):
    return ConsentGiven(
        patient=patient, given_on=on, text_version="2026-1", explained_by="Dr Harbour", off_label_named=True
    )


@pytest.fixture
def dora(physician):  # noqa: F811
    """A patient with 20 headache days in the 28 before today, who was never treated."""
    patient = actions.patients.add(person=Person(patient="Dora", birth_year=1980, sex="female"), by=physician)
    actions.patients.reach(patient=patient, contact=Contact(patient="Dora", name="Dora Lind"), by=physician)
    days = [DiaryDay(patient="Dora", date=day, headache=n < 20) for n, day in enumerate(Span.before(ON))]
    actions.diary.record(patient=patient, entries=days, by=physician)
    return patient


@pytest.fixture
def stocked(physician):  # noqa: F811
    stock_vial(physician)


def sheet_of(version, *, vial="V1", number=1, given=False, change=None, **more):
    """A session as planned, from one vial; `change` makes other points of the planned ones."""
    points = [
        Injection(
            patient="Dora", session=number, muscle=s.muscle, side=s.side, site=s.site, units=s.units,
            planned_units=s.units, vial=vial, view=s.view, x=s.x, y=s.y,
        )
        for s in version.planned
    ]  # fmt: skip
    points = change(points) if change else points
    total = sum((point.units for point in points), Decimal(0))
    session = Session(
        patient="Dora", session=number, date=Span(ON, ON), protocol=version.name, version=version.version,
        product=version.product, total_units=total,
    )  # fmt: skip
    charting = Charting(
        patient="Dora", session=number, protocol=version.name, version=version.version,
        content_hash=version.content_hash, started_at=AT, given=given,
    )  # fmt: skip
    return Sheet(session=session, injections=tuple(points), charting=charting, **more)


def checked(user, patient, sheet, version):
    """What the library finds on a sheet, as the page would ask it."""
    vials = tuple(queries.stock.ledger(user).vials.values())
    charted = library.Charting(
        session=sheet.session, injections=sheet.injections, at=AT, vials=vials, given=bool(sheet.charting.given)
    )
    return check(charted, version, queries.treatment.history(user, patient, on=ON))
