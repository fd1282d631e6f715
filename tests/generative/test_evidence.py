"""Any windows whatever: an answer that can be stood behind, or a sentence; never a wrong number quietly."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaln, expit, gammaln

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.fit import fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.prior import clinic_prior
from migrainedays.evidence.surprise import correct_for_best
from migrainedays.evidence.survival import estimate_survival
from migrainedays.evidence.windows import Windows, arrange


@st.composite
def clinics(draw: st.DrawFn) -> Windows:
    """Up to eight patients with up to five windows of any counts."""
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, 7), st.booleans(), st.integers(1, 28), st.floats(0, 1)), min_size=1, max_size=40
        )
    )
    patient, treated, observed, share = (np.array(column) for column in zip(*rows, strict=True))
    days = np.minimum(observed, np.rint(share * observed)).astype(int)
    return arrange(patient, treated, days, observed, {})


@given(clinics())
@settings(deadline=None, max_examples=40)
def test_every_clinic_gets_a_finite_answer_or_a_refusal(windows: Windows) -> None:
    likelihood = Likelihood(windows)
    try:
        found = fit(likelihood, clinic_prior(likelihood.names))
    except NothingToEvaluate:
        return
    assert found.convergence.converged
    assert np.isfinite(found.parameters).all()
    assert (np.diag(found.covariance) > 0).all()


@given(clinics(), st.floats(-2, 2), st.floats(0.5, 40))
@settings(deadline=None, max_examples=40)
def test_without_differences_between_patients_the_integral_is_the_textbook_sum(
    windows: Windows, intercept: float, phi: float
) -> None:
    likelihood = Likelihood(windows)
    parameters = np.array([intercept, np.log(1e-4), np.log(1e-4), 0.0, np.log(phi)])
    y, n, p = windows.headache_days, windows.observed_days, expit(intercept)
    ways = gammaln(n + 1) - gammaln(y + 1) - gammaln(n - y + 1)
    plain = ways + betaln(y + phi * p, n - y + phi * (1 - p)) - betaln(phi * p, phi * (1 - p))
    assert abs(likelihood.value(parameters) - plain.sum()) < 1e-3


@given(st.floats(0, 1), st.integers(1, 400))
def test_the_best_of_more_is_never_more_surprising(share: float, courses: int) -> None:
    assert share - 1e-12 <= correct_for_best(share, courses) <= correct_for_best(share, courses + 1) + 1e-12


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=40))
def test_a_curve_falls_and_its_interval_holds_it(followed: list[tuple[int, bool]]) -> None:
    time, event = (np.array(column) for column in zip(*followed, strict=True))
    shares = [step.share for step in estimate_survival(time.astype(float), event).steps]
    estimates = [share.estimate for share in shares]
    assert estimates == sorted(estimates, reverse=True)
    assert all(-1e-12 <= share.low <= share.estimate + 1e-12 for share in shares)
    assert all(share.estimate - 1e-12 <= share.high <= 1 + 1e-12 for share in shares)
