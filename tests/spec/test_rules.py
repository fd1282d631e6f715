"""Rules of response and stopping, each by its own words; none is merged with another."""

import pytest

from migrainedays.diary import Intake
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span
from tests.diaries import ANNA
from tests.treated import GAP, SESSION_1, days_of, evaluated, months, score, session_on, sessions, treated, verdicts


def ruling(rule, values, **options):
    return evaluated(values, **options).rules[rule]


def verdict(rule, values, **options):
    return ruling(rule, values, **options).verdict


# -- shares of response ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (15, ("no", "no", "no", "no")),
        (14, ("yes", "no", "no", "no")),
        (11, ("yes", "no", "no", "no")),
        (10, ("yes", "yes", "no", "no")),
        (6, ("yes", "yes", "no", "no")),
        (5, ("yes", "yes", "yes", "no")),
        (1, ("yes", "yes", "yes", "no")),
        (0, ("yes", "yes", "yes", "yes")),
        (22, ("no", "no", "no", "no")),
    ],
)
def test_a_share_counts_from_its_very_number(after, expected):
    found = verdicts(treated(20, (after,)))
    assert tuple(found[f"responder_{share}"] for share in (30, 50, 75, 100)) == expected


def test_percent_and_frequency_name_different_people_excellent():
    """28 to 7 is three quarters and more than four days; 15 to 3.9 is fewer than four days and 74 %."""
    found = verdicts(treated(28, (7,)))
    assert (found["responder_75"], found["excellent_below_4"]) == ("yes", "no")
    found = verdicts(treated(15, (3,)))
    assert (found["responder_75"], found["excellent_below_4"]) == ("yes", "yes")
    found = verdicts([*treated(12, ()), *days_of(SESSION_1 + DAY, 3, entered=24)])
    assert (found["responder_75"], found["excellent_below_4"]) == ("no", "indeterminate")


@pytest.mark.parametrize(("days", "expected"), [(3, "yes"), (4, "no")])
def test_fewer_than_four_is_three(days, expected):
    assert verdict("excellent_below_4", treated(20, (days,))) == expected


def test_missing_days_leave_an_absolute_number_open():
    values = [*treated(20, ()), *days_of(SESSION_1 + DAY, 2, entered=26)]
    assert verdict("excellent_below_4", values) == "indeterminate"
    assert verdict("excellent_below_4", [*treated(20, ()), *days_of(SESSION_1 + DAY, 2, entered=27)]) == "yes"
    assert verdict("excellent_below_4", [*treated(20, ()), *days_of(SESSION_1 + DAY, 4, entered=20)]) == "no"


def test_the_latest_evaluable_first_window_is_judged():
    values = [*treated(20, (8, 8, 8), ()), *days_of(session_on(2) + DAY, 12, entered=19)]
    found = ruling("responder_50", values)
    assert (found.verdict, found.session) == ("yes", 1)
    values = [*treated(20, (8, 8, 8), ()), *days_of(session_on(2) + DAY, 12, entered=20)]
    found = ruling("responder_50", values)
    assert (found.verdict, found.session) == ("no", 2)


def test_without_an_evaluable_window_the_bounds_may_still_speak():
    found = ruling("responder_50", [*treated(20, ()), *days_of(SESSION_1 + DAY, 11, entered=19)])
    assert (found.verdict, found.by_bounds, found.session) == ("indeterminate", "no", None)


def test_bounds_and_rates_may_differ():
    found = ruling("responder_50", [*treated(20, ()), *days_of(SESSION_1 + DAY, 7, entered=20)])
    assert (found.verdict, found.by_bounds) == ("yes", "indeterminate")
    found = ruling("responder_50", treated(20, (10,)))
    assert (found.verdict, found.by_bounds) == ("yes", "yes")


def test_a_rule_says_its_numbers():
    assert (
        "From 20 to 9 headache days in 28, a fall of 55 %; 50 % is asked for."
        in ruling("responder_50", treated(20, (9,))).why
    )
    assert "a rise of 10 %" in ruling("responder_50", treated(20, (22,))).why
    assert "nothing to compare" in ruling("responder_50", treated(0, (2,))).why
    assert "no baseline" in ruling("responder_50", _from_session_2()).why


def _from_session_2():
    return [value for value in treated(20, (9, 9, 9), (9,)) if getattr(value, "session", None) != 1]


# -- sustained ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("firsts", "expected"),
    [
        ((16, 12, 9, 8, 9), "yes"),  # falls of 20, 40, 55, 60, 55 %
        ((16, 12, 9, 11, 8), "no"),  # reached and lost
        ((16, 12, 11, 8, 8), "no"),  # reached too late
        ((9, 9, 10), "yes"),
        ((9, 9), "indeterminate"),
        ((9, 9, GAP, 9), "indeterminate"),
        ((9, 9, GAP, 12), "no"),
    ],
)
def test_sustained_is_reached_by_the_third_cycle_and_kept(firsts, expected):
    values = treated(20, *[(first, 12, 12) for first in firsts])
    assert verdict("sustained", values) == expected


def test_a_session_whose_first_window_is_not_lived_yet_takes_nothing_away():
    values = treated(20, *[(9, 9, 9)] * 3, ())
    assert verdict("sustained", values) == "yes"


# -- NICE TA260 --------------------------------------------------------------------------------------------
def nice(baseline, last, **options):
    """The verdict after two cycles, the last window of the second holding so many days; months never below 15."""
    return verdict(
        "nice_ta260", treated(baseline, (baseline, baseline, baseline), (baseline, baseline, last)), **options
    )


@pytest.mark.parametrize(
    ("baseline", "last", "expected"),
    [
        (20, 14, "continue"),
        (20, 15, "non_response"),
        (28, 20, "non_response"),
        (28, 19, "continue"),
        (20, 20, "non_response"),
    ],
)
def test_nice_asks_for_thirty_percent_after_two_cycles(baseline, last, expected):
    assert nice(baseline, last) == expected


def test_29_and_a_half_percent_is_no_response():
    """20.0 to 14.1 by rates: 20 of 28 entered before, 141 of 280 after cannot be had, so 22.4 to 15.8."""
    values = [Person(patient=ANNA), *days_of(SESSION_1 - 28 * DAY, 20, entered=25), *sessions(2)]
    values += [*days_of(session_on(2) + 57 * DAY, 14, entered=25)]
    assert verdict("nice_ta260", values, on=session_on(2) + 84 * DAY) == "continue"
    values = [Person(patient=ANNA), *days_of(SESSION_1 - 28 * DAY, 17, entered=24), *sessions(2)]
    values += [*days_of(session_on(2) + 57 * DAY, 12, entered=24)]
    found = ruling("nice_ta260", values, on=session_on(2) + 84 * DAY)
    assert found.verdict == "non_response"
    assert "a fall of 29.41 %" in found.why


def test_nice_is_not_proven_before_the_last_window_of_cycle_2():
    assert verdict("nice_ta260", treated(20, (5, 5, 5))) == "not_proven"
    assert verdict("nice_ta260", treated(20, (5, 5, 5), (5, 5))) == "not_proven"
    assert verdict("nice_ta260", treated(20, (18, 18, 18), (18, 18, 12))) == "continue"


def test_nice_is_judged_on_session_2_whatever_comes_later():
    found = ruling("nice_ta260", treated(20, (19, 19, 19), (19, 19, 19), (8, 15, 16)))
    assert (found.verdict, found.session) == ("non_response", 2)
    assert "A late response: session 3" in found.why


def test_nice_is_not_proven_where_too_few_days_were_entered():
    values = [*treated(20, (18, 18, 18), (18, 18)), *days_of(session_on(2) + 57 * DAY, 3, entered=19)]
    found = ruling("nice_ta260", values, on=session_on(2) + 84 * DAY)
    assert (found.verdict, found.by_bounds) == ("not_proven", "continue")


# -- three months below a threshold ------------------------------------------------------------------------
def on_treatment(baseline, *counts):
    """A baseline, session 1, session 2 twelve weeks later, and months that begin on the day of session 1.

    Before the months that are named, the condition stays as it was.
    """
    lead = [baseline] * (7 - len(counts))
    first, second = sessions(2)
    second = type(second)(patient=ANNA, session=2, date=type(second.date).read(str(SESSION_1 + 84 * DAY)))
    days = [*days_of(SESSION_1 - 28 * DAY, baseline), *months(*lead, *counts)]
    return [Person(patient=ANNA), *days, first, second]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((14, 13, 12), "goal_reached_review"),
        ((14, 14, 14), "goal_reached_review"),
        ((14, 14, 15), "continue"),
        ((15, 14, 14), "continue"),
        ((14, GAP, 14, 14), "not_proven"),
        ((14, GAP, 14, 14, 14), "goal_reached_review"),
        ((14, GAP, 14, 15), "continue"),
        ((14, 14, 14, 15, 14), "continue"),
    ],
)
def test_nice_asks_for_a_review_after_three_months_below_15(counts, expected):
    assert verdict("nice_ta260", on_treatment(22, *counts)) == expected


def test_an_exact_fall_of_thirty_percent_goes_on_though_the_bounds_leave_the_goal_open():
    values = [Person(patient=ANNA), *days_of(SESSION_1 - 28 * DAY, 20, entered=20), *sessions(2)]
    values += [*days_of(session_on(2) + 57 * DAY, 14, entered=20)]
    found = ruling("nice_ta260", values, on=session_on(2) + 84 * DAY)
    assert found.verdict == "continue"
    assert "28 to 19.6" in found.why


def test_a_month_that_was_not_entered_proves_nothing():
    found = ruling("nice_ta260", on_treatment(22, 14, GAP, 14, 14))
    assert "Below 15 days, three months in a row: indeterminate" in found.why


def test_who_came_in_just_above_the_threshold_is_reviewed_and_not_called_a_failure():
    assert verdict("nice_ta260", on_treatment(16, 14, 14, 14)) == "goal_reached_review"
    assert verdict("nice_ta260", on_treatment(16, 15, 14, 14)) == "non_response"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((9, 9, 9), "goal_reached_review"), ((9, 9, 10), "continue"), ((14, 13, 12), "continue")],
)
def test_ehf_asks_for_three_months_below_10(counts, expected):
    assert verdict("ehf_2018", on_treatment(20, 12, 12, 12, *counts)) == expected


def test_who_stays_well_is_never_told_to_stop_for_lack_of_a_further_fall():
    found = verdicts(treated(20, *[(8, 8, 8)] * 6))
    assert (found["nice_ta260"], found["ehf_2018"]) == ("goal_reached_review", "goal_reached_review")
    found = verdicts(treated(28, *[(16, 16, 16)] * 6))
    assert (found["nice_ta260"], found["ehf_2018"], found["sustained"]) == ("continue", "continue", "no")


@pytest.mark.parametrize(("late", "expected"), [(20, "non_response"), (14, "continue")])
def test_before_three_months_on_treatment_are_lived_the_response_alone_decides(late, expected):
    """Sessions four weeks apart: the second cycle is over when only two months have been lived."""
    first = SESSION_1 - 28 * DAY
    on = [SESSION_1 + 28 * DAY * n for n in range(3)]
    numbered = [Session(patient=ANNA, session=n, date=Span(day, day)) for n, day in enumerate(on, start=1)]
    found = ruling("nice_ta260", [Person(patient=ANNA), *months(20, 20, late, first=first), *numbered])
    assert (found.verdict, found.session) == (expected, 2)
    assert "2 of 3 months on treatment have been lived" in found.why


# -- EHF 2018 ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("firsts", "expected", "session"),
    [
        ((19,), "not_proven", None),
        ((10,), "not_proven", None),
        ((19, 15), "continue", 2),  # no response after two; two to three cycles may be tried
        ((19, 14), "continue", 2),
        ((19, 15, 15), "non_response", 3),
        ((19, 15, 14), "continue", 3),
        ((19, 14, 16), "continue", 3),
        ((19, GAP), "not_proven", 2),
        ((19, GAP, 16), "not_proven", 3),
        ((19, 15, 15, 5), "non_response", 3),
    ],
)
def test_ehf_gives_two_to_three_cycles(firsts, expected, session):
    values = treated(20, *[(first, 19, 19) for first in firsts])
    found = ruling("ehf_2018", values)
    assert (found.verdict, found.session) == (expected, session)


@pytest.mark.parametrize(("entered", "expected"), [(19, "not_proven"), (20, "non_response")])
def test_a_first_window_with_enough_days_is_judged_before_its_last_day(entered, expected):
    values = [*treated(20, (19, 19, 19), (), (16,)), *days_of(session_on(2) + DAY, 16, entered=entered)]
    assert verdict("ehf_2018", values) == expected
    values = [*treated(20, (19, 19, 19), ()), *days_of(session_on(2) + DAY, 5, entered=entered)]
    assert verdict("ehf_2018", values) == ("continue" if entered == 20 else "not_proven")


@pytest.mark.parametrize(("day", "session"), [(27, None), (28, 2)])
def test_a_first_window_with_few_days_is_judged_once_its_last_day_is_lived(day, session):
    values = [*treated(20, (19, 19, 19), ()), *days_of(session_on(2) + DAY, 5, entered=10)]
    found = evaluated(values, on=session_on(2) + day * DAY).rules["ehf_2018"]
    assert (found.verdict, found.session) == ("not_proven", session)


def test_ehf_says_why_a_third_cycle_may_be_tried():
    assert "a third may be tried" in ruling("ehf_2018", treated(20, (19, 19, 19), (15,))).why
    assert "a third may be tried" not in ruling("ehf_2018", treated(20, (19, 19, 19), (10,))).why


# -- AHS 2021 ----------------------------------------------------------------------------------------------
def test_half_of_the_headache_days_is_a_reason_to_go_on():
    assert verdict("ahs_2021", treated(20, (10,))) == "continue"
    assert verdict("ahs_2021", treated(20, (11,))) == "not_shown"
    assert [ruling("ahs_2021", treated(20, (n,))).by_bounds for n in (10, 11)] == ["continue", "not_shown"]
    assert verdict("ahs_2021", treated(20, ())) == "indeterminate"


def test_half_of_the_moderate_or_severe_days_is_one_too():
    mild_after = [*treated(20, (), peak=2), *days_of(SESSION_1 + DAY, 20, peak=1)]
    assert verdict("ahs_2021", mild_after) == "continue"
    assert verdict("responder_30", mild_after) == "no"


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize(("noted", "told"), [(20, True), (19, False)])
def test_pain_must_have_been_noted_on_twenty_days_of_both_windows(after, noted, told):
    """Half of the days have moderate pain before and a quarter after; on some days of one window pain is blank."""
    windows = [days_of(SESSION_1 - 28 * DAY, 14, peak=2), days_of(SESSION_1 + DAY, 7, peak=2)]
    blank = 28 - noted
    days = windows[after]
    free = [day for day in days if not day.headache][:blank]
    open_days = [type(day)(patient=ANNA, date=day.date, headache=True) for day in free]
    kept = [day for window in windows for day in window if day not in free]
    found = ruling("ahs_2021", [Person(patient=ANNA), *kept, *open_days, *sessions(1)])
    assert ("Moderate or severe days:" in found.why) is told


@pytest.mark.parametrize(("after", "expected"), [(8, "continue"), (9, "not_shown")])
def test_exactly_half_of_the_moderate_or_severe_days_is_enough(after, expected):
    """All other days hold a mild headache, so that the number of headache days cannot fall."""
    before, later = (
        [*days_of(first, count, peak=2)] for first, count in ((SESSION_1 - 28 * DAY, 16), (SESSION_1 + DAY, after))
    )
    mild = [
        day if day.headache else type(day)(patient=ANNA, date=day.date, headache=True, minutes=60, peak=1)
        for day in [*before, *later]
    ]
    assert verdict("ahs_2021", [Person(patient=ANNA), *mild, *sessions(1)]) == expected


def test_pain_that_was_not_noted_afterwards_is_no_improvement():
    before = treated(20, (), peak=2)
    after = days_of(SESSION_1 + DAY, 20, **{"peak": 0})
    unknown = [type(d)(patient=ANNA, date=d.date, headache=d.headache) for d in after]
    assert verdict("ahs_2021", [*before, *unknown]) == "not_shown"


@pytest.mark.parametrize(
    ("scale", "before", "after", "expected"),
    [
        ("hit6", 65, 60, "continue"),
        ("hit6", 65, 61, "not_shown"),
        ("midas", 40, 28, "continue"),
        ("midas", 40, 29, "not_shown"),
        ("midas", 15, 10, "continue"),
        ("midas", 8, 0, "not_shown"),
    ],
)
def test_hit6_or_midas_may_show_it(scale, before, after, expected):
    values = [*treated(20, (18,)), score(scale, SESSION_1, before), score(scale, SESSION_1 + 28 * DAY, after)]
    assert verdict("ahs_2021", values) == expected


def test_the_score_on_the_day_of_session_1_belongs_to_the_baseline():
    values = [*treated(20, (18,)), score("hit6", SESSION_1 - 40 * DAY, 55), score("hit6", SESSION_1, 65)]
    assert verdict("ahs_2021", values) == "not_shown"
    assert verdict("ahs_2021", [*values, score("hit6", SESSION_1 + DAY, 60)]) == "continue"
    assert (
        verdict("ahs_2021", [*values, score("hit6", SESSION_1 + DAY, 60), score("hit6", SESSION_1 + 9 * DAY, 64)])
        == "not_shown"
    )


# -- IHS 2025 ----------------------------------------------------------------------------------------------
def acute(*answers, on=SESSION_1):
    return [
        Intake(patient=ANNA, date=on, drug="sumatriptan", intake=n, purpose="acute", pain_free_2h=answer)
        for n, answer in enumerate(answers, start=1)
    ]


def target(*counts, answers=(), peak=2):
    return verdict("ihs_2025", [Person(patient=ANNA), *months(*counts, peak=peak), *acute(*answers)])


@pytest.mark.parametrize(
    ("counts", "answers", "expected"),
    [
        ((0, 0, 0), (), "freedom"),
        ((0, 0, 1), (), "indeterminate"),  # below 4, and nothing is known of the acute response
        ((3, 3, 3), (True, True, False), "optimal"),
        ((3, 3, 3), (True, False), "below_4_acute_unmet"),  # half is not more than half
        ((3, 3, 3), (True, None, None), "optimal"),
        ((3, 3, 4), (True,), "modest"),
        ((6, 6, 6), (), "modest"),
        ((6, 6, 7), (), "insufficient"),
        ((0, 0, 20), (), "insufficient"),
        ((20, 0, 0, 0), (), "freedom"),
        ((0, 0), (), "indeterminate"),
        ((0, GAP, 0, 0), (), "indeterminate"),
        ((7, GAP, 0, 0), (), "indeterminate"),
    ],
)
def test_ihs_levels_are_held_in_each_of_the_latest_three_months(counts, answers, expected):
    assert target(*counts, answers=answers) == expected


def test_mild_days_without_migraine_do_not_count_against_the_target():
    values = [Person(patient=ANNA), *months(10, 10, 10, peak=1)]
    ibuprofen = Intake(patient=ANNA, date=SESSION_1, drug="ibuprofen", purpose="acute")
    assert verdict("ihs_2025", [*values, ibuprofen]) == "freedom"
    assert verdict("ihs_2025", values) == "indeterminate", "a triptan would make a migraine day; drugs were not asked"


def test_an_answer_about_a_preventive_dose_is_no_acute_response():
    values = [Person(patient=ANNA), *months(3, 3, 3, peak=2), *acute(False)]
    other = Intake(patient=ANNA, date=SESSION_1, drug="rimegepant", purpose="preventive", pain_free_2h=True)
    assert verdict("ihs_2025", [*values, other]) == "below_4_acute_unmet"


# -- all of them -------------------------------------------------------------------------------------------
def test_every_rule_names_its_claims_and_its_reasons():
    found = evaluated(treated(20, (10, 9, 9), (8, 8, 9), (7,))).rules
    assert set(found) == {
        "responder_30",
        "responder_50",
        "responder_75",
        "responder_100",
        "sustained",
        "excellent_below_4",
        "nice_ta260",
        "ehf_2018",
        "ahs_2021",
        "ihs_2025",
    }
    assert all(ruling.why and ruling.claims for ruling in found.values())
    assert not found["ihs_2025"].verified
    assert found["nice_ta260"].verified


def test_a_late_response_is_noted():
    found = evaluated(treated(20, (18, 18, 18), (17, 17, 17), (9,)))
    assert found.notes == ("A late responder: a fall of half was first reached after session 3.",)
    assert evaluated(treated(20, (9, 9, 9), (9,))).notes == ()
    assert evaluated(treated(20, (18, 18, 18), (17,))).notes == ()
