"""The diary of an invented patient, day by day."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from scipy.special import logit, ndtri

from migrainedays.columns import Value
from migrainedays.diary import DiaryDay, Exposure, Intake
from migrainedays.simulation.daily import cluster, draw_minutes, draw_peaks
from migrainedays.simulation.demo.story import Story
from migrainedays.simulation.demo.treatments import session_days
from migrainedays.simulation.features import draw_features
from migrainedays.simulation.parameters import parameters_of
from migrainedays.windows import WINDOW_DAYS

ONSET_DAYS, WEARS_OFF_FROM, WEARS_OFF_OVER = 12, 66, 30
TRAVEL_DAYS = 4


def diary_of(story: Story, on: dt.date, rng: np.random.Generator) -> Iterator[Value]:
    """Days, intakes and exposures, as far as they were entered; the days come from the calibrated simulator."""
    known = parameters_of("clinic")
    first = story.day(on, story.diary_from)
    chance = chances(story, on)
    headache = cluster(rng, logit(chance)[None, :], known.days["persistence"])
    severity = ndtri(np.array([story.severe]))
    peaks = draw_peaks(rng, severity, headache, np.zeros_like(headache), known)
    minutes = draw_minutes(rng, peaks, known)
    features = draw_features(rng, np.array([story.aura]), peaks)
    kept = _kept(story, len(chance), rng)
    for number in range(len(chance)):
        drawn = {name: bool(answers[0, number]) for name, answers in features.items()}
        date = first + dt.timedelta(days=number)
        peak, length = int(peaks[0, number]), int(minutes[0, number])
        values = list(_Day(story, date, float(chance[number]), peak, length, drawn, rng).values(on))
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
    peak: int
    minutes: int
    features: dict[str, bool]
    rng: np.random.Generator

    def values(self, on: dt.date) -> Iterator[Value]:
        yield self._day(on)
        yield from self._exposures()
        if self.peak:
            yield from self._intakes(self.peak)

    def _day(self, on: dt.date) -> DiaryDay:
        zone = self._zone(on)
        day = DiaryDay(
            patient=self.story.patient,
            date=self.date,
            headache=self.peak > 0,
            zone=zone,
            entered_at=self._entered_at(zone, on),
        )
        return dataclasses.replace(day, **self._headache()) if self.peak else day

    def _headache(self) -> dict[str, Any]:
        return {
            "minutes": self.minutes,
            "peak": self.peak,
            **{name: answer for name, answer in self.features.items() if name != "aura"},
            "aura_kinds": ("visual",) if self.features["aura"] else (),
            "function": min(3, self.peak - 1 + int(self._yes(0.35))),
            "pain_areas": self._pain_areas(),
        }

    def _yes(self, chance: float) -> bool:
        return bool(self.rng.random() < chance)

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
