"""Days from chances: the share stays, bad days cluster, gaps follow severe days."""

import numpy as np
import pytest
from scipy.special import logit

from migrainedays.simulation.attacks import draw_attacks
from migrainedays.simulation.chances import falls, month_levels, untreated
from migrainedays.simulation.daily import cluster, draw_entered, draw_minutes, draw_peaks
from migrainedays.simulation.options import FIRST_ENROLMENT_ON, Options
from migrainedays.simulation.parameters import parameters_of
from migrainedays.simulation.recall import recall
from migrainedays.simulation.traits import Traits, draw_traits

KNOWN = parameters_of("clinic")


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


@pytest.fixture
def traits(rng: np.random.Generator) -> Traits:
    return draw_traits(rng, 3000, KNOWN.mix, Options(3000, 1))


@pytest.mark.parametrize("chance", [0.1, 0.5, 0.85])
@pytest.mark.parametrize("persistence", [0.0, 0.2, 0.4])
def test_clustering_keeps_the_share_and_gives_the_correlation(
    rng: np.random.Generator, chance: float, persistence: float
) -> None:
    days = cluster(rng, np.full((3000, 60), logit(chance)), persistence)
    assert days.mean() == pytest.approx(chance, abs=0.01)
    assert (days.mean(axis=0)[1:] - chance).max() < 0.04, "no day differs from the others"
    before, after = days[:, 10:-1].ravel(), days[:, 11:].ravel()
    assert np.corrcoef(before, after)[0, 1] == pytest.approx(persistence, abs=0.02)


def test_months_are_a_stationary_chain(rng: np.random.Generator) -> None:
    levels = month_levels(rng, 40_000, 6, sd=0.4, correlation=0.5)
    assert levels.std(axis=0) == pytest.approx(0.4, abs=0.01)
    assert np.corrcoef(levels[:, 2], levels[:, 3])[0, 1] == pytest.approx(0.5, abs=0.02)


def test_drift_and_step_move_everyone_by_the_calendar(traits: Traits) -> None:
    first = traits.enrols
    months = np.zeros((len(traits), 4))
    calendar = first[:, None] + np.arange(100)
    still = untreated(traits, months, calendar, Options(1, 1))
    options = Options(1, 1, drift=0.3, step=-0.2)
    moved = untreated(traits, months, calendar, options) - still
    switch = (options.switch - FIRST_ENROLMENT_ON).days
    assert moved == pytest.approx(0.3 * calendar / 365.25 - 0.2 * (calendar >= switch))


def test_the_effect_of_the_second_version_holds_from_the_day_after_its_session(traits: Traits) -> None:
    sessions = np.tile([28, 119], (len(traits), 1))
    versions = np.tile([0, 1], (len(traits), 1))
    mix = KNOWN.mix
    same = falls(traits, sessions, versions, 220, mix, Options(1, 1))
    better = falls(traits, sessions, versions, 220, mix, Options(1, 1, effect=-0.5)) - same
    assert better[:, :120] == pytest.approx(0)
    assert better[:, 120:] == pytest.approx(0.5)


def test_nothing_falls_before_the_first_session_and_placebo_gives_less(traits: Traits) -> None:
    sessions, versions = np.full((len(traits), 1), 28), np.zeros((len(traits), 1), dtype=np.int64)
    toxin = falls(traits, sessions, versions, 120, KNOWN.mix, Options(1, 1))
    placebo = falls(traits, sessions, versions, 120, KNOWN.mix, Options(1, 1, placebo=True))
    assert not toxin[:, :29].any()
    assert (toxin >= placebo).all()
    assert toxin[:, 70].mean() > placebo[:, 70].mean() > 0


def test_a_new_session_never_takes_away_what_is_left_of_the_last(traits: Traits) -> None:
    sessions, versions = np.tile([28, 119], (len(traits), 1)), np.zeros((len(traits), 2), dtype=np.int64)
    fall = falls(traits, sessions, versions, 200, KNOWN.mix, Options(1, 1))
    assert (np.diff(fall, axis=1)[:, 119:160] >= -1e-9).all()


def test_pain_is_shared_out_as_the_parameters_say(rng: np.random.Generator, traits: Traits) -> None:
    headache = np.ones((len(traits), 60), dtype=bool)
    treated = np.zeros_like(headache)
    treated[:, 30:] = True
    peaks = draw_peaks(rng, traits.severity, headache, treated, KNOWN)
    assert (peaks[:, :30] == 1).mean() == pytest.approx(KNOWN.pain["mild"], abs=0.01)
    assert (peaks[:, 30:] == 1).mean() == pytest.approx(KNOWN.pain["mild_treated"], abs=0.01)
    assert not draw_peaks(rng, traits.severity, ~headache, treated, KNOWN).any()


def test_minutes_stay_within_the_day_and_grow_with_pain(rng: np.random.Generator) -> None:
    peaks = np.tile([0, 1, 2, 3], (20_000, 1))
    minutes = draw_minutes(rng, peaks, KNOWN)
    assert not minutes[:, 0].any()
    assert minutes[:, 1:].min() > 0
    assert minutes.max() <= 1440
    assert (np.diff(minutes.mean(axis=0)) > 0).all()
    assert not (minutes % 15).any()


def test_gaps_last_and_begin_more_often_after_severe_days(rng: np.random.Generator) -> None:
    peaks = np.where(rng.random((4000, 200)) < 0.5, 3, 0)
    entered = draw_entered(rng, peaks, KNOWN)
    assert 0.85 < entered.mean() < 0.99
    fresh = entered[:, :-1]
    severe, free = fresh & (peaks[:, :-1] == 3), fresh & (peaks[:, :-1] == 0)
    chance_after = [1 - entered[:, 1:][rows].mean() for rows in (severe, free)]
    assert chance_after[0] / chance_after[1] == pytest.approx(KNOWN.diary["gap_starts_severe"], rel=0.15)
    goes_on = ~entered[:, 1:][~entered[:, :-1]]
    assert goes_on.mean() == pytest.approx(KNOWN.diary["gap_goes_on"], abs=0.02)


def test_told_counts_pile_up_on_multiples_of_five_the_more_the_larger(rng: np.random.Generator) -> None:
    def share(lived: int) -> float:
        return float((recall(rng, np.full(20_000, lived), KNOWN) % 5 == 0).mean())

    assert 0.2 < share(6) < share(12) < share(22)
    assert share(22) > 0.8
    assert set(recall(rng, np.full(50, 28), KNOWN)) == {30}


def test_attacks_add_up_to_the_minutes_of_their_days(rng: np.random.Generator) -> None:
    minutes = np.where(rng.random((200, 90)) < 0.6, 15 * rng.integers(2, 97, (200, 90)), 0)
    attacks = draw_attacks(rng, minutes, minutes > 0)
    found = np.zeros((200, 91), dtype=np.int64)
    until = np.minimum(attacks.end, 1440)
    np.add.at(found, (attacks.place, attacks.day), until - attacks.start)
    np.add.at(found, (attacks.place, attacks.day + 1), attacks.end - until)
    assert (found[:, :90] == minutes).all()
    assert attacks.over_midnight.sum() > 100
    assert (attacks.end > attacks.start).all()
