"""The chance of a first response: against courses drawn from either model, and against what is published."""

import numpy as np
import pytest

from migrainedays.evidence.clinic_months import published_stack
from migrainedays.evidence.cycle_model import NAMES
from migrainedays.evidence.first_chance import Target, first_chances
from migrainedays.evidence.published import published_hazard
from migrainedays.evidence.stacking import Stack
from tests.evidence_clinics import series
from tests.unit.evidence.test_outlook import CYCLE, LEVEL, LEVEL_NAMES, draw_cycle, draw_level, fitted

TARGETS = [Target(1, 1, 28, 10, 10), Target(2, 3, 28, 10, 10)]
MANY = {1: 10**9, 2: 10**9, 3: 10**9}


def stack(weight: float) -> Stack:
    return Stack(fitted(NAMES, CYCLE), fitted(LEVEL_NAMES, LEVEL), weight)


@pytest.mark.parametrize(("weight", "draw", "session"), [(1.0, draw_cycle, 1), (0.0, draw_level, 0)])
def test_it_says_what_happened_to_courses_that_began_alike(weight, draw, session) -> None:
    drawn = draw(np.random.default_rng(3), 4)
    like = drawn[np.abs(drawn[:, 0] - 20) <= 1]
    first = np.mean(like[:, 1] <= 10)
    second = np.mean((like[:, 1] > 10) & (like[:, 3] <= 10))
    share = [np.mean(like[:, 0] == y) for y in (19, 20, 21)]
    own = [series([[y]], [[session]]) for y in (19, 20, 21)]
    ahead = series([[-1, -1, -1]], [[1, 1, 2]])
    found = [first_chances(stack(weight), one, ahead, TARGETS, MANY) for one in own]
    assert sum(s * f[1] for s, f in zip(share, found, strict=True)) == pytest.approx(first, abs=0.02)
    assert sum(s * f[2] for s, f in zip(share, found, strict=True)) == pytest.approx(second, abs=0.02)


def test_without_other_patients_it_is_what_is_published() -> None:
    own = series([[20, 18]], [[0, 1]])
    found = first_chances(published_stack(), own, own.ahead(4), TARGETS, {})
    assert found[1] == pytest.approx(float(published_hazard(1)))
    assert found[2] == pytest.approx(float((1 - published_hazard(1)) * published_hazard(2)))


def test_the_published_share_counts_as_two_patients() -> None:
    own = series([[20, 18]], [[0, 1]])
    alone, two, many = (
        first_chances(stack(0.0), own, own.ahead(4), TARGETS[:1], {1: count})[1] for count in (0, 2, 10**9)
    )
    assert two == pytest.approx((alone + many) / 2, abs=1e-6)


def test_days_already_lived_decide_with_those_to_come() -> None:
    own = series([[20, 6]], [[0, 1]])
    chances = [
        first_chances(stack(0.0), own, own.ahead(4), [Target(1, 0, days, at_most, 10)], MANY)[1]
        for days, at_most in ((10, -1), (10, 4), (10, 10), (0, 0))
    ]
    assert chances[0] == pytest.approx(0.0, abs=1e-6)
    assert 0.05 < chances[1] < 0.95
    assert chances[2] == pytest.approx(1.0)
    assert chances[3] == pytest.approx(1.0)


def test_days_already_lived_move_what_is_published() -> None:
    good, bad = series([[10, 3]], [[0, 1]], observed=14), series([[10, 13]], [[0, 1]], observed=14)
    target = [Target(1, 0, 14, 10 - 3, 10)], [Target(1, 0, 14, -1, 10)]
    published = float(published_hazard(1))
    assert first_chances(stack(0.5), good, good.ahead(2), target[0], {})[1] > published
    assert first_chances(stack(0.5), bad, bad.ahead(2), target[1], {})[1] < 0.01


def test_chances_of_all_sessions_never_exceed_one() -> None:
    own = series([[27, 2]], [[0, 1]])
    targets = [Target(n, n, 28, 27, 27) for n in (1, 2, 3)]
    found = first_chances(stack(0.5), own, own.ahead(4), targets, MANY)
    assert 0.98 < sum(found.values()) <= 1.0 + 1e-9
    assert min(found.values()) >= 0.0


def test_nothing_is_said_of_no_target() -> None:
    own = series([[20, 18]], [[0, 1]])
    assert first_chances(stack(0.5), own, own.ahead(4), [], MANY) == {}
