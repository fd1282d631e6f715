"""The diary of an invented patient, day by day."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from migrainedays.columns import Value
from migrainedays.diary import DiaryDay, Exposure, Intake
from migrainedays.simulation.demo.story import Story
from migrainedays.simulation.demo.treatments import session_days
from migrainedays.windows import WINDOW_DAYS

PERSISTENCE = 0.3  # how far one day's headache makes the next day's more likely
ONSET_DAYS, WEARS_OFF_FROM, WEARS_OFF_OVER = 12, 66, 30
SEVERE, TRAVEL_DAYS = 3, 4


def diary_of(story: Story, on: dt.date, rng: np.random.Generator) -> Iterator[Value]:
    """Days, intakes and exposures, as far as they were entered."""
    first = story.day(on, story.diary_from)
    chance = chances(story, on)
    headache = cluster(chance, rng)
    kept = _kept(story, len(chance), rng)
    for number, is_headache in enumerate(headache):
        day = _Day(story, first + dt.timedelta(days=number), float(chance[number]), bool(is_headache), rng)
        values = list(day.values(on))
        if kept[number]:
            yield from values


def chances(story: Story, on: dt.date) -> np.ndarray:
    """The chance of headache on each day from the first of the diary to `on`."""
    first = story.day(on, story.diary_from)
    level = np.full(story.diary_from + 1, story.before)
    previous = story.before
    for day, target in zip(session_days(story, on), story.after, strict=True):
        since = np.arange(len(level)) - (day - first).days
        onset = np.clip(since / ONSET_DAYS, 0, 1)
        lost = story.wears_off * np.clip((since - WEARS_OFF_FROM) / WEARS_OFF_OVER, 0, 1)
        level = np.where(since > 0, previous + (target - previous) * onset + lost, level)
        previous = target
    return np.clip(level / WINDOW_DAYS, 0.01, 1.0)


def cluster(chance: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Headache or not on each day: bad days follow bad days, and the share stays what `chance` says."""
    draws = rng.random(len(chance))
    days = np.zeros(len(chance), dtype=bool)
    for number, share in enumerate(chance):
        before = float(days[number - 1]) if number else share
        days[number] = draws[number] < share + PERSISTENCE * (before - share)
    return days


def _kept(story: Story, length: int, rng: np.random.Generator) -> np.ndarray:
    ago = np.arange(length)[::-1]
    kept = (rng.random(length) < story.entered) & (ago >= story.quiet_for)
    if story.gap is not None:
        kept &= ~((ago <= story.gap[0]) & (ago >= story.gap[1]))
    return kept


@dataclasses.dataclass(frozen=True, slots=True)
class _Day:
    """One day while it is being written down."""

    story: Story
    date: dt.date
    chance: float
    headache: bool
    rng: np.random.Generator

    def values(self, on: dt.date) -> Iterator[Value]:
        day = self._day(on)
        yield day
        yield from self._exposures()
        if day.peak:
            yield from self._intakes(day.peak)

    def _day(self, on: dt.date) -> DiaryDay:
        zone = self._zone(on)
        entered_at = self._entered_at(zone, on)
        if not self.headache:
            return DiaryDay(
                patient=self.story.patient, date=self.date, headache=False, zone=zone, entered_at=entered_at
            )
        peak = 1 + int(self.rng.random() < 0.72) + int(self.rng.random() < self.story.severe)
        return DiaryDay(
            patient=self.story.patient,
            date=self.date,
            headache=True,
            minutes=self._minutes(peak),
            peak=peak,
            unilateral=self._yes(0.7),
            pulsating=self._yes(0.3 + 0.15 * peak),
            aggravated=self._yes(0.25 * peak),
            nausea=self._yes(0.22 * peak),
            vomiting=self._yes(0.25) if peak == SEVERE else False,
            photophobia=self._yes(0.3 * peak),
            phonophobia=self._yes(0.26 * peak),
            aura_kinds=("visual",) if self.story.aura and self._yes(0.2) else (),
            function=min(3, peak - 1 + int(self._yes(0.35))),
            pain_areas=self._pain_areas(),
            zone=zone,
            entered_at=entered_at,
        )

    def _yes(self, chance: float) -> bool:
        return bool(self.rng.random() < chance)

    def _minutes(self, peak: int) -> int:
        hours = self.rng.lognormal(np.log(4.5 + 2.5 * peak), 0.5)
        return int(min(1440, max(30, 15 * round(hours * 4))))

    def _pain_areas(self) -> tuple[str, ...]:
        side = "left" if self._yes(0.65) else "right"
        areas = [area for area, chance in (("temple", 0.7), ("front", 0.5), ("back", 0.4)) if self._yes(chance)]
        return tuple(sorted(f"{area}_{side}" for area in areas))

    def _zone(self, on: dt.date) -> str:
        away = self.story.travels and any(
            abs((self.date - day).days) <= TRAVEL_DAYS for day in session_days(self.story, on)
        )
        return "Europe/Paris" if away else self.story.zone

    def _entered_at(self, zone: str, on: dt.date) -> dt.datetime:
        """Mostly that evening, sometimes the next morning; early on the day on which the clinic is looked at."""
        late = self._yes(0.12) and self.date < on
        time = dt.time(6 if late or self.date == on else 20, int(self.rng.integers(0, 60)))
        return dt.datetime.combine(self.date + dt.timedelta(days=int(late)), time, ZoneInfo(zone))

    def _exposures(self) -> Iterator[Exposure]:
        for factor in self.story.factors:
            level = self._level(factor)
            if level is not None:
                yield Exposure(patient=self.story.patient, date=self.date, factor=factor, level=level)

    def _level(self, factor: str) -> int | None:
        if factor == "menstruation":
            return 2 if self.date.toordinal() % 28 < 5 else 0
        # Who has fewer headaches dares more: light and tied hair come back as the days are won.
        dares = 0.08 + 0.5 * (1 - self.chance) if factor in ("bright_light", "tied_hair") else 0.3
        return int(self.rng.integers(1, 4)) if self._yes(dares) else 0

    def _intakes(self, peak: int) -> Iterator[Intake]:
        chance = self.story.treats * (0.4 + 0.25 * peak)
        if self.story.overuse_eases:
            chance *= 0.35 + 0.65 * self.chance
        if not self._yes(chance):
            return
        drug = self.story.drugs[int(self.rng.integers(len(self.story.drugs)))]
        for intake in range(1, 2 + int(self._yes(0.2))):
            relieved = self._yes(0.65)
            yield Intake(
                patient=self.story.patient,
                date=self.date,
                drug=drug,
                intake=intake,
                purpose="acute",
                doses=Decimal(1),
                relieved=relieved,
                pain_free_2h=relieved and self._yes(0.5),
            )
