"""What is known of a patient before a session: earlier doses, answers, consent, counts from the diary."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from migrainedays.treatment.condition import Condition
from migrainedays.treatment.consent import Consent
from migrainedays.treatment.injection import Injection
from migrainedays.treatment.person import Person
from migrainedays.treatment.preventive import Preventive
from migrainedays.treatment.session import DEFAULT_INDICATION, Session
from migrainedays.windows import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Headache days in the frozen 28 days before the first session: at least `low`, at most `high`."""

    low: int
    high: int
    evaluable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """What a continuation rule says of the course before a session: continue, non_response, goal_reached_review or
    not_proven, why, and the claims that the rule rests on."""

    rule: str
    verdict: str
    why: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dose:
    """An earlier dose of toxin; a day, product or amount that is not known is None."""

    given: Span | None
    product: str | None
    units: Decimal | None
    indication: str
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that a check may rest on besides the session itself; `continuation` has one verdict a rule, side by side
    and never merged."""

    patient: str
    person: Person | None = None
    sessions: tuple[Session, ...] = ()
    injections: tuple[Injection, ...] = ()
    conditions: tuple[Condition, ...] = ()
    preventives: tuple[Preventive, ...] = ()
    consents: tuple[Consent, ...] = ()
    baseline: Baseline | None = None
    continuation: tuple[Continuation, ...] = ()

    def doses(self, *, on: dt.date, leaving_out: int) -> Iterator[Dose]:
        """Doses up to a day, here and elsewhere, over all indications, but for the session with one number.

        A session without a date may have been at any time, so it is among them. The total of a session is its own,
        else the sum of its injections, else not known.
        """
        for session in self.sessions:
            if session.session != leaving_out and (session.date is None or session.date.first <= on):
                indication = session.indication or DEFAULT_INDICATION
                yield Dose(session.date, session.product, self.units_of(session), indication, session.place)

    def units_of(self, session: Session) -> Decimal | None:
        """The units of one session: as told, else summed; None where one of them is not known."""
        if session.total_units is not None:
            return session.total_units
        given = [i.units for i in self.injections if i.session == session.session]
        if not given or None in given:
            return None
        return sum((units for units in given if units is not None), Decimal(0))

    def answer(self, condition: str, on: dt.date) -> Condition | None:
        """The latest answer that holds on a day: asked by then, and not past its `until`."""
        held = [
            c
            for c in self.conditions
            if c.condition == condition and c.asked_on <= on and (c.until is None or on <= c.until)
        ]
        return max(held, key=lambda c: c.asked_on, default=None)
