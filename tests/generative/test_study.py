"""Studies of any clinic: what a design must keep whatever is asked."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.evidence.study_clinic import StudyClinic, draw_study
from migrainedays.evidence.study_design import decide_look, power_of
from migrainedays.evidence.study_plan import Months, StudyDesign
from migrainedays.evidence.study_protocol import protocol_page, stand

FEW = settings(max_examples=25, deadline=None)
SPREAD = st.floats(-1.2, 0.3)


@st.composite
def study_clinics(draw):
    """A clinic with any level, change and spread that is seen in practice."""
    spreads = (draw(SPREAD), draw(SPREAD), draw(st.floats(-0.8, 0.8)))
    return StudyClinic(draw(st.floats(-1, 2)), draw(st.floats(-2, 0)), spreads, draw(st.floats(2, 30)))


@st.composite
def designs(draw):
    """A design of any size with its looks."""
    looks = draw(st.integers(1, 8))
    patients = draw(st.integers(2 * looks, 400))
    return StudyDesign(-0.4, -2.0, patients, looks, Months(), draw(st.floats(5, 120)), 0.8, 0.03, 20.0)


@FEW
@given(study_clinics(), st.floats(-5, 5))
def test_days_and_logits_lead_back_to_each_other(clinic, effect):
    assert abs(clinic.logit(clinic.days(effect)) - effect) < 1e-4


@FEW
@given(study_clinics(), st.integers(0, 10**6), st.integers(0, 3), st.integers(1, 4))
def test_a_drawn_study_holds_counts_that_can_be(clinic, seed, before, after):
    under = np.arange(12) % 2 == 1
    windows = draw_study(np.random.default_rng(seed), clinic, under, -0.3, Months(before, after))
    assert ((windows.headache_days >= 0) & (windows.headache_days <= windows.observed_days)).all()
    assert (windows.observed_days <= 28).all()
    assert windows.patients <= 12
    assert (windows.design[:, windows.names.index("version_b")] <= windows.treated).all()


@FEW
@given(st.floats(5, 100), st.integers(1, 6))
def test_false_alarms_stay_below_one_in_twenty(information, looks):
    power, alarms = power_of(-0.3, information, looks)
    assert alarms <= 0.05
    assert power >= alarms / 2 - 0.005


@FEW
@given(designs())
def test_looks_rise_and_end_with_everybody(design):
    assert list(design.look_at) == sorted(set(design.look_at))
    assert design.look_at[-1] == design.patients
    assert len(design.look_at) == design.looks


@FEW
@given(designs(), st.integers(0, 400), st.integers(0, 400))
def test_a_look_is_due_when_its_patients_are_complete_and_one_is_left(design, allocated, complete):
    allocated, complete = max(allocated, complete), min(allocated, complete)
    for taken in range(design.looks + 1):
        state = stand(design, allocated, complete, taken)
        assert state.may_look == (taken < design.looks and complete >= design.look_at[taken])
        assert str(complete) in state.sentence


@FEW
@given(designs(), st.floats(-1, 1), st.floats(0.05, 0.6))
def test_a_decision_does_not_depend_on_which_version_is_called_b(design, estimate, error):
    turned = {"better": "worse", "worse": "better", "go_on": "go_on"}
    assert decide_look(design, 1, -estimate, error) == turned[decide_look(design, 1, estimate, error)]


@FEW
@given(designs(), st.text(max_size=12), st.text(min_size=1, max_size=8))
def test_the_page_for_a_board_is_whole(design, name, protocol):
    page = protocol_page(name, protocol, ("1", "2"), design, "0" * 64)
    assert [heading for heading, _ in page][:3] == ["Question", "Patients", "Allocation"]
    assert all(text for _, text in page)
    assert f"{design.looks} looks" in dict(page)["Looks and stopping"]
