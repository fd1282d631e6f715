"""Forecasts of generated months: what must hold whatever was entered."""

import datetime as dt
from itertools import islice, pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.allocation import BLOCKS, allocate, arms, blocks
from migrainedays.evidence.change import find_change
from migrainedays.evidence.clinic_months import published_stack
from migrainedays.evidence.coming import come
from migrainedays.evidence.cycle_model import Chain, CycleLikelihood, believed
from migrainedays.evidence.fan import percentiles, shares_inside
from migrainedays.evidence.forecast import forecast_patient
from migrainedays.evidence.forward_backward import forward_backward
from migrainedays.evidence.outlook import look_ahead
from migrainedays.evidence.stacking import stacking_weight
from migrainedays.windows import DAY
from tests.evidence_clinics import series
from tests.unit.evidence.test_forecast import SESSION_1, make_course

FEW = settings(max_examples=25, deadline=None)
STACK = published_stack()
COUNTS = st.integers(-1, 28)
MONTHS = st.lists(COUNTS, min_size=1, max_size=9)
SECRETS = st.binary(min_size=32, max_size=40)


@st.composite
def chances(draw):
    """A chance for each count of a window."""
    weights = draw(st.lists(st.floats(0, 1), min_size=29, max_size=29).filter(lambda given: sum(given) > 0.01))
    return np.array(weights) / sum(weights)


@FEW
@given(chances())
def test_percentiles_rise_and_stay_in_the_window(found):
    low, middle, high = percentiles(found)
    assert 0 <= low <= middle <= high <= 28


@FEW
@given(chances())
def test_the_band_holds_four_in_five_whatever_the_chances(found):
    shares = shares_inside(np.tile(found, (29, 1)), np.arange(29))
    assert abs(found @ shares - 0.8) < 1e-9
    assert (shares >= 0).all()
    assert (shares <= 1).all()


@FEW
@given(MONTHS)
def test_an_outlook_is_made_of_chances(months):
    known = series([months])
    outlook = look_ahead(STACK, known, known.ahead(4), 15, 3)
    assert np.allclose(outlook.counts.sum(axis=2), 1.0)
    assert (outlook.counts >= 0).all()
    each_alone = outlook.counts[0, :3, :15].sum(axis=1)
    assert 0 <= outlook.all_below[0] <= each_alone.min() + 1e-9


@FEW
@given(MONTHS, st.integers(0, 5))
def test_months_without_an_entry_at_the_end_pull_towards_what_is_usual(months, lacking):
    parameters = believed().mean
    sure = CycleLikelihood(series([months])).filtered(parameters)[1][0, -1].sum(axis=0)
    later = CycleLikelihood(series([[*months, *[-1] * lacking]])).filtered(parameters)[1][0, -1].sum(axis=0)
    change = Chain.at(parameters).change[1]
    for _ in range(lacking):
        sure = sure @ change
    assert np.allclose(sure, later)


@FEW
@given(MONTHS)
def test_a_change_is_a_chance_and_its_interval_lies_in_the_diary(months):
    found = find_change(believed().mean, series([months]))
    assert ((found.chronic >= 0) & (found.chronic <= 1 + 1e-9)).all()
    assert -1e-9 <= found.chance <= 1 + 1e-9
    assert found.chance <= 1 - found.chronic[-1] + 1e-9
    if found.interval is not None:
        low, high = found.interval
        assert 1 <= low <= high < len(months)


@FEW
@given(st.integers(1, 40), st.integers(1, 12), st.integers(0, 10**6))
def test_every_series_is_as_if_it_were_alone(many, steps, seed):
    rng = np.random.default_rng(seed)
    seen = -rng.exponential(4, (many, steps, 2))
    kind = rng.integers(0, 2, (many, steps))
    start, change = np.array([0.4, 0.6]), np.array([[[0.9, 0.1], [0.2, 0.8]], [[0.5, 0.5], [0.3, 0.7]]])
    value, chance = forward_backward(seen, start, change, kind)
    at = int(rng.integers(many))
    alone = forward_backward(seen[[at]], start, change, kind[[at]])
    assert np.isclose(value[at], alone[0][0], rtol=1e-12)
    assert np.allclose(chance[at], alone[1][0], atol=1e-12)
    assert ((chance >= 0) & (chance <= 1 + 1e-12)).all()


@FEW
@given(st.lists(st.tuples(st.floats(-30, 0), st.floats(-30, 0)), max_size=40))
def test_a_weight_is_a_share_and_changing_places_turns_it(scores):
    rows = np.array(scores).reshape(-1, 2)
    weight, turned = stacking_weight(rows), stacking_weight(rows[:, ::-1])
    assert 0 < weight < 1
    assert abs(weight + turned - 1) < 1e-3


@FEW
@given(SECRETS, st.text(min_size=1, max_size=20), st.integers(1, 200))
def test_blocks_are_even_and_every_place_has_one_arm(secret, study, number):
    drawn = list(islice(blocks(secret, study), 4))
    assert all(block.count("A") == block.count("B") for block in drawn)
    assert all(len(block) in BLOCKS for block in drawn)
    assert allocate(secret, study, number) == list(islice(arms(secret, study), number))[-1]


@FEW
@given(st.integers(0, 500), st.integers(1, 6))
def test_the_calendar_to_come_never_treats_too_early(days, number):
    on = SESSION_1 + days * DAY
    coming = come(on, (number, SESSION_1))
    dates = [SESSION_1, *(day for _, day in coming.sessions)]
    assert all(later - earlier >= dt.timedelta(days=84) for earlier, later in pairwise(dates))
    assert [n for n, _ in coming.sessions] == list(range(number + 1, number + 1 + len(coming.sessions)))
    assert coming.sessions[0][1] > on or coming.sessions[0][1] == SESSION_1 + 84 * DAY
    months = coming.series.month[0]
    assert months.min() >= 1
    assert (np.diff(coming.series.session[0]) >= 0).all()


@FEW
@given(st.lists(COUNTS, min_size=1, max_size=3), st.lists(COUNTS, min_size=0, max_size=7))
def test_a_forecast_is_whole_or_a_sentence(before, after):
    try:
        found = forecast_patient([make_course("Anna", before, after)], "Anna")
    except NothingToEvaluate:
        assert sum(count >= 0 for count in (*before[-3:], *after)) <= 2
        return
    assert 0 <= found.next_months_below <= 1
    known = [chance for chance in found.first_response.values() if chance is not None]
    assert all(0 <= chance <= 1 for chance in known)
    assert sum(known) <= 1 + 1e-9
    assert found.windows[0].span.first == found.on + DAY
    assert all(0 <= w.p10 <= w.p50 <= w.p90 <= 28 for w in found.windows)
    assert [judging.on for judging in found.judging] == sorted(judging.on for judging in found.judging)
