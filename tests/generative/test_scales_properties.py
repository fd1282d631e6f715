"""What must hold of every questionnaire, whatever is answered."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.errors import InputRefused
from migrainedays.scales import INSTRUMENTS
from migrainedays.scales.gas import t_score
from migrainedays.scales.msq import DOMAINS, domain_score

QUICK = settings(deadline=None, max_examples=60)
HIT6 = st.lists(st.sampled_from([6, 8, 10, 11, 13]), min_size=6, max_size=6)
PHQ9 = st.lists(st.integers(0, 3), min_size=9, max_size=9)
LEVELS = st.lists(st.integers(-2, 2), min_size=1, max_size=6)
SUMMED = {
    "hit6": HIT6,
    "midas": st.lists(st.integers(0, 54), min_size=5, max_size=5),
    "phq9": PHQ9,
    "gad7": st.lists(st.integers(0, 3), min_size=7, max_size=7),
    "asc12": st.lists(st.integers(0, 2), min_size=12, max_size=12),
    "mibs4": st.lists(st.integers(0, 3), min_size=4, max_size=4),
}


def score(scale, answers):
    return INSTRUMENTS[scale].score([str(answer) for answer in answers])


@QUICK
@given(HIT6)
def test_a_hit6_total_is_never_one_that_no_answers_give(answers):
    total = score("hit6", answers).total
    assert total == sum(answers)
    assert total not in (37, 39, 77)
    assert 36 <= total <= 78


@pytest.mark.parametrize("scale", SUMMED)
@QUICK
@given(data=st.data())
def test_the_order_of_the_answers_changes_no_total(scale, data):
    answers = data.draw(SUMMED[scale])
    shuffled = data.draw(st.permutations(answers))
    assert score(scale, answers).total == score(scale, shuffled).total == sum(answers)


@pytest.mark.parametrize("scale", SUMMED)
@QUICK
@given(data=st.data())
def test_items_and_their_total_get_the_same_band(scale, data):
    answers = data.draw(SUMMED[scale])
    assert score(scale, answers).band == score(scale, [sum(answers)]).band


@pytest.mark.parametrize("scale", SUMMED)
@QUICK
@given(data=st.data())
def test_one_blank_leaves_no_total_and_no_band(scale, data):
    answers: list[object] = list(data.draw(SUMMED[scale]))
    answers[data.draw(st.integers(0, len(answers) - 1))] = "-"
    found = score(scale, answers)
    assert (found.total, found.band) == (None, None)
    assert "blank_item_no_score" in found.flags


@pytest.mark.parametrize("scale", SUMMED)
@QUICK
@given(data=st.data())
def test_what_was_scored_may_be_stored(scale, data):
    answers = data.draw(SUMMED[scale])
    asked = INSTRUMENTS[scale]
    assert asked.refusal("", sum(answers)) is None
    assert [asked.refusal(str(place), answer) for place, answer in enumerate(answers, start=1)] == [None] * len(answers)


@QUICK
@given(PHQ9)
def test_the_flag_of_item_9_hangs_on_item_9_alone(answers):
    assert ("phq9_item_9" in score("phq9", answers).flags) is (answers[8] > 0)


@pytest.mark.parametrize("scale", INSTRUMENTS)
@QUICK
@given(text=st.text(max_size=6))
def test_whatever_is_typed_is_scored_or_refused_in_a_sentence(scale, text):
    try:
        answer = INSTRUMENTS[scale].score([text]).scale
    except InputRefused as refused:
        answer = str(refused)
    assert answer == scale or answer.endswith(".")


@QUICK
@given(LEVELS, st.fractions(Fraction(1, 10), 10))
def test_weights_matter_only_against_each_other(levels, weight):
    assert t_score(levels, [weight] * len(levels)) == pytest.approx(float(t_score(levels)))


@QUICK
@given(LEVELS)
def test_goals_turned_round_lie_as_far_on_the_other_side_of_fifty(levels):
    assert float(t_score(levels)) + float(t_score([-level for level in levels])) == pytest.approx(100)


@QUICK
@given(LEVELS, st.integers(0, 5))
def test_a_better_level_is_a_better_score(levels, place):
    place %= len(levels)
    if levels[place] < 2:
        better = [*levels[:place], levels[place] + 1, *levels[place + 1 :]]
        assert float(t_score(better)) > float(t_score(levels))


@QUICK
@given(st.sampled_from(sorted(DOMAINS)), st.data())
def test_a_domain_of_msq_lies_between_nought_and_a_hundred_and_agrees_with_its_raw_sum(name, data):
    count = len(DOMAINS[name])
    items = data.draw(st.lists(st.integers(1, 6), min_size=count, max_size=count))
    found = domain_score(tuple(items))
    assert 0 <= found <= 100
    assert score("msq", [f"{name}={sum(items)}"]).parts[name] == found
