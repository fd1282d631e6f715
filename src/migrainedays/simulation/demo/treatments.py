"""The sessions of an invented patient: what was planned at six trigger sites, what was given, from which vial."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from migrainedays.columns import Value
from migrainedays.simulation.demo.cast import CLINIC_ZONE, NEW_VERSION_AFTER, OUR_PRODUCT, PROTOCOL
from migrainedays.simulation.demo.story import Elsewhere, Story
from migrainedays.treatment import Injection, Session, Vial
from migrainedays.windows import Span


class Site(NamedTuple):
    """A site of the template: where it lies and what each version gives there."""

    muscle: str
    side: str
    view: str
    x: str
    y: str
    units: tuple[str, str]


SITES = (
    Site("corrugator", "left", "front", "0.586", "0.342", ("12.5", "12.5")),
    Site("corrugator", "right", "front", "0.414", "0.342", ("12.5", "12.5")),
    Site("temporalis", "left", "left", "0.459", "0.271", ("12.5", "15")),
    Site("temporalis", "right", "right", "0.541", "0.271", ("12.5", "15")),
    Site("occipitalis", "left", "back", "0.412", "0.311", ("12.5", "12.5")),
    Site("occipitalis", "right", "back", "0.588", "0.311", ("12.5", "12.5")),
)
SATURDAY = 5
SPARED = ("corrugator", Decimal(10), "eyelid ptosis after the last session")


def session_days(story: Story, on: dt.date) -> tuple[dt.date, ...]:
    """The days of the sessions here, moved back from a weekend to the Friday before."""
    return tuple(_weekday(story.day(on, ago)) for ago in story.sessions)


def next_session_on(story: Story, on: dt.date) -> dt.date | None:
    """The day of the next session, where one is arranged."""
    return None if story.next_in is None else working_day(on, story.next_in)


def working_day(on: dt.date, ahead: int) -> dt.date:
    """The day so far ahead, moved on from a weekend to the Monday after; today stays today."""
    day = on + dt.timedelta(days=ahead)
    return day + dt.timedelta(days=(7 - day.weekday()) if ahead and day.weekday() >= SATURDAY else 0)


def _weekday(day: dt.date) -> dt.date:
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
            version=str(_version(day, on) + 1),
            product=OUR_PRODUCT,
            total_units=sum((i.units or Decimal(0) for i in injections), Decimal(0)),
            minutes=18 + (len(story.given_name) * number) % 9,
            clinician="Dr Demo",
        )
        yield from injections


def _version(day: dt.date, on: dt.date) -> int:
    return int(day > on - dt.timedelta(days=NEW_VERSION_AFTER))


def _injections(story: Story, number: int, day: dt.date, on: dt.date) -> Iterator[Injection]:
    drooped = any(told.event == "eyelid ptosis" and told.session < number for told in story.unwanted)
    for site in SITES:
        planned = Decimal(site.units[_version(day, on)])
        muscle, less, reason = SPARED
        spared = drooped and site.muscle == muscle
        yield Injection(
            patient=story.patient,
            session=number,
            muscle=site.muscle,
            side=site.side,
            site=1,
            units=less if spared else planned,
            planned_units=planned,
            depth="intramuscular",
            reason=reason if spared else None,
            vial=_vial_name(day),
            view=site.view,
            x=Decimal(site.x),
            y=Decimal(site.y),
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
    """One vial of 100 units for each session; vials of one quarter share a lot."""
    days = sorted((day, story.patient) for story in cast for day in session_days(story, on))
    for day in sorted({day for day, _ in days}):
        opened = dt.datetime.combine(day, dt.time(8, 45), ZoneInfo(CLINIC_ZONE))
        yield Vial(
            vial=_vial_name(day),
            product=OUR_PRODUCT,
            lot=f"DEMO{day.year % 100:02d}{(day.month - 1) // 3 + 1}",
            expires_on=dt.date(day.year + 2, day.month, 1),
            size_units=Decimal(200),
            diluent_ml=Decimal(4),
            opened_at=opened,
            discarded_at=opened + dt.timedelta(hours=9),
        )


def _vial_name(day: dt.date) -> str:
    return f"DEMO-{day:%y%m%d}"
