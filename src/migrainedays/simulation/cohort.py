"""A cohort: invented patients followed day by day, as arrays."""

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np

from migrainedays.simulation.attacks import Attacks, carry, draw_attacks
from migrainedays.simulation.chances import falls, untreated
from migrainedays.simulation.daily import cluster, draw_entered, draw_minutes, draw_peaks
from migrainedays.simulation.drugs import Intakes, draw_intakes
from migrainedays.simulation.enrolment import Enrolled, enrol
from migrainedays.simulation.features import draw_features, draw_unwanted
from migrainedays.simulation.options import FIRST_ENROLMENT_ON, Options
from migrainedays.simulation.parameters import Parameters, parameters_of
from migrainedays.simulation.recall import recall
from migrainedays.simulation.traits import Bools, Ints, Traits
from migrainedays.windows import WINDOW_DAYS

AT_ONCE = 2_000  # patients drawn together: their days fit the memory of a small laptop
POPULATION_DAYS = 12 * WINDOW_DAYS
LAST_CYCLE_DAYS = 84  # how long the diary goes on after the last session
REMEMBERED_ELSEWHERE = 0.25  # share who were treated elsewhere before, and tell it


@dataclasses.dataclass(frozen=True, slots=True)
class Cohort:
    """Patients with their days; day 0 is each patient's first diary day.

    first     (patients,) its distance in days from the first enrolment
    length    (patients,) days until the end or the drop-out
    sessions  (patients, sessions) day of each session; those at or after `length` did not take place
    versions  (patients, sessions) 0 for version A, 1 for B
    headache, peaks, minutes, entered, entered_late  (patients, days); features likewise, by name
    unwanted  (patients, sessions) place of an adverse event in UNWANTED, or -1
    recalled  (patients, 2) headache days a month as told: before the first session, after one elsewhere (-1: none)
    """

    number: int  # of the first patient in the whole
    traits: Traits
    first: Ints
    length: Ints
    sessions: Ints
    versions: Ints
    headache: Bools
    peaks: Ints
    minutes: Ints
    entered: Bools
    entered_late: Bools
    features: Mapping[str, Bools]
    intakes: Intakes
    attacks: Attacks
    unwanted: Ints
    recalled: Ints
    product: str

    def __len__(self) -> int:
        return len(self.first)

    @property
    def written(self) -> Bools:
        """(patients, days) the days that reached the diary."""
        return self.entered & (np.arange(self.headache.shape[1])[None, :] < self.length[:, None])

    @property
    def took_place(self) -> Bools:
        """(patients, sessions) whether a session took place."""
        return self.sessions < self.length[:, None]


def draw_cohorts(options: Options, known: Parameters | None = None) -> Iterator[Cohort]:
    """All patients, some thousand at a time; each part has a seed of its own."""
    known = known or parameters_of(options.mix)
    for part, start in enumerate(range(0, options.patients, AT_ONCE)):
        rng = np.random.default_rng([options.seed, part])
        yield _draw(rng, start, min(AT_ONCE, options.patients - start), known, options)


def _draw(rng: np.random.Generator, number: int, count: int, known: Parameters, options: Options) -> Cohort:
    mix = known.mix
    days = _days(known)
    enrolled = enrol(rng, count, days // WINDOW_DAYS + 3, known, options)
    traits = enrolled.traits
    months = enrolled.months if options.begins_with_qualifying else enrolled.months[:, 1:]
    sessions = _sessions(rng, count, known)
    first = traits.enrols - (WINDOW_DAYS if mix.sessions else 0)
    switch = (options.switch - FIRST_ENROLMENT_ON).days
    versions = (first[:, None] + sessions >= switch).astype(np.int64)
    logit = untreated(traits, months, first, days, options)
    if mix.sessions:
        logit = logit - falls(traits, sessions, versions, days, mix, options) * ~traits.is_constant[:, None]
    headache = cluster(rng, logit, known.days["persistence"])
    if options.begins_with_qualifying:
        headache[:, :WINDOW_DAYS] = enrolled.qualifying
    treated = np.arange(days)[None, :] > sessions[:, :1] if mix.sessions else np.zeros((count, days), dtype=bool)
    peaks = draw_peaks(rng, traits.severity, headache, treated, known)
    minutes = draw_minutes(rng, peaks, known)
    entered = draw_entered(rng, peaks, known)
    length = _length(rng, headache, sessions, known)
    noting = (traits.notes_attacks < known.diary["attacks_noted"])[:, None] & (peaks > 0) & entered
    noting &= np.arange(days)[None, :] < length[:, None]
    attacks = draw_attacks(rng, minutes, noting)
    features = draw_features(rng, traits.has_aura, peaks)
    carry(attacks, peaks, *features.values())
    return Cohort(
        number=number,
        traits=traits,
        first=first,
        length=length,
        sessions=sessions,
        versions=versions,
        headache=headache,
        peaks=peaks,
        minutes=minutes,
        entered=entered,
        entered_late=rng.random(peaks.shape) < known.diary["late"],
        features=features,
        attacks=attacks,
        unwanted=draw_unwanted(rng, sessions, known),
        product="placebo" if options.placebo else "onabotulinumtoxinA",
        intakes=draw_intakes(rng, traits, peaks, treated, known),
        recalled=_recalled(rng, enrolled, known),
    )


def _days(known: Parameters) -> int:
    """Days of the longest diary."""
    mix = known.mix
    if not mix.sessions:
        return POPULATION_DAYS
    longest = mix.interval_days + round(4 * mix.interval_sd)
    return WINDOW_DAYS + 1 + (mix.sessions - 1) * longest + LAST_CYCLE_DAYS


def _sessions(rng: np.random.Generator, count: int, known: Parameters) -> Ints:
    """The first after 28 days; the others at the interval of the mix, never under 84 days."""
    mix = known.mix
    if not mix.sessions:
        return np.zeros((count, 0), dtype=np.int64)
    noise = np.clip(rng.standard_normal((count, mix.sessions - 1)), -4, 4) * mix.interval_sd
    gaps = np.maximum(LAST_CYCLE_DAYS, np.rint(mix.interval_days + noise)).astype(np.int64)
    return WINDOW_DAYS + np.concatenate([np.zeros((count, 1), dtype=np.int64), gaps.cumsum(axis=1)], axis=1)


def _length(rng: np.random.Generator, headache: Bools, sessions: Ints, known: Parameters) -> Ints:
    """When each diary ends. Whoever has no fewer headaches is twice as likely to leave in the cycle that follows."""
    count, days = headache.shape
    if not sessions.shape[1]:
        return np.full(count, days)
    ends = sessions[:, -1] + LAST_CYCLE_DAYS + 1
    before = headache[:, :WINDOW_DAYS].sum(axis=1)
    rows = np.arange(count)[:, None]
    for number in range(sessions.shape[1] - 1, -1, -1):
        window = sessions[:, number, None] + 1 + np.arange(WINDOW_DAYS)[None, :]
        unchanged = headache[rows, window].sum(axis=1) > 0.7 * before
        leaves = rng.random(count) < known.mix.drop_out * np.where(unchanged, 1.4, 0.7)
        on = sessions[:, number] + rng.integers(WINDOW_DAYS, LAST_CYCLE_DAYS, count)
        ends = np.where(leaves, on, ends)
    return ends


def _recalled(rng: np.random.Generator, enrolled: Enrolled, known: Parameters) -> Ints:
    """What patients tell of the month before, and of an earlier treatment elsewhere that did little."""
    count = len(enrolled.traits)
    lived = enrolled.qualifying.sum(axis=1)
    told = recall(rng, lived, known)
    after = recall(rng, np.rint(lived * rng.uniform(0.7, 1.05, count)).astype(np.int64), known)
    elsewhere = rng.random(count) < REMEMBERED_ELSEWHERE
    return np.column_stack([told, np.where(elsewhere, after, -1)])
