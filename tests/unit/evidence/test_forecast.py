"""One patient's forecast: the calendar, what is known, what is refused, and what is told."""

import dataclasses
import datetime as dt

import pytest

from migrainedays.columns import Value
from migrainedays.course import Course
from migrainedays.diary import DiaryDay
from migrainedays.errors import Exit, NothingToEvaluate, WrongUse
from migrainedays.evidence.clinic_months import clinic_months, first_answers, fit_clinic, halved, most_after
from migrainedays.evidence.coming import come, own_series
from migrainedays.evidence.courses import CourseWindow, windows_of
from migrainedays.evidence.expectation import expect
from migrainedays.evidence.forecast import Forecast, forecast_patient, published_first_responses
from migrainedays.evidence.judging import when_to_judge
from migrainedays.evidence.to_json import forecast_to_json
from migrainedays.treatment import Person, Session
from migrainedays.windows import DAY, Span
from tests.diaries import spread

SESSION_1 = dt.date(2025, 3, 3)


def make_course(patient: str, before: list[int], after: list[int], sessions: int | None = None) -> Course:
    """Months with so many headache days before and after session 1; a session every third month; -1 = no entry."""
    values: list[Value] = []
    for month, count in enumerate([*before, *after], start=-len(before)):
        first = SESSION_1 + DAY * (28 * month + (month >= 0))
        sick = set(spread(max(count, 0), 28))
        values += [DiaryDay(patient=patient, date=first + DAY * n, headache=n in sick) for n in range(28) if count >= 0]
    held = max(1, (len(after) + 2) // 3) if sessions is None else sessions
    for number in range(held):
        on = SESSION_1 + DAY * 84 * number
        values.append(Session(patient=patient, session=number + 1, date=Span(on, on)))
    return Course.of(Person(patient=patient), values, intakes_kept=False)


def clinic(patients: int = 24) -> list[Course]:
    """Other patients: a third halve their days at once, a third at session 2, a third never."""
    found = []
    for n in range(patients):
        base, kind, jitter = 17 + n % 9, n % 3, [(7 * n + 3 * k) % 5 for k in range(6)]
        after = [(base // 3, base // 3), (base - 4, base // 3), (base - 3, base - 2)][kind]
        found.append(make_course(f"P{n}", [base, base + 1], [after[k // 3] + jitter[k] for k in range(6)]))
    return found


@pytest.fixture(scope="module")
def found() -> Forecast:
    return forecast_patient([make_course("Anna", [21, 20], [15, 14, 16]), *clinic()], "Anna")


def test_the_windows_begin_tomorrow_and_follow_each_other(found: Forecast) -> None:
    assert found.on == SESSION_1 + 84 * DAY
    assert found.windows[0].span.first == found.on + DAY
    for one, following in zip(found.windows, found.windows[1:], strict=False):
        assert following.span.first == one.span.last + DAY
        assert len(one.span) == 28
    assert all(0 <= w.p10 <= w.p50 <= w.p90 <= 28 for w in found.windows)


def test_the_next_session_is_taken_to_come_when_it_is_due(found: Forecast) -> None:
    assert [window.session for window in found.windows] == [2, 2, 2, 3, 3, 3]


def test_a_session_without_a_response_is_past_and_the_others_share_the_chance(found: Forecast) -> None:
    assert found.first_response[1] == 0.0
    second, third = found.first_response[2], found.first_response[3]
    assert second is not None
    assert third is not None
    assert 0 < third < second < 1
    assert second + third < 1


def test_what_it_rests_on_is_told(found: Forecast) -> None:
    assert found.basis.patients == 24
    assert found.basis.is_fitted
    assert set(found.basis.weights) == {"cycle", "level"}
    assert sum(found.basis.weights.values()) == pytest.approx(1.0)
    assert "24 other patients" in found.assumptions[0]


def test_what_is_published_stands_beside(found: Forecast) -> None:
    assert found.published == published_first_responses()
    assert found.published[1] == pytest.approx(0.493)
    assert 0.113 <= round(found.published[2], 3) <= 0.145
    assert 0.074 <= round(found.published[3], 3) <= 0.103


def test_who_has_responded_will_not_respond_for_the_first_time() -> None:
    found = forecast_patient([make_course("Anna", [21, 20], [15, 14, 16, 7, 8, 9]), *clinic()], "Anna")
    assert found.first_response == {1: 0.0, 2: 1.0, 3: 0.0}
    assert "after session 2" in expect(found)[1]
    assert found.next_months_below > 0.8


def test_the_diary_of_the_first_month_moves_the_chance_of_session_1() -> None:
    good, bad = (
        forecast_patient([make_course("Anna", [21, 20], [days]), *clinic()], "Anna", SESSION_1 + 20 * DAY)
        for days in (5, 20)
    )
    assert good.first_response[1] > 0.8
    assert bad.first_response[1] < 0.1
    assert good.windows[0].p50 < bad.windows[0].p50


@pytest.mark.parametrize(("before", "after"), [([-1], [15, 14]), ([21], [-1, 14, 15])])
def test_what_cannot_be_judged_has_no_chance(before: list[int], after: list[int]) -> None:
    found = forecast_patient([make_course("Anna", before, after), *clinic()], "Anna")
    assert set(found.first_response.values()) == {None}
    assert "cannot be judged" in expect(found)[1]
    assert forecast_to_json(found)["first_response"] == {"1": None, "2": None, "3": None}


def test_a_change_is_dated_between_days() -> None:
    found = forecast_patient([make_course("Anna", [24, 24], [23, 24, 5, 4, 5, 4]), *clinic()], "Anna")
    assert found.changed is not None
    assert SESSION_1 < found.changed.first <= SESSION_1 + 60 * DAY
    assert found.changed.last <= found.on
    assert found.change.chronic[0] > 0.9


def test_without_others_what_is_published_speaks_and_says_so() -> None:
    found = forecast_patient([make_course("Anna", [21, 20], [-1]), *clinic(3)], "Anna", on=SESSION_1 + DAY)
    assert not found.basis.is_fitted
    assert found.basis.patients == 3
    assert "too few to learn from" in found.assumptions[0]
    assert found.late_months is None
    alone = forecast_patient([make_course("Anna", [21, 20], [-1])], "Anna", on=SESSION_1)
    assert alone.first_response[1] == pytest.approx(0.493)
    assert alone.basis.patients == 0


def test_many_others_with_one_window_each_are_not_called_few() -> None:
    others = [make_course(f"P{n}", [20], [], sessions=1) for n in range(12)]
    found = forecast_patient([make_course("Anna", [21, 20], [15]), *others], "Anna")
    assert not found.basis.is_fitted
    assert found.assumptions[0].startswith("The months of the 12 other patients with a session do not determine a fit:")


def test_missing_months_at_the_end_are_carried_and_widen() -> None:
    near = forecast_patient([make_course("Anna", [21, 20], [6, 5, 6]), *clinic()], "Anna")
    far = forecast_patient([make_course("Anna", [21, 20], [6, 5, 6]), *clinic()], "Anna", on=SESSION_1 + 400 * DAY)
    assert far.windows[0].span.first == SESSION_1 + 401 * DAY
    assert far.next_months_below < near.next_months_below


@pytest.mark.parametrize(
    ("course", "on", "lacking"),
    [
        (make_course("Anna", [20, 21], [], sessions=0), None, "no session"),
        (make_course("Anna", [20, 21], [9, 8]), SESSION_1 - DAY, "no session"),
        (make_course("Anna", [-1], [-1, -1]), None, "No window"),
        (make_course("Anna", [20], []), None, "One window only"),
        (make_course("Anna", [-1], [12]), None, "One window only"),
    ],
)
def test_too_little_is_refused_with_what_would_suffice(course: Course, on: dt.date | None, lacking: str) -> None:
    with pytest.raises(NothingToEvaluate, match=lacking) as refused:
        forecast_patient([course, *clinic()], "Anna", on)
    assert refused.value.exit_code == Exit.NOTHING_TO_EVALUATE


def test_nobody_of_that_name_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="No patient is named 'Berta'"):
        forecast_patient(clinic(2), "Berta")


def test_three_sentences_with_numbers(found: Forecast) -> None:
    month, change, judge = expect(found)
    first = found.windows[0]
    assert f"between {first.p10:.0f} and {first.p90:.0f} headache days from 2025-05-27 to 2025-06-23" in month
    assert "half by session 3" in change
    assert "(pooled PREEMPT: 71 %)" in change
    assert "next 3 windows all stay below 15" in change
    assert "European Headache Federation 2018, earliest asks about session 2" in judge


@pytest.mark.parametrize(("chance", "said"), [(0.0, "0 %"), (0.004, "under 1 %"), (0.37, "37 %"), (0.996, "over 99 %")])
def test_no_chance_is_told_as_certain_that_is_not(found: Forecast, chance: float, said: str) -> None:
    assert f"headache days is {said}" in expect(dataclasses.replace(found, next_months_below=chance))[1]


def test_when_every_rule_is_past_there_is_nothing_to_wait_for(found: Forecast) -> None:
    past = dataclasses.replace(found, judging=tuple(dataclasses.replace(j, on=found.on) for j in found.judging))
    assert expect(past)[2].startswith("Every published rule can be judged now.")


def test_the_document_is_that_of_the_contract(found: Forecast) -> None:
    document = forecast_to_json(found)
    assert document["patient"] == "Anna"
    assert {"from", "to", "p10", "p50", "p90"} <= set(document["windows"][0])
    assert list(document["first_response"]) == ["1", "2", "3"]
    assert 0 <= document["next_3_below_15"] <= 1
    assert document["basis"]["patients"] == 24
    assert document["basis"]["models"] == ["cycle", "level"]
    assert sum(document["basis"]["weights"].values()) == pytest.approx(1.0, abs=1e-3)


def test_rules_are_judged_on_days_that_have_been_lived() -> None:
    second = SESSION_1 + 84 * DAY
    found = when_to_judge({1: SESSION_1}, ((2, second), (3, second + 84 * DAY)))
    by_rule = {judging.rule: judging for judging in found}
    assert by_rule["European Headache Federation 2018, earliest"].on == second + 28 * DAY
    assert by_rule["NICE TA260"].on == second + 83 * DAY
    assert [judging.on for judging in found] == sorted(judging.on for judging in found)
    assert "two cycles" in by_rule["NICE TA260"].sentence


def test_a_session_overdue_is_taken_to_come_at_once() -> None:
    coming = come(SESSION_1 + 200 * DAY, (1, SESSION_1))
    assert coming.sessions[0] == (2, SESSION_1 + 201 * DAY)
    assert coming.sessions[1] == (3, SESSION_1 + 285 * DAY)
    assert coming.series.session[0, :4].tolist() == [2, 2, 2, 3]
    assert coming.step_of(coming.sessions[1][1] + DAY) == 4


def test_months_without_an_entry_at_the_end_keep_their_places() -> None:
    windows = windows_of(make_course("Anna", [21, 20], [6]), part=True)
    found = own_series(windows, SESSION_1 + 28 * 4 * DAY)
    assert found.lived.tolist() == [5]
    assert found.observed_days.tolist() == [[28, 28, 0, 0, 0]]
    assert found.month.tolist() == [[0, 1, 2, 3, 4]]
    assert own_series(windows, SESSION_1 + 28 * DAY).lived.tolist() == [2]


def test_days_since_the_last_whole_window_count_as_one_of_their_own() -> None:
    windows = windows_of(make_course("Anna", [21, 20], [6, 5]), SESSION_1 + 40 * DAY, part=True)
    assert [len(window.span) for window in windows] == [28, 28, 12]
    assert windows[-1].observed_days == 12
    assert [len(window.span) for window in windows_of(make_course("Anna", [21], [6]), part=True)] == [28, 28]


def test_first_responses_among_others_are_counted_until_they_come() -> None:
    others = clinic_months(clinic(6))
    assert others.judged == {1: 6, 2: 4, 3: 0}
    course = make_course("Anna", [20, 20], [-1, 9, 9, 8])
    assert first_answers(course, windows_of(course)) == {1: None, 2: True}


def test_a_response_is_half_the_baseline_or_less() -> None:
    def window(days: int, observed: int = 28) -> CourseWindow:
        return CourseWindow("Anna", 0, None, None, Span.window(SESSION_1), days, observed)

    assert halved(window(20), window(10)) is True
    assert halved(window(20), window(11)) is False
    assert halved(window(20), window(8, 19)) is None
    assert halved(window(0), window(0)) is None
    assert halved(None, window(3)) is None
    assert most_after(window(15, 20)) == 10.5


def test_a_fit_that_cannot_be_had_is_replaced_not_raised() -> None:
    others = clinic_months([make_course(f"P{n}", [20], [10]) for n in range(7)])
    stack, is_fitted = fit_clinic(others)
    assert not is_fitted
    assert stack.level.patients == 0
    assert stack.weight == 0.5
