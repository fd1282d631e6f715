"""Sessions as they are charted in the tests: as planned, from a fresh vial, all questions answered."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from migrainedays.protocol import Version, shipped
from migrainedays.protocol.rules.answers import QUESTIONS, TOXIN_ELSEWHERE
from migrainedays.treatment import Condition, Injection, Person, Session
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.consent import Consent
from migrainedays.treatment.dilution import Millilitres
from migrainedays.treatment.history import Baseline, Continuation, History
from migrainedays.treatment.products import OnabotulinumtoxinA, Units
from migrainedays.treatment.stock import VialState
from migrainedays.windows import Span

TODAY = dt.date(2026, 6, 1)
NOW = dt.datetime(2026, 6, 1, 10, 0, tzinfo=dt.UTC)
PREEMPT = shipped().version("preempt")
PATIENT = "P1"
CLEAR = (*(question.condition for question in QUESTIONS), TOXIN_ELSEWHERE)


def day(text: str | dt.date) -> Span:
    return Span.read(str(text))


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def injections_of(version: Version, *, vial: str | None = "V1", number: int = 2) -> tuple[Injection, ...]:
    """The planned points of a version, as a form fills them in."""
    return tuple(
        Injection(
            patient=PATIENT,
            session=number,
            muscle=site.muscle,
            side=site.side,
            site=site.site,
            units=site.units,
            planned_units=site.units,
            vial=vial,
            view=site.view,
            x=site.x,
            y=site.y,
        )
        for site in version.planned
    )


def vial(name: str = "V1", units: Units | None = None, **changes: Any) -> VialState:
    """A vial opened an hour ago and made up as the protocol has it."""
    size = units or OnabotulinumtoxinA(200)
    fresh = VialState(
        vial=name,
        size=size,
        lot="L1",
        expires_on=dt.date(2027, 1, 1),
        opened_at=NOW - dt.timedelta(hours=1),
        diluent=Millilitres(size.amount / 50),
    )
    return dataclasses.replace(fresh, **changes)


def charted(
    version: Version = PREEMPT,
    *,
    number: int = 2,
    vials: Iterable[VialState] | None = None,
    injections: Iterable[Injection] | None = None,
    given: bool = False,
    at: dt.datetime = NOW,
    **columns: Any,
) -> Charting:
    """A session exactly as planned; `columns` change its row."""
    row = {
        "patient": PATIENT,
        "session": number,
        "date": day(TODAY),
        "protocol": version.name,
        "version": version.version,
        "product": version.product,
    }
    return Charting(
        session=Session(**{**row, **columns}),
        injections=tuple(injections_of(version, number=number) if injections is None else injections),
        at=at,
        vials=tuple([vial()] if vials is None else vials),
        given=given,
    )


def charted_units(units: str, version: Version = PREEMPT, **more: Any) -> Charting:
    """One point with so many units, from as many vials as it takes."""
    first = injections_of(version, number=more.get("number", 2))[0]
    point = dataclasses.replace(first, units=Decimal(units), reason="anatomy")
    return charted(version, injections=[point], vials=[vial(units=OnabotulinumtoxinA(1000))], **more)


def earlier(number: int, on: dt.date | str | None, units: str | None = "155", **columns: Any) -> Session:
    """An earlier session."""
    row = {
        "patient": PATIENT,
        "session": number,
        "date": None if on is None else day(on),
        "product": "onabotulinumtoxinA",
        "total_units": None if units is None else Decimal(units),
    }
    return Session(**{**row, **columns})


def answers(on: dt.date = TODAY, **given: bool | None) -> tuple[Condition, ...]:
    """All questions answered no on one day, but for those given."""
    return tuple(
        Condition(patient=PATIENT, condition=condition, asked_on=on, answer=given.get(condition, False))
        for condition in CLEAR
    )


def told(verdict: str, rule: str = "nice_ta260") -> tuple[Continuation, ...]:
    """What one continuation rule says."""
    return (Continuation(rule=rule, verdict=verdict, why="It is so.", claims=("nice_ta260.response",)),)


def history(*sessions: Session, **changes: Any) -> History:
    """A patient with chronic migraine of whom everything is known and nothing speaks against treating."""
    clear = History(
        patient=PATIENT,
        person=Person(patient=PATIENT, sex="female", birth_year=1980),
        sessions=sessions or (earlier(1, ago(84)),),
        conditions=answers(),
        consents=(
            Consent(
                patient=PATIENT,
                text_version="3",
                given_on=ago(90),
                explained_by="Dr Demo",
                off_label_named=True,
            ),
        ),
        baseline=Baseline(low=18, high=20, evaluable=True),
        continuation=told("continue"),
    )
    return dataclasses.replace(clear, **changes)
