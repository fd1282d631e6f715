"""Side effects under two versions: counts, shares, difference."""

import pytest

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.side_effects import compare_side_effects


def test_counts_and_denominators_are_in_the_sentence() -> None:
    found = compare_side_effects("neck pain", (4, 100), (9, 90))
    assert "9 of 90 sessions under B and 4 of 100 under A" in found.sentence
    assert found.difference.estimate == pytest.approx(0.06)
    assert found.difference.low < 0 < found.difference.high
    assert 0.9 < found.probability_more < 0.98


def test_swapping_the_versions_turns_the_sign() -> None:
    there, back = compare_side_effects("ptosis", (4, 100), (9, 90)), compare_side_effects("ptosis", (9, 90), (4, 100))
    assert there.difference.low == pytest.approx(-back.difference.high)


def test_no_event_at_all_still_has_an_upper_limit() -> None:
    found = compare_side_effects("ptosis", (0, 40), (0, 40))
    assert found.shares[0].low == 0.0
    assert 0.02 < found.shares[0].high < 0.09
    assert found.probability_more == pytest.approx(0.5, abs=0.02)


def test_jeffreys_interval_of_a_textbook_case() -> None:
    share = compare_side_effects("ptosis", (10, 100), (10, 100)).shares[0]
    assert (share.low, share.high) == (pytest.approx(0.0526, abs=5e-4), pytest.approx(0.1700, abs=5e-4))


def test_no_session_is_refused() -> None:
    with pytest.raises(NothingToEvaluate, match="No session"):
        compare_side_effects("ptosis", (0, 0), (1, 10))
    with pytest.raises(Impossible):
        compare_side_effects("ptosis", (11, 10), (1, 10))
