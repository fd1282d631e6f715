"""What must hold of every course, whatever its diary looks like."""

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.classification import Count, profile
from migrainedays.course import evaluate, patient_to_json
from migrainedays.course.compare import below, share_by_bounds
from migrainedays.course.follow import Followed, follow
from migrainedays.course.rules import judge
from migrainedays.course.rules.ihs_2025 import level_of
from migrainedays.course.rules.responders import kept
from migrainedays.course.rules.stopping import GOAL
from migrainedays.diary import DiaryDay, Intake, Tri
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span
from tests.diaries import ANNA, MIGRAINE
from tests.treated import SESSION_1, course

PROFILE = profile("LEIDEN_2023")
SETTINGS = settings(max_examples=60, deadline=None)


@st.composite
def diaries(draw, complete=False, days=252):
    """Days from the baseline on: missing, free, mild, or migraine; with a pattern that changes month by month."""
    entries = []
    kinds = ("free", "mild", "migraine") if complete else ("missing", "free", "mild", "migraine")
    for month in range(days // 28):
        kind_of = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=28))
        for n in range(28):
            kind = kind_of[n % len(kind_of)]
            on = SESSION_1 + DAY * (28 * month + n - 28)
            if kind == "free":
                entries.append(DiaryDay(patient=ANNA, date=on, headache=False))
            elif kind == "mild":
                entries.append(DiaryDay(patient=ANNA, date=on, headache=True, minutes=90, peak=1))
            elif kind == "migraine":
                entries.append(DiaryDay(patient=ANNA, date=on, headache=True, minutes=360, peak=2, **MIGRAINE))
    return entries


SESSION_GAPS = st.lists(st.integers(60, 120), max_size=2)


def sessions(gaps):
    on, found = SESSION_1, []
    for number, gap in enumerate([0, *gaps], start=1):
        on += DAY * gap
        found.append(Session(patient=ANNA, session=number, date=Span(on, on)))
    return found


def values(entries, gaps=(84, 84)):
    return [Person(patient=ANNA), *entries, *sessions(gaps)]


@SETTINGS
@given(diaries(), SESSION_GAPS, st.randoms(use_true_random=False))
def test_shuffling_rows_changes_nothing(entries, gaps, chance: random.Random):
    rows = [
        *entries,
        *sessions(gaps),
        *[Intake(patient=ANNA, date=day.date, drug="sumatriptan") for day in entries[::5]],
    ]
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    one, two = (
        patient_to_json(evaluate(course([Person(patient=ANNA), *given_rows]), PROFILE))
        for given_rows in (rows, shuffled)
    )
    assert one == two


def absolute(followed: Followed) -> dict[str, Tri]:
    """Every absolute threshold of every window around the sessions."""
    windows = [window for cycle in followed.cycles for window in (cycle.before, cycle.first, cycle.last) if window]
    return {
        f"{window.span} below {limit}": below(limit, window.headache_days)
        for window in windows
        for limit in (4, 10, 15)
    }


@SETTINGS
@given(diaries(), st.sets(st.integers(0, 251)))
def test_deleting_entries_never_turns_an_absolute_threshold_around(entries, gone):
    """With the windows held fixed, an answer may only become open."""
    end = SESSION_1 + DAY * 240
    left = [day for day in entries if (day.date - SESSION_1).days + 28 not in gone]
    full, less = (absolute(follow(course(values(rows)), PROFILE, on=end)) for rows in (entries, left))
    for name, answer in less.items():
        assert answer in (full[name], Tri.INDETERMINATE)


@SETTINGS
@given(diaries(complete=True))
def test_on_the_same_three_months_a_stop_by_ehf_is_one_by_nice(entries):
    found = judge(follow(course(values(entries)), PROFILE))
    if found["ehf_2018"].verdict == GOAL and found["nice_ta260"].session is not None:
        assert found["nice_ta260"].verdict == GOAL


@SETTINGS
@given(diaries(), SESSION_GAPS)
def test_shares_of_response_are_nested(entries, gaps):
    found = judge(follow(course(values(entries, gaps)), PROFILE))
    for smaller, larger in (("30", "50"), ("50", "75"), ("75", "100")):
        for answer in ("verdict", "by_bounds"):
            if getattr(found[f"responder_{larger}"], answer) == "yes":
                assert getattr(found[f"responder_{smaller}"], answer) == "yes"


@SETTINGS
@given(diaries(complete=True), SESSION_GAPS)
def test_with_no_day_missing_the_bounds_say_what_the_rates_say(entries, gaps):
    entries = [*entries, *(DiaryDay(patient=ANNA, date=SESSION_1 + DAY * n, headache=False) for n in range(224, 300))]
    for name, ruling in judge(follow(course(values(entries, gaps)), PROFILE)).items():
        if name.startswith("responder") and "nothing to compare" not in ruling.why:
            assert ruling.by_bounds == ruling.verdict


@SETTINGS
@given(diaries(), SESSION_GAPS, st.integers(-3650, 3650))
def test_the_year_in_which_a_course_lies_changes_no_verdict(entries, gaps, shift):
    moved = [
        DiaryDay(patient=ANNA, date=d.date + DAY * shift, headache=d.headache, minutes=d.minutes, peak=d.peak)
        for d in entries
    ]
    plain = [DiaryDay(patient=ANNA, date=d.date, headache=d.headache, minutes=d.minutes, peak=d.peak) for d in entries]
    later = [
        Session(patient=ANNA, session=s.session, date=Span(s.on + DAY * shift, s.on + DAY * shift))
        for s in sessions(gaps)
    ]
    one = judge(follow(course([Person(patient=ANNA), *plain, *sessions(gaps)]), PROFILE))
    two = judge(follow(course([Person(patient=ANNA), *moved, *later]), PROFILE))
    assert {name: ruling.verdict for name, ruling in one.items()} == {n: ruling.verdict for n, ruling in two.items()}


@SETTINGS
@given(diaries(), st.integers(0, 200))
def test_a_course_asked_about_an_earlier_day_knows_nothing_of_later_ones(entries, after):
    on = SESSION_1 + DAY * after
    known = [day for day in entries if day.date <= on]
    gaps = [session for session in sessions((84, 84)) if session.on <= on]
    whole = evaluate(course(values(entries)), PROFILE, on=on)
    part = evaluate(course([Person(patient=ANNA), *known, *gaps]), PROFILE, on=on)
    assert patient_to_json(whole) == patient_to_json(part)


COUNTS = st.integers(0, 28).flatmap(lambda low: st.integers(low, 28).map(lambda high: Count(low, low, high, None)))


@settings(deadline=None)
@given(COUNTS, COUNTS, st.sampled_from([Fraction(3, 10), Fraction(1, 2), Fraction(3, 4), Fraction(1)]))
def test_bounds_decide_only_what_holds_for_every_completion(before, after, share):
    """Checked against every pair of whole numbers that the bounds allow."""
    met = {
        later <= (1 - share) * earlier
        for earlier in range(before.low, before.high + 1)
        for later in range(after.low, after.high + 1)
        if earlier
    }
    answer = share_by_bounds(share, before, after)
    if answer is Tri.YES:
        assert met == {True}
    if answer is Tri.NO:
        assert met <= {False}
    if before.low and len(met) == 1:
        assert answer is not Tri.INDETERMINATE


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=3, max_size=3))
def test_a_level_is_only_named_where_every_completion_has_it(counts):
    name = level_of(counts)
    worst = {max(each) for each in zip(*[(c.low, c.high) for c in counts], strict=True)}
    named = {level_of([Count(days, days, days, None)] * 3) for days in range(min(worst), max(worst) + 1)}
    assert name == ("indeterminate" if len(named) > 1 else named.pop())


@settings(deadline=None)
@given(st.lists(st.sampled_from(Tri), max_size=7))
def test_sustained_asks_for_the_third_cycle_and_all_later_ones(answers):
    found = kept(answers)
    if found is Tri.YES:
        assert set(answers[2:]) == {Tri.YES}
    if Tri.NO in answers[2:]:
        assert found is Tri.NO
