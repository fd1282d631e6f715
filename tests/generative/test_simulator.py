"""Whatever is asked of the simulator: its folder holds together, and the same is asked twice with the same answer."""

import datetime as dt
import json
import shutil
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrainedays.diary import Attack, DiaryDay, Intake
from migrainedays.exchange import read_folder
from migrainedays.simulation import demo_clinic
from migrainedays.simulation.cohort import draw_cohorts
from migrainedays.simulation.folder import write_simulated
from migrainedays.simulation.options import Options
from migrainedays.treatment import Session

logits = st.floats(-2, 2)
relaxed = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
treated = st.builds(
    Options,
    patients=st.integers(1, 12),
    seed=st.integers(0, 2**32),
    mix=st.sampled_from(["trial", "clinic"]),
    effect=logits,
    switch=st.dates(dt.date(2022, 1, 1), dt.date(2026, 1, 1)),
    drift=st.floats(-0.5, 0.5),
    step=logits,
    severity_shift=st.floats(-0.5, 2),
    enrol=st.sampled_from([None, "worst", "run-in"]),
    placebo=st.booleans(),
)
untreated = st.builds(Options, patients=st.integers(1, 12), seed=st.integers(0, 2**32), mix=st.just("population"))


@relaxed
@given(options=treated | untreated)
def test_every_folder_holds_together(tmp_path: Path, options: Options) -> None:
    out = tmp_path / "out"
    shutil.rmtree(out, ignore_errors=True)
    write_simulated(out, options)
    folder = read_folder(out)
    assert (folder.refused, folder.odd) == ((), ())
    assert len(folder.patients) == options.patients
    entered = {(day.patient, day.date): day for day in folder.values(DiaryDay)}
    assert all(entered[intake.patient, intake.date].headache for intake in folder.values(Intake))
    for attack in folder.values(Attack):
        assert attack.started_at is not None
        assert entered[attack.patient, attack.started_at.date()].headache
    truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    assert truth["effect_logit"] == options.effect
    assert truth["seed"] == options.seed
    for session in folder.values(Session):
        if session.on is not None:
            assert session.version == ("2" if session.on >= options.switch else "1")


@relaxed
@given(options=treated | untreated)
def test_the_same_seed_draws_the_same_days(options: Options) -> None:
    [one], [other] = draw_cohorts(options), draw_cohorts(options)
    for name in ("headache", "peaks", "minutes", "entered", "sessions", "versions", "length"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


@relaxed
@given(options=treated)
def test_what_is_drawn_can_be(options: Options) -> None:
    [cohort] = draw_cohorts(options)
    assert ((cohort.peaks > 0) == cohort.headache).all()
    assert ((cohort.minutes > 0) == cohort.headache).all()
    assert cohort.minutes.max() <= 1440
    assert (np.diff(cohort.sessions, axis=1) >= 84).all()
    assert (cohort.length <= cohort.headache.shape[1]).all()
    assert cohort.took_place[:, 0].all()
    assert not (cohort.intakes.taken & ~cohort.headache).any()
    assert (np.diff(cohort.versions, axis=1) >= 0).all(), "nobody goes back to the first version"


@settings(max_examples=15, deadline=None)
@given(on=st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), seed=st.integers(0, 1000))
def test_the_demo_clinic_can_be_made_on_any_day(on: dt.date, seed: int) -> None:
    clinic = demo_clinic(on, seed)
    days = [value for value in clinic.values if isinstance(value, DiaryDay)]
    assert max(day.date for day in days) <= on
    assert len({value.key for value in days}) == len(days)
    assert {visit.patient for visit in clinic.visits} <= clinic.names.keys()
    assert any(visit.at.date() == on for visit in clinic.visits)
    keys = [(value.table, value.key) for value in clinic.values]
    assert len(set(keys)) == len(keys)
