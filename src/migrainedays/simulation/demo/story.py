"""What distinguishes one invented patient from another, in headache days per 28 and in days before today."""

import dataclasses
import datetime as dt

from migrainedays.treatment import Person


@dataclasses.dataclass(frozen=True, slots=True)
class Trial:
    """A preventive that was tried, in months before today; without an end it goes on."""

    drug: str
    dose: str
    months_ago: int
    stopped_months_ago: int | None = None
    stop_reason: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Elsewhere:
    """A session in another practice, as told: when (a year, month or day), with what, and what came of it."""

    number: int
    years_ago: int
    month: int | None
    units: int
    recalled_before: int
    recalled_after: int
    side_effects: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Unwanted:
    """An adverse event so many days after a session, and how many days it lasted."""

    event: str
    session: int
    after: int
    lasted: int
    severity: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One invented patient.

    `before` is the level (headache days per 28) before the first session here and `after` the level that each
    session leads to; `wears_off` is how many of these days come back towards the end of a cycle. Days are counted
    backwards from today: `sessions` (112, 0) means one session 112 days ago and one today.
    """

    patient: str
    given_name: str
    family_name: str
    age: int
    sex: str = "female"
    language: str = "en"
    zone: str = "Europe/Paris"
    home_place: str = "Lyon"
    aura: bool = False
    before: float
    after: tuple[float, ...] = ()
    wears_off: float = 0.0
    sessions: tuple[int, ...] = ()
    diary_from: int
    quiet_for: int = 0
    gap: tuple[int, int] | None = None
    entered: float = 0.95
    severe: float = 0.35
    drugs: tuple[str, ...] = ("sumatriptan",)
    treats: float = 0.6
    overuse_eases: bool = False
    factors: tuple[str, ...] = ("bright_light", "stress")
    goals: tuple[str, ...] = ()
    preventives: tuple[Trial, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    unwanted: tuple[Unwanted, ...] = ()
    travels: bool = False
    review_in: int | None = None
    next_in: int | None = None

    def day(self, on: dt.date, ago: int) -> dt.date:
        """The calendar day so many days before `on`."""
        return on - dt.timedelta(days=ago)

    def person(self, on: dt.date) -> Person:
        """The person without a name."""
        return Person(
            patient=self.patient,
            birth_year=on.year - self.age,
            sex=self.sex,
            zone=self.zone,
            home_place=self.home_place,
            migraine_attacks_before=40,
            aura_attacks_before=6 if self.aura else 0,
        )
