"""Allocation as a whole clinic meets it: even within blocks, whoever leaves, and not to be guessed from the past."""

from itertools import islice

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.evidence.allocation import ARMS, BLOCKS, SECRET_BYTES, allocate, arms, check_opened
from migrainedays.evidence.study_plan import Months, TakingPart
from migrainedays.evidence.taking_part import Candidate
from migrainedays.windows import DAY
from tests.studied import ON, PROTOCOL, session

FEW = settings(max_examples=40, deadline=None)
SECRETS = st.binary(min_size=SECRET_BYTES, max_size=64)
STUDIES = st.text(min_size=1, max_size=40)


@FEW
@given(SECRETS, STUDIES, st.integers(1, 260))
def test_places_opened_one_by_one_are_even_in_every_whole_block(secret, study, patients):
    opened = [allocate(secret, study, place) for place in range(1, patients + 1)]
    checked = check_opened(secret, study, opened)
    assert all(block.agrees for block in checked)
    for block in checked[:-1]:
        assert block.a == block.b
        assert block.length in BLOCKS
    assert abs(opened.count("A") - opened.count("B")) <= max(BLOCKS) / 2


@FEW
@given(SECRETS, STUDIES, st.integers(2, 120), st.data())
def test_one_changed_place_never_agrees(secret, study, patients, data):
    opened = list(islice(arms(secret, study), patients))
    place = data.draw(st.integers(0, patients - 1))
    opened[place] = ARMS[1 - ARMS.index(opened[place])]
    assert [block.agrees for block in check_opened(secret, study, opened)].count(False) == 1


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6))
def test_who_sees_all_the_past_is_right_at_most_55_times_in_100(seed):
    """The guesser names the arm that lacks patients, in 150 sequences of 150 patients, with room for their chance."""
    rng, right = np.random.default_rng(seed), 0
    for _ in range(150):
        ahead = 0
        for arm in islice(arms(rng.bytes(SECRET_BYTES), "s"), 150):
            named = "B" if ahead < 0 else "A" if ahead > 0 else ARMS[int(rng.integers(2))]
            right += named == arm
            ahead += 1 if arm == "B" else -1
    assert right / (150 * 150) < 0.55 + 3 * 0.5 / 150


@FEW
@given(st.integers(1, 3), st.integers(1, 12), st.dates())
def test_windows_of_any_plan_are_whole_and_apart(before, after, day):
    if not 1950 < day.year < 2150:
        return
    windows = Months(before, after).windows(day)
    days = [one for _, span in windows for one in span]
    assert len(days) == len(set(days)) == 28 * (before + after)
    assert day not in days
    assert max(days) == Months(before, after).complete_on(day)


@FEW
@given(st.lists(st.integers(-400, 400), max_size=6, unique=True), st.integers(-100, 100))
def test_the_session_that_counts_is_the_first_since_consent(offsets, consented):
    sessions = [session("P", on=ON + DAY * offset, number=n) for n, offset in enumerate(sorted(offsets), 1)]
    found = TakingPart("A", ON + DAY * consented).treated_on(sessions)
    later = [ON + DAY * offset for offset in offsets if offset >= consented]
    assert found == min(later, default=None)


@FEW
@given(st.integers(0, 28), st.integers(1, 28), st.one_of(st.none(), st.integers(0, 400)))
def test_whoever_lacks_nothing_has_the_diary_and_no_session(answered, least, treated_before):
    treated_on = None if treated_before is None else ON - DAY * treated_before
    lacking = Candidate(answered, treated_on).lacks(PROTOCOL, least, ON)
    assert (lacking == ()) == (answered >= least and treated_on is None)
    assert all(sentence.endswith(".") for sentence in lacking)
