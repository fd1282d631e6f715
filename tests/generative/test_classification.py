"""What must hold of verdicts and months whatever a diary holds."""

import dataclasses
import datetime as dt
import random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from migrainedays.classification import classify, months, profile, profile_names, window
from migrainedays.classification.diagnosis import diagnose
from migrainedays.classification.overuse import MULTIPLE, SINGLE, acute_days, codes, overused, together
from migrainedays.classification.runs import holds_for
from migrainedays.classification.segmentation import Segmentation, attacks_of
from migrainedays.diary import Attack, Diary, DiaryDay, Intake, Tri
from migrainedays.diary.from_attacks import touched_days
from migrainedays.windows import Span
from tests.diaries import ANNA, FIRST, anna, on
from tests.strategies import values

NAMES = st.sampled_from(profile_names())
SPAN = Span.window(FIRST)
DRUGS = (
    "sumatriptan", "rizatriptan", "ergotamine", "ibuprofen", "paracetamol", "aspirin", "tramadol",
    "paracetamol+codeine", "sumatriptan+naproxen", "rimegepant", "lasmiditan", "metoclopramide", "wondercure",
)  # fmt: skip
TRIS = st.lists(st.sampled_from(Tri), max_size=8)


def days(n: int):
    return values(DiaryDay, patient=ANNA, date=on(n), zone=None, entered_at=None)


@st.composite
def diaries(draw, length: int = 28):
    """A diary of at most so many days, with gaps, drugs and, sometimes, no table of drugs."""
    entered = draw(st.lists(st.integers(0, length - 1), unique=True, max_size=length))
    rows = tuple(draw(days(n)) for n in sorted(entered))
    taken = draw(st.lists(st.tuples(st.integers(0, length - 1), st.sampled_from(DRUGS)), unique=True, max_size=30))
    intakes = tuple(
        Intake(patient=ANNA, date=on(n), drug=drug, purpose=draw(st.sampled_from([None, "acute", "preventive"])))
        for n, drug in taken
    )
    kept = draw(st.booleans())
    return Diary(days=rows, intakes=intakes if kept else (), intakes_kept=kept)


@st.composite
def attacks(draw):
    """An attack of up to five days, in one of some offsets."""
    start = draw(
        st.datetimes(
            dt.datetime(2026, 1, 5), dt.datetime(2026, 12, 1),
            timezones=st.sampled_from([dt.timezone(dt.timedelta(minutes=m)) for m in (-300, 0, 60, 330, 720)]),
        )
    ).replace(second=0, microsecond=0)  # fmt: skip
    minutes = draw(st.integers(0, 5 * 1440))
    shown = draw(values(Attack, patient=ANNA, started_at=start, ended_at=start + dt.timedelta(minutes=minutes),
                        asleep_at=None, woke_free_at=None))  # fmt: skip
    assert isinstance(shown, Attack)
    return shown


# -- verdicts --------------------------------------------------------------------------------------------------
@settings(max_examples=50, deadline=None)
@given(days(0), NAMES)
def test_no_headache_is_never_a_headache_day_but_for_leidens_aura(day, name):
    verdict = classify(Diary(days=(day,), intakes_kept=True), profile(name), anna())[on(0)]
    if day.headache is False and not (name.startswith("LEIDEN") and verdict.migraine_day is not Tri.NO):
        assert verdict.headache_day is Tri.NO


@settings(max_examples=40, deadline=None)
@given(diaries(), NAMES)
def test_every_entered_day_has_one_verdict_and_no_other_day_has(diary, name):
    assert list(classify(diary, profile(name), anna())) == [day.date for day in diary.days]


@settings(max_examples=50, deadline=None)
@given(diaries())
def test_the_leiden_definition_counts_at_least_the_days_of_its_base(diary):
    wide, base = (classify(diary, profile(name), anna()) for name in ("LEIDEN_2023", "LEIDEN_BASE"))
    for date in wide:
        assert not (base[date].migraine_day is Tri.YES and wide[date].migraine_day is not Tri.YES)
        assert not (wide[date].migraine_day is Tri.NO and base[date].migraine_day is not Tri.NO)


@settings(max_examples=40, deadline=None)
@given(diaries(), st.sampled_from(["LEIDEN_2023", "LEIDEN_BASE"]))
def test_every_leiden_migraine_day_is_a_headache_day(diary, name):
    for verdict in classify(diary, profile(name), anna()).values():
        assert verdict.migraine_day is not Tri.YES or verdict.headache_day is Tri.YES


BLANKED = (
    "minutes", "peak", "unilateral", "pulsating", "aggravated", "nausea", "vomiting", "photophobia", "phonophobia",
    "believed_migraine",
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(days(0), st.sampled_from(BLANKED), NAMES, st.sampled_from(DRUGS), st.booleans())
def test_a_blank_may_leave_an_answer_open_and_never_turns_it_round(day, column, name, drug, kept):
    assume(day.headache is not None)
    taken = (Intake(patient=ANNA, date=on(0), drug=drug, relieved=True),) if kept else ()

    def judged(row):
        return classify(Diary(days=(row,), intakes=taken, intakes_kept=kept), profile(name), anna())[on(0)]

    before, after = judged(day), judged(dataclasses.replace(day, **{column: None}))
    for question in ("headache_day", "migraine_day", "moderate_severe_day"):
        assert getattr(after, question) in (getattr(before, question), Tri.INDETERMINATE)


@settings(max_examples=40, deadline=None)
@given(diaries(), NAMES, st.randoms())
def test_the_order_of_rows_changes_nothing(diary, name, shuffle: random.Random):
    rows, taken = list(diary.days), list(diary.intakes)
    shuffle.shuffle(rows)
    shuffle.shuffle(taken)
    other = Diary(days=tuple(rows), intakes=tuple(taken), intakes_kept=diary.intakes_kept)
    assert classify(other, profile(name), anna()) == classify(diary, profile(name), anna())
    assert diagnose(other, anna()) == diagnose(diary, anna())


@settings(max_examples=40, deadline=None)
@given(diaries(), NAMES)
def test_every_verdict_has_a_reason(diary, name):
    for verdict in classify(diary, profile(name), anna()).values():
        assert verdict.reasons
        assert all(verdict.reasons)


# -- counts --------------------------------------------------------------------------------------------------------
def counted(diary, name="LEIDEN_2023"):
    return window(diary, classify(diary, profile(name), anna()), SPAN)


def counts_of(found):
    return [
        found.headache_days,
        found.migraine_days,
        found.moderate_severe_days,
        found.headache_free_days,
        found.any_acute_days,
        *found.acute_days.values(),
    ]


@settings(max_examples=40, deadline=None)
@given(diaries(), NAMES)
def test_bounds_hold_what_was_observed_and_the_rate_lies_within_them(diary, name):
    found = counted(diary, name)
    assert found.entries + found.missing == 28
    for count in counts_of(found):
        assert 0 <= count.low == count.observed <= count.high <= 28
        if count.rate28 is not None:
            assert 0 <= count.rate28 <= 28
    assert found.headache_days.low + found.headache_free_days.high == 28
    assert found.headache_days.high + found.headache_free_days.low == 28


@settings(max_examples=40, deadline=None)
@given(diaries(), st.data(), NAMES)
def test_an_entry_more_never_widens_the_bounds(diary, data, name):
    absent = [n for n in range(28) if on(n) not in diary.by_date]
    assume(absent)
    more = dataclasses.replace(diary, days=(*diary.days, data.draw(days(data.draw(st.sampled_from(absent))))))
    for before, after in zip(counts_of(counted(diary, name)), counts_of(counted(more, name)), strict=True):
        assert before.low <= after.low <= after.high <= before.high


@settings(max_examples=40, deadline=None)
@given(diaries(), st.data(), st.sampled_from([15, 10, 8, 4, 1]))
def test_deleting_entries_never_turns_not_met_into_met_nor_met_into_not_met(diary, data, threshold):
    assume(diary.days)
    gone = data.draw(st.sets(st.sampled_from([day.date for day in diary.days])))
    fewer = dataclasses.replace(diary, days=tuple(day for day in diary.days if day.date not in gone))
    for before, after in zip(counts_of(counted(diary)), counts_of(counted(fewer)), strict=True):
        assert after.reaches(threshold) in (before.reaches(threshold), Tri.INDETERMINATE)


@settings(max_examples=30, deadline=None)
@given(diaries(56), NAMES)
def test_windows_share_no_day_and_leave_none_out_but_a_trailing_part(diary, name):
    verdicts = classify(diary, profile(name), anna())
    found = months(diary, verdicts)
    days_in = [date for one in found for date in one.span]
    assert len(days_in) == len(set(days_in)) == 28 * len(found)
    if verdicts:
        assert (max(verdicts) - min(verdicts)).days + 1 - len(days_in) < 28


# -- drugs ---------------------------------------------------------------------------------------------------------
@settings(max_examples=40, deadline=None)
@given(diaries())
def test_days_of_a_class_never_exceed_the_sum_of_its_drugs(diary):
    found = counted(diary)
    for name, count in found.acute_days.items():
        assert count.observed <= found.acute_doses[name]
    assert found.any_acute_days.observed <= sum(count.observed for count in found.acute_days.values())
    assert all(count.observed <= found.any_acute_days.observed for count in found.acute_days.values())


@settings(max_examples=40, deadline=None)
@given(diaries())
def test_a_subtype_of_non_opioids_is_overused_only_where_the_class_is(diary):
    days_of = acute_days(diary, SPAN)
    non_opioid = overused(SINGLE[2], days_of)
    found = diagnose(diary, anna()).overuse.medication_overuse
    assert all(found["8.2.3"] is not Tri.NO for code in codes(found, Tri.YES) if code.startswith("8.2.3."))
    if non_opioid is Tri.YES:
        assert together(days_of) is Tri.YES


@settings(max_examples=30, deadline=None)
@given(diaries(112))
def test_overuse_headache_is_never_met_where_overuse_is_not(diary):
    found = diagnose(diary, anna()).overuse
    rank = {Tri.NO: 0, Tri.INDETERMINATE: 1, Tri.YES: 2}
    for code, answer in found.moh.items():
        assert rank[answer] <= rank[found.medication_overuse[code]]
    alone = [s.code for s in SINGLE if found.medication_overuse[s.code] is Tri.YES]
    assert not alone or found.medication_overuse["8.2.6"] is Tri.NO


def test_the_classes_counted_together_are_those_of_8_2_6():
    assert set(MULTIPLE) == {"ergot", "triptan", "non_opioid", "opioid"}


# -- runs and attacks ------------------------------------------------------------------------------------------------
@given(TRIS)
def test_what_holds_for_four_months_holds_for_three(answers):
    if holds_for(4, answers) is Tri.YES:
        assert holds_for(3, answers) is Tri.YES
    if holds_for(3, answers) is Tri.NO:
        assert holds_for(4, answers) is Tri.NO


@settings(max_examples=30, deadline=None)
@given(diaries())
def test_each_rule_that_needs_more_between_attacks_finds_no_more_of_them(diary):
    verdicts = classify(diary, profile("ICHD3_C"), anna())
    leiden = attacks_of(verdicts, Segmentation.LEIDEN)
    locked = attacks_of(verdicts, Segmentation.MARKOV_LOCKED)
    assert locked.least <= leiden.least
    assert locked.most <= leiden.most
    for rule in Segmentation:
        found = attacks_of(verdicts, rule)
        assert found.least <= found.most


@settings(max_examples=40, deadline=None)
@given(st.lists(attacks(), max_size=3, unique_by=lambda a: a.attack), NAMES)
def test_a_split_attack_is_flagged_on_each_of_its_dates_or_on_none(found, name):
    assume(len(found) < 2 or all(abs(a.started_at - b.started_at).days > 10 for a in found for b in found if a != b))
    verdicts = classify(Diary(attacks=tuple(found)), profile(name), anna())
    for attack in found:
        dates = [date for date, v in verdicts.items() if any(t is attack for t in _touching(found, date))]
        flags = {"midnight_split" in verdicts[date].flags for date in dates}
        assert len(flags) == 1
        assert flags == {False} or len(dates) > 1


def _touching(found, date):
    return touched_days(found)[date].attacks
