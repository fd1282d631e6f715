"""The demo clinic's cupboard: a delivery each quarter, a vial a session, and what stands there today."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from migrainedays.simulation.demo.cast import CLINIC_ZONE
from migrainedays.simulation.demo.story import Story
from migrainedays.simulation.demo.treatments import (
    DILUENT_ML,
    given_from,
    lot_of,
    session_days,
    vials_of,
    weekday_before,
)
from migrainedays.treatment import Vial
from migrainedays.treatment.consent import Consent
from migrainedays.treatment.dilution import Millilitres
from migrainedays.treatment.products import OnabotulinumtoxinA
from migrainedays.treatment.stock import Action, Discard, Draw, Open, Quarantine, Receive, Reconstitute

TEXT_VERSION = "2024-2"
EXPLAINED_BY = "Dr Ines Morel"
CLOSED = ((100, 6), (200, 2))  # units in a vial, and how many of them wait
OLD_LOT_EXPIRES_IN = dt.timedelta(days=24)


def ledger_of_demo(cast: Iterable[Story], on: dt.date) -> Iterator[Action]:
    """Every line of the ledger up to the evening before `on`, vial by vial."""
    given = given_from(cast, on)
    for vial in vials_of(cast, on):
        yield from _used(vial, *given[vial.vial], on)
    yield from _waiting(on)


def _used(vial: Vial, patient: str, session: int, units: Decimal, on: dt.date) -> Iterator[Action]:
    """Received with its quarter, opened on the day of the session, drawn from once, and thrown away that evening."""
    assert vial.opened_at is not None
    assert vial.discarded_at is not None
    day = vial.opened_at.date()
    yield _received(vial.vial, 100, vial.lot or "", vial.expires_on or day, _delivered(day))
    yield Open(vial=vial.vial, at=vial.opened_at)
    yield Reconstitute(vial=vial.vial, at=vial.opened_at, diluent=Millilitres(DILUENT_ML))
    drawn_at = vial.opened_at + dt.timedelta(minutes=15)
    yield Draw(vial=vial.vial, at=drawn_at, units=OnabotulinumtoxinA(units), patient=patient, session=session)
    yield Discard(vial=vial.vial, at=vial.discarded_at)


def _waiting(on: dt.date) -> Iterator[Action]:
    """Closed vials for the weeks to come; one expires soon, and one was set aside when the fridge was warm."""
    delivered = _delivered(on)
    lot, expires_on = lot_of(on)
    numbers = iter(range(1, 100))
    for units, many in CLOSED:
        for _ in range(many):
            yield _received(_number(on, next(numbers)), units, lot, expires_on, delivered)
    soon = on + OLD_LOT_EXPIRES_IN
    before, _expires = lot_of(_delivered(on) - dt.timedelta(days=95))
    yield _received(_number(on, next(numbers)), 100, before, soon, _delivered(delivered.date() - dt.timedelta(days=95)))
    warm = _number(on, next(numbers))
    yield _received(warm, 100, lot, expires_on, delivered)
    yield Quarantine(vial=warm, at=_at(weekday_before(on - dt.timedelta(days=1)), 18))


def _number(on: dt.date, number: int) -> str:
    return f"{on:%y}-{number:03d}"


def _received(vial: str, units: int, lot: str, expires_on: dt.date, at: dt.datetime) -> Receive:
    return Receive(vial=vial, at=at, size=OnabotulinumtoxinA(units), lot=lot, expires_on=expires_on)


def _delivered(day: dt.date) -> dt.datetime:
    """The morning on which the lot of a day came: the last working day before its quarter."""
    return _at(weekday_before(dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - dt.timedelta(days=1)), 10)


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), ZoneInfo(CLINIC_ZONE))


def consents_of(cast: Iterable[Story], on: dt.date) -> Iterator[Consent]:
    """Each who was treated here agreed on the day of the first session, and was told that six sites are off-label."""
    for story in cast:
        for day in session_days(story, on)[:1]:
            yield Consent(
                patient=story.patient,
                text_version=TEXT_VERSION,
                given_on=day,
                explained_by=EXPLAINED_BY,
                off_label_named=True,
            )
