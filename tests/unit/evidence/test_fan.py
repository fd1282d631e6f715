"""The fan: percentiles of whole counts, and how much of a month lies inside its band."""

import numpy as np
import pytest
from scipy.stats import betabinom, binom

from migrainedays.evidence.fan import percentiles, shares_inside

EVERY = np.arange(29)


def test_a_certain_count_is_drawn_as_its_day() -> None:
    assert percentiles(np.eye(29)[9]).tolist() == [8.6, 9.0, 9.4]


def test_ends_stay_between_no_day_and_every_day() -> None:
    assert percentiles(np.eye(29)[[0, 28]]).tolist() == [[0.0, 0.0, 0.4], [27.6, 28.0, 28.0]]


def test_the_middle_of_a_symmetric_chance_is_its_centre() -> None:
    low, middle, high = percentiles(binom.pmf(EVERY, 28, 0.5))
    assert middle == pytest.approx(14.0)
    assert middle - low == pytest.approx(high - middle)


def test_every_shape_keeps_its_own() -> None:
    chances = np.stack([betabinom.pmf(EVERY, 28, 8 * p, 8 * (1 - p)) for p in (0.2, 0.5, 0.8)])
    found = percentiles(chances.reshape(3, 1, 29))
    assert found.shape == (3, 1, 3)
    assert (np.diff(found[:, 0, :], axis=1) > 0).all()
    assert (np.diff(found[:, 0, 1]) > 0).all()


@pytest.mark.parametrize("mean", [0.02, 0.3, 0.6, 0.97])
def test_the_band_holds_four_in_five_by_share_and_not_less_by_the_plain_rule(mean: float) -> None:
    chances = betabinom.pmf(EVERY, 28, 8 * mean, 8 * (1 - mean))
    shares = shares_inside(np.tile(chances, (29, 1)), EVERY)
    assert chances @ shares == pytest.approx(0.8)
    low, _, high = percentiles(chances)
    plain = chances[(low <= EVERY) & (high >= EVERY)].sum()
    assert plain >= 0.72
    assert ((shares > 0.5) <= ((low <= EVERY) & (high >= EVERY))).all()


def test_a_month_on_an_end_counts_with_its_share() -> None:
    chances = np.zeros(29)
    chances[[5, 6, 7]] = [0.2, 0.5, 0.3]
    found = shares_inside(np.tile(chances, (4, 1)), np.array([5, 6, 7, 8]))
    assert found == pytest.approx([0.5, 1.0, 2 / 3, 0.0])
