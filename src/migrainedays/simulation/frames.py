"""A cohort as the columns of exchange tables."""

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from migrainedays.protocol import Site, shipped
from migrainedays.simulation.cohort import TOXIN, Cohort
from migrainedays.simulation.drugs import DRUGS
from migrainedays.simulation.features import FEATURES, UNWANTED
from migrainedays.simulation.options import FIRST_ENROLMENT_ON
from migrainedays.simulation.traits import Bools, Ints

PROTOCOL = "six-trigger-sites"
VERSIONS = ("1", "2")
ZONE = "UTC"
EVENING, MORNING_AFTER = 20 * 60, 32 * 60  # minutes from midnight at which a day is entered
ELSEWHERE_UNITS = 155
SESSION_MINUTES = (18, 28)
DAYS_UNTIL_EVENT = 4
_FIRST_DAY = np.datetime64(FIRST_ENROLMENT_ON, "D")
Frame = pl.DataFrame


def frames_of(cohort: Cohort) -> dict[str, Frame]:
    """The tables of one cohort by name; only written days, and sessions that took place."""
    return {name: function(cohort) for name, function in _TABLES.items()}


def _names(cohort: Cohort, place: Ints) -> np.ndarray:
    names = np.array([f"S{cohort.number + number + 1:06d}" for number in range(len(cohort))])
    return np.asarray(names[place])


def _dates(cohort: Cohort, place: Ints, day: Ints) -> np.ndarray:
    return np.asarray(_FIRST_DAY + (cohort.first[place] + day).astype("timedelta64[D]"))


def _moments(cohort: Cohort, place: Ints, day: Ints, minutes: Ints) -> pl.Series:
    at = _dates(cohort, place, day).astype("datetime64[m]") + minutes.astype("timedelta64[m]")
    return pl.Series(at.astype("datetime64[ms]")).dt.replace_time_zone(ZONE)


def _patients(cohort: Cohort) -> Frame:
    traits, everyone = cohort.traits, np.arange(len(cohort))
    return Frame(
        {
            "patient": _names(cohort, everyone),
            "birth_year": traits.birth_year,
            "sex": np.where(traits.is_woman, "female", "male"),
            "zone": np.full(len(cohort), ZONE),
            "migraine_attacks_before": np.full(len(cohort), 50),
            "aura_attacks_before": np.where(traits.has_aura, 5, 0),
        }
    )


def _days(cohort: Cohort) -> Frame:
    place, day = np.nonzero(cohort.written)
    headache = cohort.headache[place, day]
    entered = np.where(cohort.entered_late[place, day], MORNING_AFTER, EVENING)
    return Frame(
        {
            "patient": _names(cohort, place),
            "date": _dates(cohort, place, day),
            "headache": headache,
            "minutes": cohort.minutes[place, day],
            "peak": cohort.peaks[place, day],
            **{name: _where(headache, cohort.features[name][place, day]) for name in FEATURES},
            "aura_kinds": np.where(cohort.features["aura"][place, day], "visual", ""),
            "entered_at": _moments(cohort, place, day, entered),
        }
    )


def _attacks(cohort: Cohort) -> Frame:
    attacks = cohort.attacks
    place, day = attacks.place, attacks.day
    return Frame(
        {
            "patient": _names(cohort, place),
            "attack": np.char.add("A", day.astype(str)) if len(day) else np.array([], dtype=str),
            "started_at": _moments(cohort, place, day, attacks.start),
            "ended_at": _moments(cohort, place, day, attacks.end),
            "peak": cohort.peaks[place, day],
            **{name: cohort.features[name][place, day] for name in FEATURES},
        }
    )


def _intakes(cohort: Cohort) -> Frame:
    place, day = np.nonzero(cohort.written & cohort.intakes.taken)
    return Frame(
        {
            "patient": _names(cohort, place),
            "date": _dates(cohort, place, day),
            "drug": np.array(DRUGS)[cohort.intakes.drug[place]],
            "purpose": np.full(len(place), "acute"),
            "doses": np.ones(len(place), dtype=np.int64),
            "relieved": cohort.intakes.relieved[place, day],
            "pain_free_2h": cohort.intakes.pain_free[place, day],
        }
    )


def _sessions(cohort: Cohort) -> Frame:
    here, elsewhere = _sessions_here(cohort), _sessions_elsewhere(cohort)
    return pl.concat([here, elsewhere], how="diagonal").sort("patient", "session")


def _sessions_here(cohort: Cohort) -> Frame:
    place, number = np.nonzero(cohort.took_place)
    version = cohort.versions[place, number]
    units = np.array([float(shipped().version(PROTOCOL, version).total_units) for version in VERSIONS])
    told = np.where(number == 0, cohort.recalled[place, 0], -1)
    low, high = SESSION_MINUTES
    return Frame(
        {
            "patient": _names(cohort, place),
            "session": number + 1,
            "date": _dates(cohort, place, cohort.sessions[place, number]).astype(str),
            "protocol": np.full(len(place), PROTOCOL),
            "version": np.array(VERSIONS)[version],
            "product": np.full(len(place), cohort.product),
            "total_units": units[version],
            "minutes": low + (place * 7 + number * 5) % (high - low),
            "recalled_before": _or_blank(told),
        }
    )


def _sessions_elsewhere(cohort: Cohort) -> Frame:
    place = np.flatnonzero((cohort.recalled[:, 1] >= 0) & (cohort.sessions.shape[1] > 0))
    years = _dates(cohort, place, np.zeros(len(place), dtype=np.int64)).astype("datetime64[Y]").astype(int) + 1970
    return Frame(
        {
            "patient": _names(cohort, place),
            "session": np.zeros(len(place), dtype=np.int64),
            "date": (years - 1).astype(str),
            "product": np.full(len(place), TOXIN),
            "total_units": np.full(len(place), float(ELSEWHERE_UNITS)),
            "place": np.full(len(place), "elsewhere"),
            "recalled_before": _or_blank(cohort.recalled[place, 0]),
            "recalled_after": _or_blank(cohort.recalled[place, 1]),
        }
    )


def _or_blank(values: Ints) -> pl.Series:
    """Counts, blank where they are -1."""
    return _where(values >= 0, values)


def _where(known: Bools, values: np.ndarray) -> pl.Series:
    """Values, blank where they are not known."""
    return pl.select(pl.when(pl.Series(known)).then(pl.Series(values))).to_series()


def _injections(cohort: Cohort) -> Frame:
    place, number = np.nonzero(cohort.took_place)
    frames = [_site(cohort, place, number, sites) for sites in _sites()]
    return pl.concat(frames).sort("patient", "session", maintain_order=True)


def _sites() -> list[tuple[Site, ...]]:
    """Each site in all versions."""
    versions = [shipped().version(PROTOCOL, version).planned for version in VERSIONS]
    return list(zip(*versions, strict=True))


def _site(cohort: Cohort, place: Ints, number: Ints, sites: tuple[Site, ...]) -> Frame:
    units = np.array([float(site.units) for site in sites])[cohort.versions[place, number]]
    constant = {name: getattr(sites[0], name) for name in ("muscle", "side", "site", "depth", "view")}
    return Frame({"patient": _names(cohort, place), "session": number + 1}).with_columns(
        **{name: pl.lit(value) for name, value in constant.items()},
        units=units,
        planned_units=units,
        x=pl.lit(float(sites[0].x)),
        y=pl.lit(float(sites[0].y)),
    )


def _adverse_events(cohort: Cohort) -> Frame:
    place, number = np.nonzero(cohort.took_place & (cohort.unwanted >= 0))
    kind = cohort.unwanted[place, number]
    onset = cohort.sessions[place, number] + DAYS_UNTIL_EVENT
    return Frame(
        {
            "patient": _names(cohort, place),
            "event": np.array(UNWANTED)[kind],
            "onset_on": _dates(cohort, place, onset),
            "session": number + 1,
            "resolved_on": _dates(cohort, place, onset + 10 + 14 * kind),
            "severity": np.full(len(place), "mild"),
            "related": np.ones(len(place), dtype=bool),
        }
    )


_TABLES: Mapping[str, Callable[[Cohort], Frame]] = {
    "patients": _patients,
    "days": _days,
    "attacks": _attacks,
    "intakes": _intakes,
    "sessions": _sessions,
    "injections": _injections,
    "adverse_events": _adverse_events,
}
