"""The sessions of an invented patient: what was planned at six trigger sites, what was given, from which vial."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from migrainedays.columns import Value
from migrainedays.protocol import Version, shipped
from migrainedays.simulation.demo.cast import CLINIC_ZONE, NEW_VERSION_AFTER, OUR_PRODUCT, PROTOCOL
from migrainedays.simulation.demo.story import Elsewhere, Story
from migrainedays.treatment import Injection, Session, Vial
from migrainedays.windows import Span

SATURDAY = 5
DILUENT_ML = Decimal(2)
SPARED = ("corrugator", Decimal(10), "eyelid ptosis after the last session")


def session_days(story: Story, on: dt.date) -> tuple[dt.date, ...]:
    """The days of the sessions here, moved back from a weekend to the Friday before."""
    return tuple(weekday_before(story.day(on, ago)) for ago in story.sessions)


def next_session_on(story: Story, on: dt.date) -> dt.date | None:
    """The day of the next session, where one is arranged."""
    return None if story.next_in is None else working_day(on, story.next_in)


def working_day(on: dt.date, ahead: int) -> dt.date:
    """The day so far ahead, moved on from a weekend to the Monday after; today stays today."""
    day = on + dt.timedelta(days=ahead)
    return day + dt.timedelta(days=(7 - day.weekday()) if ahead and day.weekday() >= SATURDAY else 0)


def weekday_before(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def treatments_of(story: Story, on: dt.date) -> Iterator[Value]:
    """Sessions and injections, those elsewhere as they were told."""
    for told in story.elsewhere:
        yield _elsewhere(story, told, on)
    for number, day in enumerate(session_days(story, on), start=1):
        injections = list(_injections(story, number, day, on))
        yield Session(
            patient=story.patient,
            session=number,
            date=Span(day, day),
            protocol=PROTOCOL,
            version=_version(day, on).version,
            product=OUR_PRODUCT,
            total_units=sum((i.units or Decimal(0) for i in injections), Decimal(0)),
            minutes=18 + (len(story.given_name) * number) % 9,
            clinician="Dr Demo",
        )
        yield from injections


def _version(day: dt.date, on: dt.date) -> Version:
    """The practice's first version, and from some day on its second."""
    return shipped().version(PROTOCOL, "2" if day > on - dt.timedelta(days=NEW_VERSION_AFTER) else "1")


def _injections(story: Story, number: int, day: dt.date, on: dt.date) -> Iterator[Injection]:
    drooped = any(told.event == "eyelid ptosis" and told.session < number for told in story.unwanted)
    muscle, less, reason = SPARED
    for site in _version(day, on).planned:
        spared = drooped and site.muscle == muscle
        yield Injection(
            patient=story.patient,
            session=number,
            muscle=site.muscle,
            side=site.side,
            site=site.site,
            units=less if spared else site.units,
            planned_units=site.units,
            depth=site.depth,
            reason=reason if spared else None,
            vial=_vial_name(story, day),
            view=site.view,
            x=site.x,
            y=site.y,
        )


def _elsewhere(story: Story, told: Elsewhere, on: dt.date) -> Session:
    year = on.year - told.years_ago
    return Session(
        patient=story.patient,
        session=told.number,
        date=Span.read(f"{year}" if told.month is None else f"{year}-{told.month:02d}"),
        place="another practice",
        product=OUR_PRODUCT,
        total_units=Decimal(told.units),
        recalled_before=Decimal(told.recalled_before),
        recalled_after=Decimal(told.recalled_after),
        drugs_then="sumatriptan on most days",
        side_effects=told.side_effects,
    )


def vials_of(cast: Iterable[Story], on: dt.date) -> Iterator[Vial]:
    """A vial of 100 units for each session; vials of one quarter share a lot and its expiry."""
    given = [(day, one) for one in cast for day in session_days(one, on)]
    for day, story in sorted(given, key=_by_day):
        opened = dt.datetime.combine(day, dt.time(8, 45), ZoneInfo(CLINIC_ZONE))
        lot, expires_on = lot_of(day)
        yield Vial(
            vial=_vial_name(story, day),
            product=OUR_PRODUCT,
            lot=lot,
            expires_on=expires_on,
            size_units=Decimal(100),
            diluent_ml=DILUENT_ML,
            opened_at=opened,
            discarded_at=opened + dt.timedelta(hours=9),
        )


def lot_of(day: dt.date) -> tuple[str, dt.date]:
    """The lot from which the practice takes its vials in the quarter of a day, and when that lot expires."""
    quarter = (day.month - 1) // 3 + 1
    return f"DEMO{day.year % 100:02d}{quarter}", dt.date(day.year + 2, 3 * quarter, 28)


def given_from(cast: Iterable[Story], on: dt.date) -> dict[str, tuple[str, int, Decimal]]:
    """What each vial gave: patient, session, units."""
    given = {}
    for story in cast:
        for number, day in enumerate(session_days(story, on), start=1):
            units = sum((i.units or Decimal(0) for i in _injections(story, number, day, on)), Decimal(0))
            given[_vial_name(story, day)] = (story.patient, number, units)
    return given


def _by_day(session: tuple[dt.date, Story]) -> tuple[dt.date, str]:
    return session[0], session[1].patient


def _vial_name(story: Story, day: dt.date) -> str:
    return f"{day:%y%m%d}-{story.patient[-2:]}"
