"""Two hidden states along a series: against sums written out over every path."""

import itertools

import numpy as np
import pytest

from migrainedays.errors import Impossible
from migrainedays.evidence.forward_backward import LANES, forward_backward

START = np.array([0.3, 0.7])
CHANGE = np.array([[[0.9, 0.1], [0.25, 0.75]], [[0.6, 0.4], [0.45, 0.55]]])


def by_paths(log_emission: np.ndarray, kind: np.ndarray) -> tuple[float, np.ndarray]:
    """Log-likelihood and chance of state 1, adding up all paths of states."""
    steps = len(log_emission)
    total, ones = 0.0, np.zeros(steps)
    for path in itertools.product((0, 1), repeat=steps):
        chance = START[path[0]]
        for t in range(1, steps):
            chance *= CHANGE[kind[t], path[t - 1], path[t]]
        chance *= np.exp(sum(log_emission[t, state] for t, state in enumerate(path)))
        total += chance
        ones += chance * np.array(path)
    return float(np.log(total)), ones / total


@pytest.mark.parametrize("steps", [1, 2, 7])
def test_it_equals_the_sum_over_every_path(steps: int) -> None:
    rng = np.random.default_rng(steps)
    seen, kind = -rng.exponential(3, (5, steps, 2)), rng.integers(0, 2, (5, steps))
    value, chance = forward_backward(seen, START, CHANGE, kind)
    for i in range(5):
        expected, ones = by_paths(seen[i], kind[i])
        assert value[i] == pytest.approx(expected, abs=1e-12)
        assert chance[i] == pytest.approx(ones, abs=1e-12)


def test_without_kinds_all_steps_are_of_the_first() -> None:
    seen = -np.random.default_rng(1).exponential(2, (4, 6, 2))
    plain = forward_backward(seen, START, CHANGE[:1])
    named = forward_backward(seen, START, CHANGE, np.zeros((4, 6), int))
    assert np.array_equal(plain[0], named[0])
    assert np.array_equal(plain[1], named[1])


def test_a_series_does_not_feel_its_neighbours_in_other_lanes() -> None:
    seen = -np.random.default_rng(2).exponential(2, (2 * LANES + 3, 9, 2))
    value, chance = forward_backward(seen, START, CHANGE[:1])
    for i in (0, LANES - 1, LANES, 2 * LANES + 2):
        alone = forward_backward(seen[i : i + 1], START, CHANGE[:1])
        assert value[i] == pytest.approx(alone[0][0], abs=1e-13)
        assert chance[i] == pytest.approx(alone[1][0], abs=1e-13)


def test_a_step_that_says_nothing_is_carried_by_its_neighbours() -> None:
    seen = np.zeros((1, 3, 2))
    value, chance = forward_backward(seen, START, CHANGE[:1])
    assert value[0] == pytest.approx(0.0, abs=1e-14)
    second = START @ CHANGE[0]
    assert chance[0] == pytest.approx([START[1], second[1], (second @ CHANGE[0])[1]])


def test_very_unlikely_and_long_series_neither_vanish_nor_overflow() -> None:
    seen = np.tile(np.array([[-2000.0, -1.0], [-1.0, -2500.0]]), (1, 60, 1))
    value, chance = forward_backward(seen, START, CHANGE[:1])
    assert np.isfinite(value).all()
    assert chance[0] == pytest.approx(np.tile([1.0, 0.0], 60))
    changes = 60 * np.log(0.25) + 59 * np.log(0.1) + np.log(0.7)
    assert value[0] == pytest.approx(changes - 120.0, rel=1e-12)


def test_another_shape_is_refused() -> None:
    with pytest.raises(Impossible, match="series, steps, 2"):
        forward_backward(np.zeros((3, 4)), START, CHANGE)
