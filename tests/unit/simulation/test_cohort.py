"""Who is enrolled, when diaries end, and the figures counted from them."""

import dataclasses

import numpy as np
import pytest

from migrainedays.errors import WrongUse
from migrainedays.simulation.cohort import Cohort, draw_cohorts
from migrainedays.simulation.enrolment import enrol
from migrainedays.simulation.figures import (
    course_figures,
    first_responses,
    monthly_figures,
    rate,
    trial_figures,
)
from migrainedays.simulation.frames import frames_of
from migrainedays.simulation.options import Options
from migrainedays.simulation.parameters import parameters_of
from migrainedays.simulation.traits import draw_traits


def one(**asked: object) -> Cohort:
    [found] = draw_cohorts(Options(**{"patients": 400, "seed": 6, **asked}))  # type: ignore[arg-type]
    return found


@pytest.fixture(scope="module")
def clinic() -> Cohort:
    return one()


def test_responses_belong_to_a_share_of_the_patients_and_keep_their_mean() -> None:
    mix = parameters_of("trial").mix
    traits = draw_traits(np.random.default_rng(1), 60_000, mix, Options(1, 1, "trial"))
    assert (traits.toxin > 0).mean() == pytest.approx(mix.toxin_share, abs=0.01)
    assert traits.toxin.mean() == pytest.approx(mix.toxin, rel=0.03)
    usual = traits.placebo[~traits.overuses].mean()
    assert traits.placebo[traits.overuses].mean() == pytest.approx(mix.overuse_placebo * usual, rel=0.04)
    assert traits.overuses.mean() == pytest.approx(mix.overuse, abs=0.01)


def test_a_shift_of_severity_moves_those_who_enrol_after_the_switch() -> None:
    mix, options = parameters_of("trial").mix, Options(1, 1, "trial")
    plain, moved = (
        draw_traits(np.random.default_rng(1), 500, mix, asked)
        for asked in (options, dataclasses.replace(options, severity_shift=0.7))
    )
    difference = moved.level - plain.level
    assert set(np.round(difference, 9)) == {0.0, 0.7}
    assert (difference > 0).mean() == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize(("mix", "enrol_by"), [("trial", None), ("trial", "worst"), ("clinic", None)])
def test_the_qualifying_month_has_fifteen_days_or_more(mix: str, enrol_by: str | None) -> None:
    options = Options(300, 2, mix, enrol=enrol_by)  # type: ignore[arg-type]
    found = enrol(np.random.default_rng(3), 300, 12, parameters_of(options.mix), options)
    assert len(found.traits) == len(found.months) == 300
    assert found.qualifying.sum(axis=1).min() >= 15


def test_the_worst_of_six_months_lies_higher_above_the_level_than_a_single_one() -> None:
    def excess(enrol_by: str | None) -> float:
        options = Options(4000, 2, "trial", enrol=enrol_by)  # type: ignore[arg-type]
        found = enrol(np.random.default_rng(3), 4000, 3, parameters_of("trial"), options)
        return float((found.months[:, 0]).mean())

    assert excess("worst") > excess(None) + 0.05


def test_where_nobody_qualifies_a_sentence_says_so() -> None:
    known = parameters_of("trial")
    low = dataclasses.replace(known, mix=dataclasses.replace(known.mix, level=-9.0, level_sd=0.1))
    with pytest.raises(WrongUse, match="reaches 15 headache days"):
        enrol(np.random.default_rng(3), 5, 3, low, Options(5, 1, "trial"))


def test_a_rate_counts_entered_days_only_and_none_after_the_drop_out(clinic: Cohort) -> None:
    start = clinic.sessions[:, 0] + 1
    rates = rate(clinic, start)
    for place in range(60):
        days = [
            day for day in range(start[place], start[place] + 28)
            if day < clinic.length[place] and clinic.entered[place, day]
        ]  # fmt: skip
        if len(days) < 20:
            assert np.isnan(rates[place])
        else:
            assert rates[place] == pytest.approx(28 * clinic.headache[place, days].mean())


def test_a_window_beyond_the_diary_is_not_counted(clinic: Cohort) -> None:
    assert np.isnan(rate(clinic, clinic.length)).all()


def test_figures_are_shares_and_days_that_can_be() -> None:
    found = trial_figures([one(mix="trial")])
    assert 15 <= found["baseline"] <= 28
    assert all(0 <= found[name] <= 1 for name in ("overuse", "responders_50", "completed", "first_responders_50"))
    assert min(found["change_overuse"], found["change_no_overuse"]) <= found["change"]
    assert found["change"] <= max(found["change_overuse"], found["change_no_overuse"])


def test_figures_of_a_course_come_from_the_four_windows(clinic: Cohort) -> None:
    found = course_figures([clinic])
    assert found["before"] == pytest.approx(np.nanmean(rate(clinic, clinic.sessions[:, 0] - 28)))
    assert found["month_3"] == pytest.approx(np.nanmean(rate(clinic, clinic.sessions[:, 0] + 57)))


def test_parts_of_a_cohort_are_joined_before_they_are_counted(clinic: Cohort) -> None:
    assert course_figures([clinic, clinic]) == pytest.approx(course_figures([clinic]))
    assert first_responses([clinic, clinic]) == pytest.approx(first_responses([clinic]))


def test_first_responses_never_add_up_to_more_than_all(clinic: Cohort) -> None:
    shares = first_responses([clinic]).values()
    assert all(share >= 0 for share in shares)
    assert sum(shares) <= 1


def test_a_population_without_change_has_only_small_changes() -> None:
    known = parameters_of("population")
    still = dataclasses.replace(known, mix=dataclasses.replace(known.mix, constant=1.0))
    found = monthly_figures(draw_cohorts(Options(50, 1, "population"), still))
    assert (found["small_changes"], found["daily"], found["crossings"]) == (1.0, 1.0, 0.0)


def test_no_table_has_a_key_twice(clinic: Cohort) -> None:
    keys = {
        "patients": ["patient"], "days": ["patient", "date"], "attacks": ["patient", "attack"],
        "intakes": ["patient", "date", "drug"], "sessions": ["patient", "session"],
        "injections": ["patient", "session", "muscle", "side", "site"],
        "adverse_events": ["patient", "event", "onset_on"],
    }  # fmt: skip
    frames = frames_of(clinic)
    assert frames.keys() == keys.keys()
    for name, columns in keys.items():
        assert not frames[name].select(columns).is_duplicated().any(), name


def test_what_patients_tell_of_elsewhere_stands_in_a_session_numbered_nought(clinic: Cohort) -> None:
    told = frames_of(clinic)["sessions"].filter(place="elsewhere")
    assert 0.15 < len(told) / len(clinic) < 0.35
    assert told["session"].unique().to_list() == [0]
    assert told["recalled_after"].null_count() == 0


def test_who_has_no_fall_leaves_more_often() -> None:
    found = one(patients=2000, mix="trial")
    first = found.sessions[:, 0]
    fallen = rate(found, first + 1) <= 0.7 * rate(found, first - 28)
    left = found.sessions[:, 1] >= found.length
    assert left[~fallen].mean() > left[fallen].mean()


def test_injections_of_a_placebo_trial_are_called_so() -> None:
    products = frames_of(one(mix="trial", placebo=True))["sessions"].filter(session=1)["product"].unique().to_list()
    assert products == ["placebo"]
