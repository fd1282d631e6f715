"""When the cycle broke: against every path of states written out, and as an interval of months."""

import itertools

import numpy as np
import pytest

from migrainedays.evidence.change import Change, find_change
from migrainedays.evidence.counts import log_chance
from migrainedays.evidence.cycle_model import CHRONIC, EPISODIC, Chain
from tests.evidence_clinics import series

PLACE = np.array([-1.3, 1.0, -0.7, 2.3, 2.3, 1.0, -3.0, -2.0, -1.5, -2.5])


def by_paths(days: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Chance of chronic by month and of each beginning of the present run, adding up all paths at all nodes."""
    chain, steps = Chain.at(PLACE), len(days)
    chronic, began, total = np.zeros(steps), np.zeros(steps), 0.0
    for node, weight in enumerate(chain.weight):
        each = np.exp([[float(log_chance(y, 28, chain.eta[node, k], chain.phi[k])) for k in (0, 1)] for y in days])
        for path in itertools.product((EPISODIC, CHRONIC), repeat=steps):
            chance = weight * chain.start[path[0]] * each[0, path[0]]
            for t in range(1, steps):
                chance *= chain.change[1, path[t - 1], path[t]] * each[t, path[t]]
            total += chance
            chronic += chance * np.array(path)
            if path[-1] == EPISODIC and CHRONIC in path:
                began[1 + max(t for t in range(steps) if path[t] == CHRONIC)] += chance
    return chronic / total, began / total


@pytest.mark.parametrize("days", [[24, 23, 8, 6, 5], [20, 14, 16, 12], [5, 24, 5]])
def test_it_equals_the_sum_over_every_path(days: list[int]) -> None:
    found = find_change(PLACE, series([days]))
    chronic, began = by_paths(days)
    assert found.chronic == pytest.approx(chronic, abs=1e-9)
    assert found.began == pytest.approx(began, abs=1e-9)


def test_a_clear_change_is_dated_to_its_month() -> None:
    found = find_change(PLACE, series([[25, 24, 26, 25, 4, 5, 3, 4]]))
    assert found.chance > 0.95
    assert found.interval == (4, 4)
    assert (found.chronic[:4] > 0.9).all()
    assert (found.chronic[4:] < 0.1).all()


def test_a_missing_month_before_the_change_widens_the_interval() -> None:
    assert find_change(PLACE, series([[25, 24, 26, -1, -1, 5, 3, 4]])).interval == (3, 5)


@pytest.mark.parametrize("days", [[25, 24, 26, 25], [4, 5, 3, 4], [4, 5, 25, 26]])
def test_without_a_change_that_lasts_there_is_no_interval(days: list[int]) -> None:
    assert find_change(PLACE, series([days])).interval is None


def test_only_months_that_were_lived_are_looked_at() -> None:
    known = series([[25, 24, 26, 25, 4, 5]]).until(np.array([3]))
    assert len(find_change(PLACE, known).began) == 3
    assert find_change(PLACE, known).chance < 0.1


def test_the_interval_leaves_a_tenth_at_either_end() -> None:
    change = Change(np.zeros(5), np.array([0.0, 0.05, 0.45, 0.35, 0.04]))
    assert change.chance == pytest.approx(0.89)
    assert change.interval == (2, 3)
