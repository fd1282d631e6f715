"""The calibrated simulator: folders of invented patients of whom everything is known."""

import datetime as dt
import itertools
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from migrainedays.cli.main import commands
from migrainedays.diary import Attack, DiaryDay, Intake
from migrainedays.errors import WrongUse
from migrainedays.exchange import Folder, read_folder
from migrainedays.simulation.cohort import Cohort, draw_cohorts
from migrainedays.simulation.figures import rate
from migrainedays.simulation.folder import simulate_values
from migrainedays.simulation.options import MIXES, Options
from migrainedays.treatment import Session


def run(out: Path, *options: str) -> dict[str, Any]:
    arguments = ["simulate", "--patients", "60", "--seed", "4", *options, str(out)]
    CliRunner().invoke(commands, arguments, catch_exceptions=False, standalone_mode=False)
    truth: dict[str, Any] = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    return truth


def cohort(**asked: Any) -> Cohort:
    [found] = draw_cohorts(Options(**{"patients": 2000, "seed": 11, **asked}))
    return found


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    out = tmp_path_factory.mktemp("clinic") / "out"
    run(out)
    return read_folder(out)


@pytest.mark.parametrize("mix", MIXES)
def test_nothing_in_a_simulated_folder_is_refused_or_odd(tmp_path: Path, mix: str) -> None:
    run(tmp_path / "out", "--mix", mix)
    folder = read_folder(tmp_path / "out")
    assert (folder.refused, folder.odd) == ((), ())
    assert len(folder.patients) == 60
    assert folder.has(Session) == (mix != "population")


@pytest.mark.parametrize("mix", MIXES)
def test_the_folder_and_the_values_are_the_very_same(tmp_path: Path, mix: str) -> None:
    run(tmp_path / "out", "--mix", mix, "--patients", "20")
    kept = [row.value for rows in read_folder(tmp_path / "out").tables.values() for row in rows]
    values = simulate_values(Options(20, 4, mix))  # type: ignore[arg-type]
    assert sorted(map(repr, values)) == sorted(map(repr, kept))


def test_the_same_seed_gives_the_same_folder_and_another_another(tmp_path: Path) -> None:
    for name, seed in (("one", "4"), ("two", "4"), ("three", "5")):
        run(tmp_path / name, "--seed", seed)
    days = [(tmp_path / name / "days.csv").read_bytes() for name in ("one", "two", "three")]
    assert days[0] == days[1] != days[2]


def test_what_was_true_stands_beside_the_folder(tmp_path: Path) -> None:
    truth = run(
        tmp_path / "out", "--effect", "-0.5", "--drift", "0.1", "--step", "0.2", "--severity-shift", "0.3",
        "--switch", "2023-09-01", "--enrol", "worst",
    )  # fmt: skip
    assert truth["effect_logit"] == -0.5
    assert truth["drift_logit_per_year"] == 0.1
    assert (truth["step_logit"], truth["severity_shift_logit"]) == (0.2, 0.3)
    assert (truth["switch_on"], truth["enrol"], truth["months_looked_at"]) == ("2023-09-01", "worst", 6)
    assert (truth["protocol"], truth["versions"]) == ("six-trigger-sites", ["1", "2"])


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(WrongUse, match="not empty"):
        run(tmp_path)


def test_sessions_follow_the_second_version_from_the_switch_on(tmp_path: Path) -> None:
    run(tmp_path / "out", "--switch", "2023-09-01")
    for session in read_folder(tmp_path / "out").values(Session):
        if session.on is not None:
            assert session.version == ("2" if session.on >= dt.date(2023, 9, 1) else "1")


def test_sessions_keep_their_interval_and_the_diary_begins_28_days_before(clinic: Folder) -> None:
    for patient in clinic.patients:
        days = [session.on for session in clinic.of(Session, patient) if session.on is not None]
        assert all((after - before).days >= 84 for before, after in itertools.pairwise(days))
        assert (days[0] - min(day.date for day in clinic.of(DiaryDay, patient))).days <= 28


def test_drugs_are_taken_on_headache_days_that_were_written_down(clinic: Folder) -> None:
    headache = {(day.patient, day.date) for day in clinic.values(DiaryDay) if day.headache}
    assert {(intake.patient, intake.date) for intake in clinic.values(Intake)} <= headache
    assert clinic.values(Attack)


def test_some_days_are_missing_and_some_patients_leave(clinic: Folder) -> None:
    found = cohort()
    assert 0.01 < 1 - found.entered.mean() < 0.15
    assert 0.6 < found.took_place[:, -1].mean() < 1
    assert any(len(clinic.of(Session, patient)) < 4 for patient in clinic.patients)


def test_enrolling_at_the_worst_month_makes_an_improvement_out_of_nothing() -> None:
    def improvement(enrol: str) -> float:
        found = cohort(mix="trial", enrol=enrol, placebo=True)
        first = found.sessions[:, 0]
        return float(np.nanmean(rate(found, first - 28) - rate(found, first + 1)))

    assert improvement("worst") > improvement("run-in") + 1.5


def test_who_is_enrolled_has_reached_fifteen_days() -> None:
    found = cohort(mix="trial")
    assert found.headache[:, :28].sum(axis=1).min() >= 15


@pytest.mark.parametrize(("asked", "sign"), [({"effect": -1.0}, -1), ({"effect": 1.0}, 1)])
def test_a_better_version_gives_fewer_headache_days(asked: dict[str, float], sign: int) -> None:
    late = cohort().versions[:, 0] == 1
    change = [
        np.nanmean(rate(found, found.sessions[:, 0] + 29)[late]) for found in (cohort(**asked), cohort())
    ]  # fmt: skip
    assert np.sign(change[0] - change[1]) == sign


def test_drift_a_step_and_a_shift_of_severity_reach_those_they_should() -> None:
    plain = cohort()
    early, late = plain.versions[:, -1] == 0, plain.versions[:, 0] == 1
    for asked in ({"drift": 0.5}, {"step": 0.8}, {"severity_shift": 0.8}):
        moved = cohort(**asked)
        before = [np.nanmean(rate(found, found.sessions[:, 0] - 28)[late]) for found in (plain, moved)]
        assert before[1] > before[0] + 0.3, asked
    step = cohort(step=0.8)
    assert (step.headache[early] == plain.headache[early]).mean() > 0.5


def test_more_patients_than_fit_at_once_are_drawn_in_parts() -> None:
    parts = list(draw_cohorts(Options(2100, 1, "population")))
    assert [len(part) for part in parts] == [2000, 100]
    assert parts[1].number == 2000


@pytest.mark.parametrize("mix", ["trial", "clinic"])
def test_what_is_counted_from_arrays_is_what_the_product_counts_from_the_folder(tmp_path: Path, mix: str) -> None:
    run(tmp_path / "out", "--mix", mix)
    printed = CliRunner().invoke(commands, ["evaluate", str(tmp_path / "out"), "--json"], standalone_mode=False)
    patients = json.loads(printed.stdout)["patients"]
    [found] = draw_cohorts(Options(60, 4, mix))  # type: ignore[arg-type]
    rates = {name: rate(found, found.sessions[:, 0] + start) for name, start in (("before", -28), ("first", 1))}
    compared = 0
    for place, patient in enumerate(patients):
        for name, values in rates.items():
            told = patient["sessions"][0][name]["headache_days"]["rate28"]
            if told is not None and np.isfinite(values[place]):
                assert float(Fraction(told)) == pytest.approx(values[place])
                compared += 1
    assert compared > 100


def test_medication_overuse_shows_in_the_days_with_acute_drugs() -> None:
    found = cohort(mix="trial")
    days = (found.intakes.taken & found.written)[:, :28].sum(axis=1)
    assert np.median(days[found.traits.overuses]) >= 14
    assert np.median(days[~found.traits.overuses]) < 10


def test_most_painful_headaches_have_the_features_of_migraine(clinic: Folder) -> None:
    bad = [day for day in clinic.values(DiaryDay) if day.peak and day.peak >= 2]
    meets = [
        sum(map(bool, (day.unilateral, day.pulsating, day.aggravated, True))) >= 2
        and (day.nausea or day.vomiting or (day.photophobia and day.phonophobia))
        for day in bad
    ]
    assert 0.5 < sum(map(bool, meets)) / len(meets) < 0.95
