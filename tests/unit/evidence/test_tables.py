"""Tables against the formulas they stand for."""

import numpy as np
import pytest
from scipy.special import gammaln

from migrainedays.evidence.selection import rows
from migrainedays.evidence.tables import (
    PHI,
    PHI2,
    PHI_SLOPE,
    SLOPE,
    VALUE,
    binomial_table,
    bounded_count_table,
    grid,
    normaliser,
    poisson_table,
)

POINTS = 257


def test_a_row_is_the_sum_of_logarithms() -> None:
    p = 1 / (1 + np.exp(-grid(POINTS)))
    table = bounded_count_table(6.0, POINTS)
    assert not table[0].any()
    for y in (1, 5, 28):
        expected = gammaln(y + 6.0 * p) - gammaln(6.0 * p)
        assert table[y, :, VALUE] == pytest.approx(expected, abs=1e-7)


def test_the_other_entries_are_its_derivatives() -> None:
    table, step = bounded_count_table(6.0, 4097), 1e-4
    above, below = (bounded_count_table(6.0 * np.exp(s), 4097) for s in (step, -step))
    inner = slice(2, -2)
    numeric = np.gradient(table[:, :, VALUE], grid(4097), axis=1, edge_order=2)
    assert table[:, inner, SLOPE] == pytest.approx(numeric[:, inner], abs=2e-4)
    assert table[:, :, PHI] == pytest.approx((above - below)[:, :, VALUE] / (2 * step), abs=1e-6)
    assert table[:, :, PHI_SLOPE] == pytest.approx((above - below)[:, :, SLOPE] / (2 * step), abs=1e-6)
    assert table[:, :, PHI2] == pytest.approx((above - below)[:, :, PHI] / (2 * step), abs=1e-6)


def test_independent_days_are_the_limit_of_great_precision() -> None:
    phi = 1e9
    bounded = bounded_count_table(phi, POINTS)[5, :, VALUE] - 5 * np.log(phi)
    middle = np.abs(grid(POINTS)) < 6
    assert bounded[middle] == pytest.approx(binomial_table(POINTS)[5, middle, VALUE], abs=1e-4)


def test_counts_without_bound() -> None:
    assert poisson_table(POINTS)[1, :, VALUE] == pytest.approx(-np.exp(grid(POINTS)))


def test_the_normaliser_and_its_derivatives() -> None:
    observed = np.zeros(29)
    observed[[3, 28]] = 2, 5
    log_phi, step = np.log(7.0), 1e-4
    at = [normaliser(float(np.exp(log_phi + s)), observed) for s in (-step, 0, step)]
    direct = -sum(count * (gammaln(n + 7.0) - gammaln(7.0)) for n, count in ((3, 2), (28, 5)))
    assert at[1][0] == pytest.approx(direct)
    assert at[1][1] == pytest.approx((at[2][0] - at[0][0]) / (2 * step), rel=1e-6)
    assert at[1][2] == pytest.approx((at[2][1] - at[0][1]) / (2 * step), rel=1e-6)


def test_a_month_chosen_as_the_worst_of_one_is_an_ordinary_month_that_qualified() -> None:
    kinds = tuple((y, 28, 1) for y in range(15, 29))
    chances = np.exp(rows(kinds, np.log(6.0), POINTS)[:, :, VALUE])
    assert chances.sum(axis=0) == pytest.approx(np.ones(POINTS), abs=1e-9)


def test_the_chances_of_the_worst_of_six_add_up_to_one() -> None:
    kinds = tuple((y, 28, 6) for y in range(15, 29))
    table = rows(kinds, np.log(6.0), POINTS)
    assert np.exp(table[:, :, VALUE]).sum(axis=0) == pytest.approx(np.ones(POINTS), abs=1e-9)
    numeric = np.gradient(table[:, :, VALUE], grid(POINTS), axis=1, edge_order=2)
    assert table[:, 4:-4, SLOPE] == pytest.approx(numeric[:, 4:-4], abs=0.02)
