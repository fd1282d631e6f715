"""What may be told of a course to people who must not know whose it is: an allow-list, nothing else passes.

Days are counted from the first session, which is day 0. Ages are bands of ten years. A product, a drug, an event or an
exposure is told by a word of our own list, or as "another". Numbers of patients, lots, vials, places, clinicians,
names of a clinic's own protocols, and whatever somebody typed are never read here.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from migrainedays.classification import Count, Window
from migrainedays.course import Cycle, Evaluation
from migrainedays.course.outcomes import units_of
from migrainedays.literature import claim
from migrainedays.protocol import shipped
from migrainedays.reports.documents.asking import LIMITS
from migrainedays.reports.documents.preventives import class_of
from migrainedays.treatment import AdverseEvent, Preventive
from migrainedays.treatment.unwanted import EVENTS, named

PRODUCTS = ("onabotulinumtoxina", "abobotulinumtoxina", "incobotulinumtoxina", "prabotulinumtoxina")
FACTORS = (
    "stress", "bright_light", "tied_hair", "weather", "menstruation", "short_sleep", "alcohol", "missed_meal",
)  # fmt: skip
OTHER = "other"
BAND = int(claim("story.age_band").number)
OLDEST = int(claim("story.oldest_band").number)


@dataclasses.dataclass(frozen=True, slots=True)
class ToldWindow:
    """Days of one window, counted from the first session."""

    first: int
    last: int
    entries: int
    headache: Count
    severe: Count
    acute: Count | None


@dataclasses.dataclass(frozen=True, slots=True)
class ToldSession:
    """A session: its day, its units, its product and protocol where these are published ones."""

    number: int
    day: int
    units: Decimal | None
    product: str | None
    protocol: str | None
    first: ToldWindow
    last: ToldWindow | None
    fall: Fraction | None


@dataclasses.dataclass(frozen=True, slots=True)
class ToldEvent:
    """An adverse event: its kind, how bad, and how many days after the session before it."""

    kind: str
    severity: str | None
    after: int | None
    resolved: bool


@dataclasses.dataclass(frozen=True, slots=True)
class ToldAbility:
    """Exposures in one cycle and what followed within a day."""

    factor: str
    cycle: int
    at_risk: int
    headache: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The whole of what may be told."""

    sex: str | None
    age: tuple[int, int | None] | None
    earlier_sessions: int
    preventives: tuple[tuple[str, str | None], ...]
    baseline: ToldWindow | None
    windows: tuple[ToldWindow, ...]
    sessions: tuple[ToldSession, ...]
    events: tuple[ToldEvent, ...]
    abilities: tuple[ToldAbility, ...]
    goals_first: int | None
    goals_last: int | None
    acute_classes: Mapping[str, Count]
    verdicts: Mapping[str, str]
    state: str
    state_since: int | None
    profile: str


def deidentified(found: Evaluation) -> Told | None:
    """What may be told of a course; None where no session gives it a day 0."""
    followed = found.followed
    if not followed.cycles:
        return None
    zero = followed.cycles[0].on
    course = followed.course
    baseline = followed.baseline
    latest = next((w for w in reversed(followed.windows) if w.entries), None)
    return Told(
        sex=course.person.sex if course.person.sex in ("female", "male") else None,
        age=age_band(course.person.birth_year, zero),
        earlier_sessions=sum(session.is_elsewhere for session in course.sessions),
        preventives=tuple(sorted({_preventive(p) for p in course.preventives}, key=str)),
        baseline=_window(found, baseline, zero) if baseline else None,
        windows=tuple(_window(found, window, zero) for window in followed.windows),
        sessions=tuple(_session(found, cycle, zero) for cycle in followed.cycles),
        events=tuple(_event(found, event) for event in course.adverse_events),
        abilities=tuple(
            ToldAbility(a.factor if a.factor in FACTORS else OTHER, a.cycle, a.at_risk, a.headache_24h)
            for a in found.abilities
            if a.at_risk
        ),
        goals_first=_goals(found, 0),
        goals_last=_goals(found, -1),
        acute_classes={name: latest.acute_days[name] for name in LIMITS} if latest and _drugs(found) else {},
        verdicts={name: ruling.verdict for name, ruling in found.rules.items()},
        state=found.cycle.state,
        state_since=(found.cycle.since - zero).days if found.cycle.since else None,
        profile=followed.profile.name,
    )


def age_band(born: int | None, on: dt.date) -> tuple[int, int | None] | None:
    """The ten years that hold the age on a day; open at the top, and None where the year of birth is not known.

    >>> age_band(1984, dt.date(2025, 2, 3))
    (40, 49)
    """
    if born is None:
        return None
    low = (on.year - born) // BAND * BAND
    return (OLDEST, None) if low >= OLDEST else (low, low + BAND - 1)


def _preventive(preventive: Preventive) -> tuple[str, str | None]:
    stopped = preventive.stop_reason if preventive.stopped_on else None
    return class_of(preventive.drug) or OTHER, stopped


def _drugs(found: Evaluation) -> bool:
    return found.followed.course.diary.intakes_kept


def _window(found: Evaluation, window: Window, zero: dt.date) -> ToldWindow:
    return ToldWindow(
        first=(window.span.first - zero).days,
        last=(window.span.last - zero).days,
        entries=window.entries,
        headache=window.headache_days,
        severe=window.moderate_severe_days,
        acute=window.any_acute_days if _drugs(found) else None,
    )


def _session(found: Evaluation, cycle: Cycle, zero: dt.date) -> ToldSession:
    session = cycle.session
    product = (session.product or "").lower()
    return ToldSession(
        number=cycle.number,
        day=(cycle.on - zero).days,
        units=units_of(found.followed.course, session),
        product=session.product if product in PRODUCTS else None,
        protocol=_published(session.protocol, session.version),
        first=_window(found, cycle.first, zero),
        last=_window(found, cycle.last, zero) if cycle.last else None,
        fall=cycle.fall_first,
    )


def _published(name: str | None, version: str | None) -> str | None:
    """The title of a published protocol; a clinic's own has a name that may name people."""
    found = shipped().found.get((name or "", version or ""))
    return found.title if found is not None and found.published else None


def _event(found: Evaluation, event: AdverseEvent) -> ToldEvent:
    kind = named(event.event)
    before = [cycle.on for cycle in found.followed.cycles if cycle.on <= event.onset_on]
    return ToldEvent(
        kind=kind if kind in EVENTS else OTHER,
        severity=event.severity,
        after=(event.onset_on - before[-1]).days if before else None,
        resolved=event.resolved_on is not None,
    )


def _goals(found: Evaluation, place: int) -> int | None:
    """How many goals stood at the expected level or above at the first or the last rating; their texts stay here."""
    days = sorted({goal.date for goal in found.followed.course.diary.goals if goal.level is not None})
    if not days:
        return None
    rated = [g.level for g in found.followed.course.diary.goals if g.date == days[place] and g.level is not None]
    return sum(level >= 0 for level in rated)
