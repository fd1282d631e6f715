"""The cycle: chronic, easing, broken, holding, returned; by a named definition, dated, and never settled for good."""

import dataclasses

import pytest

from migrainedays.classification import profile
from migrainedays.course import Definition, definition, evaluate
from migrainedays.course.cycle_state import cycle_state
from migrainedays.diary import DiaryDay
from migrainedays.errors import InputRefused, WrongUse
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span
from tests.diaries import ANNA
from tests.treated import GAP, SESSION_1, course, evaluated, months


def state(*counts, by="nice_reversion", treated=True, indication=None, **options):
    """The cycle after so many windows, treated on the day before the first."""
    on = SESSION_1 - DAY
    session = Session(patient=ANNA, session=1, date=Span(on, on), indication=indication)
    values = [Person(patient=ANNA), *months(*counts, **options), *([session] if treated else [])]
    return evaluated(values, by=by).cycle


def path(*counts, **options):
    """The states that were passed through."""
    return [step.state for step in state(*counts, **options).history]


def last_day(window):
    return SESSION_1 + DAY * (28 * window - 1)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((20,), "chronic"),
        ((15,), "chronic"),
        ((20, 14), "easing"),
        ((20, 14, 14), "easing"),
        ((20, 14, 14, 14), "broken"),
        ((20, 14, 14, 15), "chronic"),
        ((20, 14, 15, 14, 14), "easing"),
        ((20, 14, 14, 14, 15), "broken"),
        ((20, 14, 14, 14, 14, 14), "broken"),
        ((20, 14, 14, 14, 14, 14, 14), "holding"),
        ((20, 14, 14, 14, 14, 14, 14, 15), "holding"),
        ((20, 14, 14, 14, 14, 14, 14, 15, 14, 15), "holding"),
        ((20, 14, 14, 14, 15, 15), "returned"),
        ((20, 14, 14, 14, 14, 14, 14, 15, 15), "returned"),
        ((20, 14, 14, 14, 15, 15, 20), "returned"),
        ((20, 14, 14, 14, 15, 15, 14), "easing"),
        ((20, 14, 14, 14, 15, 15, 14, 14, 14), "broken"),
        ((20, 14, GAP, 14, 14), "easing"),
        ((20, 14, GAP, 14, 14, 14), "broken"),
        ((20, 14, 14, 14, 15, GAP, 15), "broken"),
    ],
)
def test_the_state_follows_the_months(counts, expected):
    assert state(*counts).state == expected


@pytest.mark.parametrize("before", [(), (20,), (20, 20), (14, 20), (20, 14, 20)])
def test_one_month_below_never_breaks_a_cycle(before):
    assert state(*before, 20, 0).state == "easing"


def test_a_broken_cycle_tells_its_way_and_its_days():
    found = state(20, 14, 14, 14, 14, 14, 14, 15, 15)
    assert [(step.state, step.since) for step in found.history] == [
        ("chronic", last_day(1)),
        ("easing", last_day(2)),
        ("broken", last_day(4)),
        ("holding", last_day(7)),
        ("returned", last_day(9)),
    ]
    assert found.since == last_day(9)


def test_three_months_without_entries_are_not_evaluable():
    found = state(20, 14, 14, 14, GAP, GAP, GAP, 14)
    assert found.state != "not_evaluable"
    found = state(20, 14, 14, 14, GAP, GAP, GAP, 14, entered=14)
    assert found.state == "not_evaluable"
    assert "not decided" in found.why


def test_who_never_was_in_the_cycle_has_none_to_break():
    found = state(9, 8, 7, treated=False)
    assert (found.state, found.since) == ("not_evaluable", None)
    assert "there is no cycle to break" in found.why
    assert state(9, 8, 7, indication="cervical dystonia").state == "not_evaluable"
    assert state(9, 16, 8, treated=False).state == "easing"
    assert path(9, 16, 8, 8, 8, treated=False) == ["chronic", "easing", "broken"]


def test_who_is_treated_for_chronic_migraine_was_in_the_cycle_before_the_diary():
    assert state(9, 8, 7).state == "broken"
    assert state(9, 8, 7, indication="Chronic migraine").state == "broken"


def test_each_definition_has_its_own_threshold():
    counts = (20, 12, 12, 12)
    assert state(*counts, by="nice_reversion").state == "broken"
    assert state(*counts, by="ehf_low_frequency").state == "chronic"
    assert state(20, 9, 9, 9, by="ehf_low_frequency").state == "broken"
    assert state(20, 9, 9, 9, 12, 12, by="ehf_low_frequency").state == "broken"
    assert state(20, 9, 9, 9, 15, 15, by="ehf_low_frequency").state == "returned"
    assert state(20, 6, 6, 6, by="ihs_modest", peak=2).state == "broken"
    assert state(20, 6, 6, 7, by="ihs_modest", peak=2).state == "chronic"
    assert state(20, 3, 3, 3, by="ihs_optimal", peak=2).state == "broken"
    assert state(20, 4, 4, 4, by="ihs_optimal", peak=2).state == "chronic"


def test_the_definitions_stand_side_by_side():
    found = evaluated([Person(patient=ANNA), *months(20, 12, 12, 12)])
    assert {each.definition.name: each.state for each in found.cycle_by_definition} == {
        "ehf_low_frequency": "chronic",
        "ihs_modest": "not_evaluable",
        "ihs_optimal": "not_evaluable",
        "nice_reversion": "broken",
    }


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((20,), "3 windows in a row below 15 days would break the cycle."),
        ((20, 14), "2 windows in a row below 15 days would break the cycle; one at or above it ends the easing."),
        ((20, 14, 14), "One more window below 15 days would break the cycle; one at or above it ends the easing."),
        (
            (20, 14, 14, 14),
            "3 windows in a row below 15 would be called holding; "
            "2 windows in a row of 15 days or more would be called returned.",
        ),
        (
            (20, 14, 14, 14, 15),
            "6 windows in a row below 15 would be called holding; "
            "one more window of 15 days or more would be called returned.",
        ),
        ((20, 14, 14, 14, 14, 14, 14), "2 windows in a row of 15 days or more would be called returned."),
    ],
)
def test_it_says_what_would_change_it_next(counts, sentence):
    assert state(*counts).next == sentence


def test_it_shows_as_many_windows_as_breaking_and_holding_take():
    assert state(20, 19, 14, 13, 12, 11, 10, 9).why == (
        "Days in the latest windows: 14, 13, 12, 11, 10, 9. NICE reversion to episodic migraine: below 15 in 3 windows "
        "in a row."
    )
    assert state(20, 14).why.startswith("Days in the latest windows: 20, 14. ")


@pytest.mark.parametrize(
    ("gaps", "expected"), [((GAP,), "easing"), ((GAP, GAP), "easing"), ((GAP, GAP, GAP), "not_evaluable")]
)
def test_a_state_stands_until_three_windows_in_a_row_are_not_decided(gaps, expected):
    latest = len((20, 14, *gaps))
    known = DiaryDay(patient=ANNA, date=last_day(latest), headache=False)
    on = SESSION_1 - DAY
    session = Session(patient=ANNA, session=1, date=Span(on, on))
    found = evaluated([Person(patient=ANNA), *months(20, 14), known, session])
    assert (len(found.followed.windows), found.cycle.state) == (latest, expected)


def test_unless_another_is_asked_for_it_is_the_reversion_of_nice():
    found = evaluate(course([Person(patient=ANNA), *months(20, 12, 12, 12)]), profile("LEIDEN_2023"))
    assert (found.cycle.definition.name, found.cycle.state) == ("nice_reversion", "broken")


def test_no_probability_is_made_up():
    assert state(20, 14, 14, 14).probability is None


OWN = """
title = "Ours"
counts = "headache_days"
below = 8
months = 2
holds_months = 1
returns_at = 12
returns_months = 1
"""


def own(tmp_path, text=OWN):
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_clinic_may_bring_its_own_definition(tmp_path):
    ours = definition(own(tmp_path))
    assert (ours.name, ours.below, ours.claims) == ("ours", 8, ())
    values = [Person(patient=ANNA), *months(20, 7, 7, 7, 11)]
    followed = evaluated(values).followed
    assert [step.state for step in cycle_state(followed, ours).history] == ["chronic", "easing", "broken", "holding"]
    followed = evaluated([*values, *months(12, first=SESSION_1 + 140 * DAY)]).followed
    assert cycle_state(followed, ours).state == "returned"


def test_a_definition_is_read_whole(tmp_path):
    numbers = {"holds_months": 1, "returns_at": 12, "returns_months": 1}
    expected = Definition(name="ours", title="Ours", counts="headache_days", below=8, months=2, **numbers)
    assert definition(own(tmp_path)) == expected
    untitled = OWN.replace('title = "Ours"', "").replace("below = 8", 'below = "ihs_2025.modest_below"')
    assert definition(own(tmp_path, untitled)) == dataclasses.replace(
        expected, title="ours", below=7, claims=("ihs_2025.modest_below",)
    )
    assert definition(own(tmp_path, OWN.replace("returns_at = 12", "returns_at = 8"))).returns_at == 8


def test_a_file_may_begin_with_the_mark_that_some_editors_put_there(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(OWN.replace("Ours", "À nous"), encoding="utf-8-sig")
    assert definition(str(file)).title == "À nous"


NUMBER = "must be a whole number above 0, or the key of a claim."


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("headache_days", "bad_days", "counts must be one of headache_days, target_days."),
        ("below = 8", "below = 0", f"below {NUMBER}"),
        ("below = 8", 'below = "nice_ta260.response"', f"below {NUMBER}"),
        ("returns_months = 1", "", f"returns_months {NUMBER}"),
        ("months = 2", 'months = "nonsense"', "months names a claim that is not known, nonsense."),
        ("returns_at = 12", "returns_at = 7", "returns_at lies below the threshold, so that a month could be both."),
    ],
)
def test_a_refused_definition_is_told_in_a_sentence(tmp_path, old, new, sentence):
    with pytest.raises(InputRefused) as refused:
        definition(own(tmp_path, OWN.replace(old, new, 1)))
    assert str(refused.value) == f"definition ours: {sentence}"


def test_a_course_without_windows_has_no_state_and_says_so():
    on = Session(patient=ANNA, session=1, date=Span(SESSION_1, SESSION_1))
    found = evaluated([Person(patient=ANNA), on]).cycle
    assert (found.state, found.why) == ("not_evaluable", "There is no window of 28 days yet.")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("headache_days", "bad_days", "counts must be one of"),
        ("below = 8", "below = 0", "below must be a whole number"),
        ("below = 8", "below = 7.5", "below must be a whole number"),
        ("below = 8", "below = true", "below must be a whole number"),
        ("below = 8", 'below = "nice_ta260.nonsense"', "names a claim that is not known"),
        ("below = 8", "", "below must be a whole number"),
        ("returns_at = 12", "returns_at = 7", "lies below the threshold"),
        ("months = 2", "months = two", "cannot be read as TOML"),
    ],
)
def test_a_definition_that_cannot_serve_is_refused(tmp_path, old, new, words):
    with pytest.raises(InputRefused, match=words):
        definition(own(tmp_path, OWN.replace(old, new, 1)))


def test_a_definition_that_is_not_there_is_named(tmp_path):
    names = "ehf_low_frequency, ihs_modest, ihs_optimal, nice_reversion"
    with pytest.raises(WrongUse) as refused:
        definition("nonsense")
    assert str(refused.value) == f"There is no definition nonsense; there are {names}, or a .toml file of yours."
    with pytest.raises(InputRefused, match="cannot be read"):
        definition(str(tmp_path / "nowhere.toml"))
