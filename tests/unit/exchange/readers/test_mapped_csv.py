"""Any CSV: separators, marks, decimal commas, quoted newlines, guessed and given columns."""

import datetime as dt

import pytest

from migrainedays.diary import Attack, DiaryDay, Exposure, Intake
from migrainedays.errors import WrongUse
from migrainedays.exchange.readers import DatesAmbiguous
from tests.unit.exchange.readers.files import GERMAN
from tests.unit.exchange.readers.reading import Reading


def test_a_day_diary_with_semicolons_a_mark_and_decimal_commas(read: Reading) -> None:
    found = read("csv", GERMAN)
    days = {day.date.day: (day.headache, day.peak) for day in found.all(DiaryDay)}
    assert days == {13: (True, 2), 14: (False, None)}
    assert [intake.drug for intake in found.all(Intake)] == ["sumatriptan", "naproxen"]


def test_an_answer_that_is_neither_yes_nor_no_is_left_out_and_told(read: Reading) -> None:
    [problem] = [p for p in read("csv", GERMAN).imported.odd if p.column == "headache"]
    assert (problem.value, problem.line) == ("vielleicht", 5)


def test_guessed_columns_are_shown_in_the_preview(read: Reading) -> None:
    becomes = {use.column: use.becomes for use in read("csv", GERMAN).imported.preview}
    assert becomes["Datum"] == "days.date"
    assert becomes["Bemerkung"] == "kept aside"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_any_usual_encoding(read: Reading, encoding: str) -> None:
    text = GERMAN.removeprefix("\ufeff").encode(encoding)
    assert [day.date.day for day in read("csv", text).all(DiaryDay)] == [13, 14]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_separator(read: Reading, separator: str) -> None:
    text = "date,headache,pain\n2026-01-05,yes,7\n2026-01-06,no,\n".replace(",", separator)
    assert [day.headache for day in read("csv", text).all(DiaryDay)] == [True, False]


def test_a_list_of_dates_and_nothing_else_is_a_list_of_days_with_headache(read: Reading) -> None:
    found = read("csv", "date,pain\n2026-01-05,4\n2026-01-20,8\n")
    assert [(day.date.day, day.headache) for day in found.all(DiaryDay)] == [(5, True), (20, True)]


def test_a_pain_of_zero_in_a_day_diary_is_no_headache(read: Reading) -> None:
    assert [day.headache for day in read("csv", "date,pain\n2026-01-05,0\n2026-01-06,8\n").all(DiaryDay)] == [
        False,
        True,
    ]


def test_columns_can_be_given(read: Reading) -> None:
    text = "wann,bis,wie,womit\n05.01.2026 22:00,06.01.2026 01:00,2,Zolmitriptan\n25.01.2026 10:00,,1,\n"
    columns = {"start": "wann", "end": "bis", "peak": "wie", "medicines": "womit"}
    found = read("csv", text, columns=columns, zone="Europe/Vienna")
    [attack] = found.all(Attack)
    assert (attack.peak, attack.ended_at - attack.started_at) == (2, dt.timedelta(hours=3))
    assert [day.date.day for day in found.all(DiaryDay)] == [25]
    assert [intake.drug for intake in found.all(Intake)] == ["zolmitriptan"]


def test_date_and_times_of_day_in_columns_of_their_own(read: Reading) -> None:
    text = "Date,Start Time,End Time,Pain Level,Triggers\n2026-01-05,11:30 PM,1:00 AM,6,Missed meal\n"
    found = read("csv", text)
    [attack] = found.all(Attack)
    assert attack.started_at.isoformat() == "2026-01-05T23:30:00+00:00"
    assert attack.ended_at.isoformat() == "2026-01-06T01:00:00+00:00"
    assert [exposure.factor for exposure in found.all(Exposure)] == ["missed_meal"]


@pytest.mark.parametrize(("header", "cell"), [("Duration (hours)", "1,5"), ("Duration", "01h 30m")])
def test_a_duration_in_hours_or_in_words(read: Reading, header: str, cell: str) -> None:
    [attack] = read("csv", f'Start;{header}\n2026-01-05 10:00;"{cell}"\n').all(Attack)
    assert attack.ended_at - attack.started_at == dt.timedelta(minutes=90)


def test_a_pain_that_never_exceeds_three_is_told(read: Reading) -> None:
    found = read("csv", "date,pain\n2026-01-05,1\n2026-01-06,3\n")
    assert any("map it as peak" in problem.reason for problem in found.imported.odd)


def test_symptoms_and_places_are_understood(read: Reading) -> None:
    text = 'date,symptoms,location\n2026-01-05,"vomiting, photophobia",left temple\n'
    [day] = read("csv", text).all(DiaryDay)
    assert (day.vomiting, day.photophobia, day.unilateral) == (True, True, True)


@pytest.mark.parametrize(
    ("text", "columns", "sentence"),
    [
        ("when,what\n2026-01-05,x\n", {}, "No column tells when"),
        ("when,what\n2026-01-05,x\n", {"date": "whenever"}, "no column whenever"),
        ("when,what\n2026-01-05,x\n", {"moon": "what"}, "moon is no role"),
        ("", {}, "is empty"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(read: Reading, text: str, columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(WrongUse, match=sentence):
        read("csv", text, columns=columns)


@pytest.mark.parametrize("row", ["2026-01-05,12", "2026-01-05,ten", "someday,5"])
def test_a_row_that_cannot_be_read_is_refused(read: Reading, row: str) -> None:
    found = read("csv", f"date,pain\n{row}\n2026-02-01,5\n")
    assert [problem.line for problem in found.imported.refused] == [2]
    assert len(found.all(DiaryDay)) == 1


def test_an_ambiguous_file_is_asked(read: Reading) -> None:
    with pytest.raises(DatesAmbiguous):
        read("csv", "date,pain\n01/02/2026,5\n03/04/2026,6\n")
