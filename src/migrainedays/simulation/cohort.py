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

TOXIN, PLACEBO = "onabotulinumtoxinA", "placebo"
UNCHANGED, LEAVES = 0.7, (1.4, 0.7)  # above this share of the days before, drop-out is so many times the usual
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


@dataclasses.dataclass(frozen=True, slots=True)
class _Plan:
    """When each patient's diary begins, and her sessions with their versions; `treated` (patients, days)."""

    first: Ints
    sessions: Ints
    versions: Ints
    treated: Bools


def _draw(rng: np.random.Generator, number: int, count: int, known: Parameters, options: Options) -> Cohort:
    days = _days(known)
    enrolled = enrol(rng, count, days // WINDOW_DAYS + 3, known, options)
    plan = _plan(rng, enrolled.traits, days, known, options)
    headache = _headaches(rng, enrolled, plan, known, options)
    return _written_down(rng, number, enrolled, plan, headache, known, options)


def _plan(rng: np.random.Generator, traits: Traits, days: int, known: Parameters, options: Options) -> _Plan:
    sessions = _sessions(rng, len(traits), known)
    if not known.mix.sessions:
        return _Plan(traits.enrols, sessions, sessions, np.zeros((len(traits), days), dtype=bool))
    first = traits.enrols - WINDOW_DAYS
    versions = (first[:, None] + sessions >= (options.switch - FIRST_ENROLMENT_ON).days).astype(np.int64)
    return _Plan(first, sessions, versions, np.arange(days)[None, :] > sessions[:, :1])


def _headaches(rng: np.random.Generator, enrolled: Enrolled, plan: _Plan, known: Parameters, options: Options) -> Bools:
    traits, days = enrolled.traits, plan.treated.shape[1]
    months = enrolled.months if options.begins_with_qualifying else enrolled.months[:, 1:]
    logit = untreated(traits, months, plan.first[:, None] + np.arange(days)[None, :], options)
    if known.mix.sessions:
        fall = falls(traits, plan.sessions, plan.versions, days, known.mix, options)
        logit = logit - fall * ~traits.is_constant[:, None]
    headache = cluster(rng, logit, known.days["persistence"])
    if options.begins_with_qualifying:
        headache[:, :WINDOW_DAYS] = enrolled.qualifying
    return headache


def _written_down(
    rng: np.random.Generator,
    number: int,
    enrolled: Enrolled,
    plan: _Plan,
    headache: Bools,
    known: Parameters,
    options: Options,
) -> Cohort:
    traits = enrolled.traits
    peaks = draw_peaks(rng, traits.severity, headache, plan.treated, known)
    minutes = draw_minutes(rng, peaks, known)
    entered = draw_entered(rng, peaks, known)
    length = _length(rng, headache, plan.sessions, known)
    noting = (traits.notes_attacks < known.diary["attacks_noted"])[:, None] & headache & entered
    noting &= np.arange(headache.shape[1])[None, :] < length[:, None]
    attacks = draw_attacks(rng, minutes, noting)
    features = draw_features(rng, traits.has_aura, peaks)
    carry(attacks, peaks, *features.values())
    return Cohort(
        number=number,
        traits=traits,
        first=plan.first,
        length=length,
        sessions=plan.sessions,
        versions=plan.versions,
        headache=headache,
        peaks=peaks,
        minutes=minutes,
        entered=entered,
        entered_late=rng.random(peaks.shape) < known.diary["late"],
        features=features,
        attacks=attacks,
        unwanted=draw_unwanted(rng, plan.sessions, known),
        product=PLACEBO if options.placebo else TOXIN,
        intakes=draw_intakes(rng, traits, peaks, plan.treated, known),
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
    """When each diary ends: who has had no fall of 30 % is twice as likely to leave in the cycle that follows."""
    count, days = headache.shape
    if not sessions.shape[1]:
        return np.full(count, days)
    ends = sessions[:, -1] + LAST_CYCLE_DAYS + 1
    before = headache[:, :WINDOW_DAYS].sum(axis=1)
    rows = np.arange(count)[:, None]
    for number in range(sessions.shape[1] - 1, -1, -1):
        window = sessions[:, number, None] + 1 + np.arange(WINDOW_DAYS)[None, :]
        unchanged = headache[rows, window].sum(axis=1) > UNCHANGED * before
        leaves = rng.random(count) < known.mix.drop_out * np.where(unchanged, *LEAVES)
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
