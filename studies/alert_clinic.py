"""A clinic whose patients are simulated and whose records are real: each session is charted, stored and read back.

Diaries and days of sessions come from the simulator. What speaks against a session is planted on purpose, at the rates
of RATES, and remembered; what the check finds comes from the tables (records, queries, check) and knows nothing of it.
"""

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.actions.charting import Sheet
from migrainedays.clinic.records.charting import Charting, ConsentGiven, VialAct
from migrainedays.diary import DiaryDay
from migrainedays.protocol import Findings, Version, shipped
from migrainedays.protocol.rules.answers import QUESTIONS
from migrainedays.simulation.cohort import Cohort, draw_cohorts
from migrainedays.simulation.options import FIRST_ENROLMENT_ON, Options
from migrainedays.treatment import Condition, Injection, Person, Session
from migrainedays.windows import Span

# How often in 1,000 sessions; what a year of a practice may bring, not a published figure.
RATES = {
    "interval": 20, "toxin_elsewhere": 5, "muscle_relaxant": 5, "unknown_dose": 3, "deviation_without_reason": 3,
    "neuromuscular": 1, "dysphagia": 2, "breathing": 2, "aminoglycoside": 1, "pregnancy": 2, "other_toxin": 1,
    "consent": 2, "muscle_cap": 2, "vial_unnamed": 2, "vial_typed": 1, "allergy": 1, "infection_at_site": 1,
    "safety_unanswered": 2, "vial_expired": 1, "vial_quarantined": 1, "vial_hours": 1, "vial_overdrawn": 1,
}  # fmt: skip
ANSWERS = tuple(question.condition for question in QUESTIONS)
BLOCKS = (
    "allergy", "infection_at_site", "safety_unanswered", "vial_expired", "vial_quarantined", "vial_hours",
    "vial_overdrawn",
)  # fmt: skip
REASONS = dict.fromkeys((*RATES, "cumulative_units", "protocol_cap", "site_cap", "side_against_place"), "named")
DIFFER = 0.4  # of sessions differ from their plan, each difference with its reason
MORE = 0.25  # of sessions of a published pattern have 5 or 10 U more where the pain is


@dataclasses.dataclass(frozen=True)
class Outcome:
    """One session: what was planted, and what the check found on what was stored."""

    planted: frozenset[str]
    found: Findings

    @property
    def interrupting(self) -> frozenset[str]:
        return frozenset(finding.rule for finding in self.found.found if finding.interrupts)


@dataclasses.dataclass
class Treated:
    """A patient on her way through her sessions."""

    id: UUID
    number: str
    version: Version
    last: dt.date | None = None
    told: int = 0  # sessions elsewhere that were told, counted backwards from 0


def live(by: Any, *, seed: int, patients: int, sessions: int, times: int = 1) -> Iterator[Outcome]:
    """The sessions of so many simulated patients, `sessions` each at most; RATES times `times`."""
    chance = random.Random(seed)
    versions = [version for name in shipped().names() for version in shipped().versions(name)]
    (cohort,) = draw_cohorts(Options(patients=patients, seed=seed % 2**31, mix="clinic"))
    for place in range(patients):
        treated = _arrive(by, cohort, place, chance.choice(versions))
        for number, on in enumerate(_days(cohort, place)[:sessions], start=1):
            planted = {rule for rule, rate in RATES.items() if chance.random() * 1000 < rate * times}
            yield treat(by, treated, number, on, planted, chance)


def treat(by: Any, treated: Treated, number: int, on: dt.date, planted: set[str], chance: random.Random) -> Outcome:
    """Chart one session with what is planted in it; what could not be planted here is not among `planted`."""
    planted = {rule for rule in planted if _possible(rule, treated, number)}
    if "interval" in planted and treated.last:
        on = treated.last + dt.timedelta(days=chance.randint(70, 83))
    _elsewhere(by, treated, on, planted)
    sheet = _sheet(by, treated, number, on, planted, chance)
    found = actions.charting.record(patient=treated.id, sheet=sheet, reasons=REASONS, sign=True, by=by)
    treated.last = on
    return Outcome(frozenset(planted), found)


def _possible(rule: str, treated: Treated, number: int) -> bool:
    """A first session here has no interval; one whose consent or allergy was planted once stays as it is."""
    return number > 1 if rule == "interval" else number == 1 if rule == "consent" else True


# -- who comes, and what her diary says -----------------------------------------------------------------
def _arrive(by: Any, cohort: Cohort, place: int, version: Version) -> Treated:
    number = f"P{place + 1}"
    patient = actions.patients.add(person=Person(patient=number, birth_year=1980, sex="female"), by=by)
    first = FIRST_ENROLMENT_ON + dt.timedelta(days=int(cohort.first[place]))
    days = [
        DiaryDay(patient=number, date=first + dt.timedelta(days=int(n)), headache=bool(cohort.headache[place, n]))
        for n in cohort.written[place].nonzero()[0]
    ]
    actions.diary.record(patient=patient, entries=days, by=by)
    return Treated(patient, number, version)


def _days(cohort: Cohort, place: int) -> list[dt.date]:
    first = FIRST_ENROLMENT_ON + dt.timedelta(days=int(cohort.first[place]))
    took_place = cohort.sessions[place][cohort.took_place[place]]
    return [first + dt.timedelta(days=int(n)) for n in took_place]


def _elsewhere(by: Any, treated: Treated, on: dt.date, planted: set[str]) -> None:
    """Toxin that was given elsewhere a hundred days ago: of another product, or of unknown size."""
    for rule, product, units in (
        ("other_toxin", "abobotulinumtoxinA", 250),
        ("unknown_dose", "onabotulinumtoxinA", None),
    ):
        if rule in planted:
            day = on - dt.timedelta(days=100)
            told = Session(
                patient=treated.number, session=-treated.told, date=Span(day, day), place="another clinic",
                product=product, total_units=None if units is None else Decimal(units),
            )  # fmt: skip
            treated.told += 1
            actions.treatment.record(patient=treated.id, session=told, by=by)


# -- the sheet ------------------------------------------------------------------------------------------
def _sheet(by: Any, treated: Treated, number: int, on: dt.date, planted: set[str], chance: random.Random) -> Sheet:
    version, at = treated.version, dt.datetime.combine(on, dt.time(9, 30), tzinfo=dt.UTC)
    vial = _vial(by, f"{treated.number}-{number}", at, planted)
    points = _points(treated, number, vial, planted, chance)
    session = Session(
        patient=treated.number, session=number, date=Span(on, on), protocol=version.name, version=version.version,
        product=version.product, indication=version.indication,
        total_units=sum((point.units for point in points if point.units), Decimal(0)),
    )  # fmt: skip
    charting = Charting(
        patient=treated.number, session=number, protocol=version.name, version=version.version,
        content_hash=version.content_hash, started_at=at, given=not planted.isdisjoint(BLOCKS),
    )  # fmt: skip
    return Sheet(
        session=session, injections=points, charting=charting, conditions=_asked(treated, on, planted),
        consent=None if number > 1 or "consent" in planted else _consent(treated, on),
    )  # fmt: skip


def _asked(treated: Treated, on: dt.date, planted: set[str]) -> tuple[Condition, ...]:
    answers = {condition: condition in planted for condition in ANSWERS}
    if "safety_unanswered" in planted:
        del answers["infection_at_site"]
    elsewhere = None if "toxin_elsewhere" in planted else not planted.isdisjoint(("other_toxin", "unknown_dose"))
    told: dict[str, bool | None] = {**answers, "other_toxin": elsewhere}
    return tuple(
        Condition(patient=treated.number, condition=condition, asked_on=on, answer=answer)
        for condition, answer in told.items()
    )


def _consent(treated: Treated, on: dt.date) -> ConsentGiven:
    return ConsentGiven(
        patient=treated.number, given_on=on, text_version="1", explained_by="Dr Harbour", off_label_named=True
    )


def _vial(by: Any, number: str, at: dt.datetime, planted: set[str]) -> str:
    """A vial of 200 U received, opened and made up ten minutes ago, unless something is wrong with it."""
    opened = at - (dt.timedelta(hours=25) if "vial_hours" in planted else dt.timedelta(minutes=10))
    expires_on = at.date() - dt.timedelta(days=1) if "vial_expired" in planted else at.date() + dt.timedelta(days=200)
    line = VialAct(vial=number, number=1, act="open", at=opened, product="onabotulinumtoxinA")
    whole = Decimal(200)
    lines = [
        dataclasses.replace(line, act="receive", lot=f"L{number}", expires_on=expires_on, units=whole),
        line,
        dataclasses.replace(line, act="reconstitute", diluent_ml=Decimal(4)),
    ]
    if "vial_overdrawn" in planted:
        lines.append(dataclasses.replace(line, act="waste", units=Decimal(190), reason="dropped"))
    if "vial_quarantined" in planted:
        lines.append(dataclasses.replace(line, act="quarantine"))
    for act in () if "vial_typed" in planted else lines:
        actions.stock.act(act=act, by=by)
    return number


def _points(
    treated: Treated, number: int, vial: str, planted: set[str], chance: random.Random
) -> tuple[Injection, ...]:
    points = [
        Injection(
            patient=treated.number, session=number, muscle=site.muscle, side=site.side, site=site.site,
            units=site.units, planned_units=site.units, vial=None if "vial_unnamed" in planted else vial,
            view=site.view, x=site.x, y=site.y,
        )
        for site in treated.version.planned
    ]  # fmt: skip
    if chance.random() < DIFFER:
        at = chance.randrange(len(points))
        points[at] = dataclasses.replace(
            points[at], units=Decimal("2.5"), reason="side effect after an earlier session"
        )
    if treated.version.published and chance.random() < MORE:
        points += _where_the_pain_is(points, chance)
    if "deviation_without_reason" in planted:
        points[0] = dataclasses.replace(points[0], units=Decimal("1.3"), reason=None)
    if "muscle_cap" in planted:
        points[-1] = dataclasses.replace(points[-1], units=Decimal("40"), reason="anatomy")
    return tuple(points)


def _where_the_pain_is(points: list[Injection], chance: random.Random) -> list[Injection]:
    """One or two points of 5 U more in one of the three muscles in which the trials gave more."""
    beside = chance.choice([p for p in points if p.muscle in ("temporalis", "occipitalis", "trapezius")])
    more = {"units": Decimal(5), "planned_units": None, "reason": "pain elsewhere today"}
    return [dataclasses.replace(beside, site=90 + n, **more) for n in range(chance.randint(1, 2))]
