"""The sums behind the cycle model, each against the same thing written plainly."""

import itertools

import numpy as np
import pytest
from scipy.special import expit, gammaln

from migrainedays.evidence.cycle_kernel import expect, fill_emissions, filter_ahead

PAIRS = np.array([[0, 0], [5, 28], [0, 28], [28, 28], [3, 11]])
ETA = np.array([[-1.5, 0.8], [-0.9, 1.4], [-0.2, 2.0]])
PHI = np.array([6.0, 11.0])
WEIGHT = np.array([0.2, 0.5, 0.3])
START = np.array([0.35, 0.65])
CHANGE = np.array([[[0.85, 0.15], [0.05, 0.95]], [[0.9, 0.1], [0.3, 0.7]]])


def log_emission(y: int, n: int, eta: float, phi: float) -> float:
    """Beta-binomial log-chance without the binomial coefficient."""
    u, v = phi * expit(eta), phi * expit(-eta)
    ahead = gammaln(y + u) - gammaln(u) + gammaln(n - y + v) - gammaln(v)
    return float(ahead - gammaln(n + phi) + gammaln(phi))


def tabulated() -> np.ndarray:
    out = np.zeros((3, len(PAIRS), len(ETA), 2))
    fill_emissions(PAIRS, ETA, PHI, out)
    return out


@pytest.mark.parametrize("pair", range(len(PAIRS)))
@pytest.mark.parametrize("node", range(len(ETA)))
@pytest.mark.parametrize("state", [0, 1])
def test_emissions_and_their_derivatives(pair: int, node: int, state: int) -> None:
    y, n = (int(value) for value in PAIRS[pair])
    eta, phi, step = ETA[node, state], PHI[state], 1e-5
    value, by_eta, by_phi = tabulated()[:, pair, node, state]
    assert value == pytest.approx(log_emission(y, n, eta, phi), abs=1e-10)
    slope = (log_emission(y, n, eta + step, phi) - log_emission(y, n, eta - step, phi)) / (2 * step)
    assert by_eta == pytest.approx(slope, abs=1e-6)
    up, down = phi * np.exp(step), phi * np.exp(-step)
    slope = (log_emission(y, n, eta, up) - log_emission(y, n, eta, down)) / (2 * step)
    assert by_phi == pytest.approx(slope, abs=1e-6)


def test_a_window_without_an_entry_says_nothing() -> None:
    assert not tabulated()[:, 0].any()


def plainly(pair: np.ndarray, kind: np.ndarray, emission: np.ndarray) -> tuple[float, dict[str, np.ndarray]]:
    """Likelihood and expected visits, moves and starts of one series, adding up every path at every node."""
    found = {"visits": np.zeros(emission.shape), "moves": np.zeros((2, 2, 2)), "starts": np.zeros(2)}
    total = 0.0
    for node, weight in enumerate(WEIGHT):
        for path in itertools.product((0, 1), repeat=len(pair)):
            chance = weight * START[path[0]] * emission[pair[0], node, path[0]]
            for t in range(1, len(pair)):
                chance *= CHANGE[kind[t], path[t - 1], path[t]] * emission[pair[t], node, path[t]]
            total += chance
            found["starts"][path[0]] += chance
            for t, state in enumerate(path):
                found["visits"][pair[t], node, state] += chance
                if t:
                    found["moves"][kind[t], path[t - 1], state] += chance
    return total, {name: values / total for name, values in found.items()}


def counted(pair: np.ndarray, kind: np.ndarray, lived: np.ndarray) -> tuple[float, dict[str, np.ndarray]]:
    emission = np.exp(tabulated()[0])
    visits, moves, starts = np.zeros(emission.shape), np.zeros((2, 2, 2)), np.zeros(2)
    value = expect(pair, kind.astype(np.uint8), lived, emission, WEIGHT, START, CHANGE, visits, moves, starts)
    return value, {"visits": visits, "moves": moves, "starts": starts}


SERIES = [[1], [1, 2], [3, 0, 1], [2, 2, 0, 3, 3]]


@pytest.mark.parametrize("pairs", SERIES, ids=str)
def test_expectations_are_sums_over_every_path(pairs: list[int]) -> None:
    pair, kind = np.array(pairs), np.arange(len(pairs)) % 2
    value, found = counted(pair[None, :], kind[None, :], np.array([len(pairs)]))
    total, expected = plainly(pair, kind, np.exp(tabulated()[0]))
    assert value == pytest.approx(np.log(total), abs=1e-10)
    for name, values in expected.items():
        assert found[name] == pytest.approx(values, abs=1e-10), name


def test_series_add_up() -> None:
    pair, kind = np.array([[1, 2, 3], [4, 0, 1]]), np.array([[0, 1, 1], [0, 0, 1]])
    lived = np.array([3, 3])
    both = counted(pair, kind, lived)
    alone = [counted(pair[[i]], kind[[i]], lived[[i]]) for i in (0, 1)]
    assert both[0] == pytest.approx(alone[0][0] + alone[1][0])
    for name in both[1]:
        assert both[1][name] == pytest.approx(alone[0][1][name] + alone[1][1][name])


def test_steps_after_the_last_lived_are_not_looked_at() -> None:
    pair, kind = np.array([[1, 2, 3, 3]]), np.zeros((1, 4), int)
    short = counted(pair[:, :2], kind[:, :2], np.array([2]))
    long = counted(pair, kind, np.array([2]))
    assert long[0] == pytest.approx(short[0])
    assert long[1]["visits"] == pytest.approx(short[1]["visits"])


@pytest.mark.parametrize("pairs", SERIES, ids=str)
def test_what_is_known_so_far_is_the_likelihood_of_the_beginning(pairs: list[int]) -> None:
    pair, kind = np.array([pairs]), np.zeros((1, len(pairs)), np.uint8)
    emission = np.exp(tabulated()[0])
    known, where = np.empty(pair.shape), np.empty((*pair.shape, len(WEIGHT), 2))
    filter_ahead(pair, kind, emission, WEIGHT, START, CHANGE, known, where)
    for t in range(len(pairs)):
        total, _ = plainly(pair[0, : t + 1], kind[0, : t + 1], emission)
        assert known[0, t] == pytest.approx(np.log(total), abs=1e-10)
        assert where[0, t].sum() == pytest.approx(1.0)


def test_hundreds_of_steps_do_not_vanish() -> None:
    pair, kind = np.tile([2, 3], 200)[None, :], np.zeros((1, 400), int)
    value, found = counted(pair, kind, np.array([400]))
    assert np.isfinite(value)
    assert value < -1000
    assert found["visits"].sum() == pytest.approx(400)
