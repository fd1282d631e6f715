"""The months to come: both models against courses drawn from them, and their mixture by held-out months."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import expit

from migrainedays.evidence import spread
from migrainedays.evidence.cycle_model import NAMES, Chain, CycleLikelihood
from migrainedays.evidence.fit import Convergence, Fit
from migrainedays.evidence.level_model import LevelModel, Levels
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.outlook import Outlook, by_cycle, by_level, look_ahead
from migrainedays.evidence.series import Series
from migrainedays.evidence.stacking import Stack, fit_level, fit_stack, stacking_weight
from tests.evidence_clinics import series, two_states

CYCLE = np.array([-1.2, 0.8, -0.7, 2.0, 2.2, 1.0, -3.0, -2.0, -1.5, -2.0])
LEVEL_NAMES = ("intercept", "treated", "log_sd_level", "log_sd_change", "z_correlation", "log_phi")
LEVEL = np.array([0.6, -0.8, np.log(0.9), np.log(0.6), -0.3, np.log(8.0)])
PATIENTS = 250_000


def fitted(names: tuple[str, ...], parameters: np.ndarray) -> Fit:
    """A fit that says exactly this."""
    story = Convergence(1, 1, 0.0, True, "reached its optimum")
    return Fit(names, parameters, 1e-4 * np.eye(len(names)), 0.0, story, 50, 500)


def days(rng: np.random.Generator, eta: np.ndarray, phi: np.ndarray | float) -> np.ndarray:
    return rng.binomial(28, rng.beta(phi * expit(eta), phi * expit(-eta)))


def draw_cycle(rng: np.random.Generator, months: int) -> np.ndarray:
    """Treated courses under the cycle model, its levels at the model's own nodes."""
    chain = Chain.at(CYCLE)
    node = rng.choice(len(chain.weight), PATIENTS, p=chain.weight)
    state = (rng.random(PATIENTS) < chain.start[1]).astype(int)
    out = np.empty((PATIENTS, months), int)
    for t in range(months):
        if t:
            state = (rng.random(PATIENTS) < chain.change[1, state, 1]).astype(int)
        out[:, t] = days(rng, chain.eta[node, state], chain.phi[state])
    return out


def draw_level(rng: np.random.Generator, months: int) -> np.ndarray:
    """Courses under the window model: one month before treatment, the others treated."""
    root = np.linalg.cholesky(spread.covariance(LEVEL[2:5]))
    level = rng.normal(size=(PATIENTS, 2)) @ root.T
    eta = LEVEL[0] + np.column_stack([level[:, 0], *[LEVEL[1] + level[:, 1]] * (months - 1)])
    return days(rng, eta, np.exp(LEVEL[5]))


def level_outlook(known: Series, steps: int) -> Outlook:
    return by_level(LevelModel(fitted(LEVEL_NAMES, LEVEL)), known, known.ahead(steps), 15, 3)


@pytest.mark.parametrize(
    ("draw", "outlook", "sessions"),
    [
        (draw_cycle, lambda known: by_cycle(CYCLE, known, known.ahead(4), 15, 3), [[1, 1]]),
        (draw_level, lambda known: level_outlook(known, 4), [[0, 1]]),
    ],
)
def test_it_says_what_happened_to_courses_that_began_alike(
    draw: Callable[..., np.ndarray], outlook: Callable[[Series], Outlook], sessions: list[list[int]]
) -> None:
    drawn = draw(np.random.default_rng(1), 6)
    near = (np.abs(drawn[:, 0] - 20) <= 1) & (np.abs(drawn[:, 1] - 9) <= 1)
    pairs = [[a, b] for a in (19, 20, 21) for b in (8, 9, 10)]
    share = np.array([np.mean((drawn[near][:, 0] == a) & (drawn[near][:, 1] == b)) for a, b in pairs])
    found = [outlook(series([pair], sessions)) for pair in pairs]
    coming = drawn[near][:, 2:]
    assert near.sum() > 1_500
    expected = sum(s * f.all_below[0] for s, f in zip(share, found, strict=True))
    assert expected == pytest.approx(np.mean((coming[:, :3] < 15).all(axis=1)), abs=0.035)
    for step in range(4):
        counts = sum(s * f.counts[0, step] for s, f in zip(share, found, strict=True))
        assert counts @ np.arange(29) == pytest.approx(coming[:, step].mean(), abs=0.3)
        assert counts.sum() == pytest.approx(1.0)


def test_fewer_days_so_far_leave_more_hope() -> None:
    known = series([[20, y, y] for y in (2, 8, 14, 20, 26)], [[0, 1, 1]] * 5)
    for found in (by_cycle(CYCLE, known, known.ahead(3), 15, 3), level_outlook(known, 3)):
        assert (np.diff(found.all_below) < 0).all()
        assert (found.counts[0] @ np.arange(29) < found.counts[4] @ np.arange(29)).all()


def test_three_months_are_harder_than_one() -> None:
    known = series([[20, 10, 9]], [[0, 1, 1]])
    for months in (1, 2):
        assert (
            by_cycle(CYCLE, known, known.ahead(3), 15, months).all_below
            > by_cycle(CYCLE, known, known.ahead(3), 15, months + 1).all_below
        )
    one = by_cycle(CYCLE, known, known.ahead(3), 15, 1)
    assert one.all_below[0] == pytest.approx(one.counts[0, 0, :15].sum())


@pytest.mark.parametrize("change", [True, False])
def test_the_grid_of_levels_gives_the_likelihood_of_the_fit(change: bool) -> None:
    sessions = [[0, 0, 1, 1, 1]] * 30 if change else [[1] * 5] * 30
    drawn = draw_level(np.random.default_rng(4), 5)[:30]
    known = series(drawn.tolist(), sessions)
    found = fit_level(known)
    likelihood = Likelihood(known.windows(), change=change, nodes=15, points=4097)
    total = LevelModel(found).filtered(known)[0][:, -1].sum()
    assert total == pytest.approx(likelihood.value(found.parameters), abs=0.02)


def test_levels_add_up_and_a_lone_level_has_no_change() -> None:
    two, one = Levels.at(LEVEL[2:5]), Levels.at(LEVEL[2:3])
    assert two.joint is not None
    assert two.joint.sum() == pytest.approx(1.0)
    assert two.prior @ two.treated == pytest.approx(0.0, abs=1e-9)
    assert two.prior @ two.treated**2 == pytest.approx(spread.covariance(LEVEL[2:5])[1, 1], rel=0.01)
    assert one.joint is None
    assert np.array_equal(one.before, one.treated)


def test_a_column_that_the_fit_does_not_know_changes_nothing() -> None:
    known = series([[20, 10, 9, 9, 9]], [[0, 1, 1, 1, 2]])
    model = LevelModel(fitted(LEVEL_NAMES, LEVEL))
    assert model.fixed(known).tolist() == [[0.6, *[pytest.approx(-0.2)] * 4]]


def test_parameters_can_be_given_beside_the_fit() -> None:
    model = LevelModel(fitted(LEVEL_NAMES, LEVEL), LEVEL + 1.0)
    assert model.coefficients["treated"] == pytest.approx(0.2)
    assert model.phi == pytest.approx(8.0 * np.e)


def test_the_weight_goes_to_who_foretold_better_and_never_all_the_way() -> None:
    better = np.log(np.array([[0.4, 0.2]] * 50))
    assert stacking_weight(better) > 0.9
    assert stacking_weight(better[:, ::-1]) < 0.1
    assert stacking_weight(np.zeros((50, 2))) == pytest.approx(0.5)
    assert stacking_weight(np.zeros((0, 2))) == 0.5
    assert 0.0 < stacking_weight(np.array([[0.0, -900.0]] * 5)) < 1.0


def test_months_of_states_give_the_cycle_model_the_weight() -> None:
    clinic = two_states(patients=50, months=12, seed=8)
    stack = fit_stack(clinic)
    assert stack.weight > 0.7
    assert stack.weights["cycle"] + stack.weights["level"] == pytest.approx(1.0)
    mixed = look_ahead(stack, clinic, clinic.ahead(3), 15, 3)
    hidden = by_cycle(stack.cycle.parameters, clinic, clinic.ahead(3), 15, 3)
    smooth = by_level(LevelModel(stack.level), clinic, clinic.ahead(3), 15, 3)
    assert mixed.all_below == pytest.approx(stack.weight * hidden.all_below + (1 - stack.weight) * smooth.all_below)
    assert mixed.counts.sum(axis=2) == pytest.approx(np.ones((50, 3)))


def test_months_of_smooth_levels_give_it_to_the_window_model() -> None:
    drawn = draw_level(np.random.default_rng(6), 12)[:50]
    assert fit_stack(series(drawn.tolist(), [[0] + [1] * 11] * 50)).weight < 0.4


def test_months_not_lived_yet_are_not_scored() -> None:
    clinic = two_states(patients=30, months=12, seed=9)
    lived = np.where(np.arange(30) < 15, 12, 6)
    assert isinstance(fit_stack(clinic.until(lived)), Stack)
    assert CycleLikelihood(clinic.until(lived)).filtered(CYCLE)[0].shape == (30, 12)
    assert len(NAMES) == CYCLE.size
