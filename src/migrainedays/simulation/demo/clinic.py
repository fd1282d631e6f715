"""The demo clinic as values, names and visits, made anew for any day."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np

from migrainedays.columns import Value
from migrainedays.simulation.demo.around import around_of
from migrainedays.simulation.demo.cast import CAST, CLINIC_ZONE
from migrainedays.simulation.demo.days import diary_of
from migrainedays.simulation.demo.ledger import consents_of, ledger_of_demo
from migrainedays.simulation.demo.story import Story
from migrainedays.simulation.demo.treatments import (
    next_session_on,
    session_days,
    treatments_of,
    vials_of,
    working_day,
)
from migrainedays.treatment.consent import Consent
from migrainedays.treatment.stock import Action

DEFAULT_SEED = 7
MINUTES_A_VISIT = 30
HOURS = (9, 10, 11, 14, 15)  # at which a visit may begin, each patient at the same of them


@dataclasses.dataclass(frozen=True, slots=True)
class Contact:
    """An invented name with an address and a number that can reach nobody."""

    given_name: str
    family_name: str
    email: str
    phone: str
    language: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Visit:
    """An appointment: `kind` is first_visit, treatment, review or review_from_home."""

    at: dt.datetime
    patient: str
    kind: str


@dataclasses.dataclass(frozen=True, slots=True)
class DemoClinic:
    """What a clinic knows on the day `on`: exchange values, contacts by patient, visits in order of time, what was done
    to each vial, and who agreed to be treated."""

    on: dt.date
    zone: str
    values: tuple[Value, ...]
    names: Mapping[str, Contact]
    visits: tuple[Visit, ...]
    ledger: tuple[Action, ...]
    consents: tuple[Consent, ...]


def demo_clinic(on: dt.date, seed: int = DEFAULT_SEED) -> DemoClinic:
    """The invented clinic as it stands in the morning of `on`; the same day and seed give the same clinic.

    >>> clinic = demo_clinic(dt.date(2026, 3, 2))
    >>> clinic.names["D-01"].name
    'Helena Prado'
    """
    values: list[Value] = []
    for number, story in enumerate(CAST):
        rng = np.random.default_rng([seed, number])
        values += [story.person(on), *treatments_of(story, on), *around_of(story, on, rng), *diary_of(story, on, rng)]
    values += vials_of(CAST, on)
    names = {story.patient: _contact(number, story) for number, story in enumerate(CAST)}
    return DemoClinic(
        on=on,
        zone=CLINIC_ZONE,
        values=tuple(values),
        names=MappingProxyType(names),
        visits=tuple(sorted(_visits(CAST, on))),
        ledger=tuple(ledger_of_demo(CAST, on)),
        consents=tuple(consents_of(CAST, on)),
    )


def _contact(number: int, story: Story) -> Contact:
    # example.org is nobody's, and numbers that begin 06 39 98 are kept for fiction in France.
    return Contact(
        given_name=story.given_name,
        family_name=story.family_name,
        email=f"patient{number + 1:02d}@example.org",
        phone=f"+33 6 39 98 {number // 10:02d} {number + 10:02d}",
        language=story.language,
    )


def _visits(cast: Iterable[Story], on: dt.date) -> Iterator[Visit]:
    taken: set[dt.datetime] = set()
    for place, story in enumerate(cast):
        for day, kind in _days_and_kinds(story, on):
            at = dt.datetime.combine(day, dt.time(HOURS[place % len(HOURS)]), ZoneInfo(CLINIC_ZONE))
            while at in taken:
                at += dt.timedelta(minutes=MINUTES_A_VISIT)
            taken.add(at)
            yield Visit(at, story.patient, kind)


def _days_and_kinds(story: Story, on: dt.date) -> Iterator[tuple[dt.date, str]]:
    sessions = session_days(story, on)
    yield story.day(on, story.diary_from), "first_visit"
    for day in sessions:
        yield day, "treatment"
    if story.review_in is not None:
        yield working_day(on, story.review_in), "review_from_home" if story.travels else "review"
    if (day_of_next := next_session_on(story, on)) is not None:
        yield day_of_next, "treatment"
