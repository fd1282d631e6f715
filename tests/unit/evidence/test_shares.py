"""A share with everybody accounted for: yes, no, cannot be judged, not concerned."""

import pytest

from migrainedays.diary import Tri
from migrainedays.errors import Impossible
from migrainedays.evidence.shares import Share, count_shares, in_words

YES, NO, OPEN = Tri.YES, Tri.NO, Tri.INDETERMINATE
HOLDS, OUTSIDE = "were free", "took none before"


def told(*answers: Tri | None) -> str:
    return in_words(count_shares("free", answers), HOLDS, OUTSIDE)


def test_only_those_who_could_be_judged_are_in_the_denominator() -> None:
    share = count_shares("free", [YES, YES, NO, OPEN, OPEN, None])
    assert (share.yes, share.judged, share.not_judged, share.outside) == (2, 3, 2, 1)
    assert share.concerned == 5


def test_the_interval_is_wilson_s() -> None:
    interval = count_shares("free", [YES] * 2 + [NO] * 8).interval
    assert interval is not None
    assert interval.estimate == 0.2
    assert interval.low == pytest.approx(0.0567, abs=1e-4)
    assert interval.high == pytest.approx(0.5098, abs=1e-4)


def test_nobody_of_a_few_leaves_a_wide_interval() -> None:
    interval = count_shares("free", [NO] * 4).interval
    assert interval is not None
    assert interval.low == 0.0
    assert interval.high > 0.45


def test_those_who_could_not_be_judged_widen_the_bounds() -> None:
    share = count_shares("free", [YES, NO, OPEN, OPEN, None])
    assert share.bounds == (0.25, 0.75)
    assert share.interval is not None
    assert share.interval.estimate == 0.5


def test_nobody_judged_gives_no_share() -> None:
    share = count_shares("free", [OPEN, OPEN, None])
    assert share.interval is None
    assert share.bounds == (0.0, 1.0)


def test_nobody_concerned_gives_no_bounds_either() -> None:
    assert count_shares("free", [None, None]).bounds is None
    assert count_shares("free", []).bounds is None


def test_the_words_name_count_denominator_interval_and_the_rest() -> None:
    sentence = told(YES, NO, NO, NO, OPEN, None, None)
    assert sentence == (
        "1 of 4 patients were free: 25 % (5 % to 70 %). 1 could not be judged; with them the share lies between 20 % "
        "and 40 %. 2 took none before."
    )


def test_the_words_where_everybody_could_be_judged() -> None:
    assert told(YES, NO).endswith("Everybody whom it concerns could be judged.")


def test_the_words_where_nobody_could_be_judged() -> None:
    assert told(OPEN, OPEN) == "None of 2 could be judged."
    assert told(None) == "It concerns nobody. 1 took none before."


@pytest.mark.parametrize(("yes", "judged"), [(3, 2), (-1, 4)])
def test_more_than_were_judged_is_impossible(yes: int, judged: int) -> None:
    with pytest.raises(Impossible):
        Share("free", yes, judged, 0, 0)
