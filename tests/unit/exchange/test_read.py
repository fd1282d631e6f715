"""Reading a folder: row-exact refusals, what is odd, and what is kept."""

import json

import pytest

from migrainedays.diary import DiaryDay, Intake
from migrainedays.errors import InputRefused, WrongUse
from migrainedays.exchange import read_folder, write_folder
from migrainedays.exchange.courses import courses_of
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Person
from tests.diaries import folder_with

PATIENTS = "patient,zone\nAnna,Europe/Paris\nBen,\n"


@pytest.fixture
def folder(tmp_path):
    """A function that writes named files and reads the folder."""

    def write(**files):
        (tmp_path / "patients.csv").write_text(files.pop("patients", PATIENTS), encoding="utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_folder(tmp_path)

    return write


def only(problems):
    (problem,) = problems
    return problem


def test_a_missing_folder_is_wrong_use(tmp_path):
    with pytest.raises(WrongUse, match="There is no folder"):
        read_folder(tmp_path / "nowhere")


def test_a_folder_needs_patients(tmp_path):
    with pytest.raises(InputRefused, match=r"patients\.csv"):
        read_folder(tmp_path)


def test_a_refused_row_is_named_by_table_line_column_value_and_reason(folder):
    read = folder(days="patient,date,minutes\nAnna,2026-01-01,1500\n")
    assert only(read.refused) == ("days", 2, "minutes", "1500", "is outside 0 to 1440")
    assert read.values(DiaryDay) == []
    assert read.rows["days"] == 1


def test_each_bad_cell_of_a_row_is_named(folder):
    read = folder(days="patient,date,minutes,headache\nAnna,someday,long,perhaps\n")
    assert [problem.column for problem in read.refused] == ["date", "minutes", "headache"]


def test_of_two_rows_with_one_key_the_first_is_kept_and_both_lines_are_named(folder):
    read = folder(days="patient,date,minutes\nAnna,2026-01-01,10\nAnna,2026-01-01,20\n")
    assert "line 2" in only(read.refused).reason
    assert "line 3" in only(read.refused).reason
    assert [day.minutes for day in read.values(DiaryDay)] == [10]


def test_a_row_of_an_unknown_patient_is_refused(folder):
    read = folder(days="patient,date\nEve,2026-01-01\n")
    assert only(read.refused).reason == "is not in the patients table"


def test_a_row_with_too_few_cells_is_refused(folder):
    assert (
        "2 cells where the header names 3"
        in only(folder(days="patient,date,minutes\nAnna,2026-01-01\n").refused).reason
    )


def test_lines_are_counted_as_an_editor_counts_them(folder):
    read = folder(goals='patient,goal,date\nAnna,"hair in\na ponytail",2026-01-01\nAnna,bright day,someday\n')
    assert only(read.refused).line == 4


def test_an_unknown_column_is_kept_out_and_said(folder):
    assert only(folder(days="patient,date,mood\nAnna,2026-01-01,fine\n").odd).column == "mood"


def test_semicolons_are_named(folder):
    assert "semicolons" in only(folder(days="patient;date\nAnna;2026-01-01\n").refused).reason


def test_a_lacking_key_column_is_named(folder):
    assert "lacks the column date" in only(folder(days="patient,headache\nAnna,true\n").refused).reason


def test_text_that_is_not_utf8_is_named(folder):
    assert "UTF-8" in only(folder(goals="patient,goal,date\nAnna,été,2026-01-01\n".encode("latin-1")).refused).reason


def test_a_mark_at_the_beginning_is_passed_over_and_said(folder):
    read = folder(days="\ufeffpatient,date\nAnna,2026-01-01\n".encode())
    assert "byte-order mark" in only(read.odd).reason
    assert len(read.values(DiaryDay)) == 1


def test_a_mark_within_a_cell_is_refused(folder):
    assert "byte-order mark" in only(folder(days="patient,date\nAnna,\ufeff2026-01-01\n").refused).reason


def test_windows_line_ends_are_what_the_standard_says(folder):
    read = folder(days="patient,date\r\nAnna,2026-01-01\r\nAnna,2026-01-02\r\n")
    assert (len(read.values(DiaryDay)), read.refused) == (2, ())


def test_a_moment_without_offset_takes_the_patients_zone_and_without_zone_is_refused(folder):
    read = folder(days="patient,date,entered_at\nAnna,2026-07-01,2026-07-01T22:00\nBen,2026-07-01,2026-07-01T22:00\n")
    assert read.values(DiaryDay)[0].entered_at.isoformat() == "2026-07-01T22:00:00+02:00"
    assert "no offset" in only(read.refused).reason


def test_an_injection_without_its_session_is_refused(folder):
    read = folder(injections="patient,session,muscle,side,site,units\nAnna,1,temporalis,left,1,5\n")
    assert "no session 1" in only(read.refused).reason


def test_a_total_that_differs_from_its_injections_is_odd(folder):
    read = folder(
        sessions="patient,session,date,total_units\nAnna,1,2026-01-01,10\n",
        injections="patient,session,muscle,side,site,units\nAnna,1,temporalis,left,1,5\n",
    )
    assert only(read.odd).reason == "differs from the sum of its injections, 5"


def test_a_lacking_intakes_table_means_not_asked(folder):
    assert [course.diary.intakes_kept for course in courses_of(folder())] == [False, False]
    assert [course.diary.intakes_kept for course in courses_of(folder(intakes="patient,date,drug\n"))] == [True, True]


def test_an_intake_without_a_number_is_the_first(folder):
    read = folder(intakes="patient,date,drug\nAnna,2026-01-01,sumatriptan\n")
    assert read.values(Intake)[0].intake == 1


def test_a_package_says_where_each_table_lies(tmp_path):
    write_folder(tmp_path / "out", [Person(patient="Anna")])
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert [resource["name"] for resource in package["resources"]] == ["patients"]
    assert read_folder(tmp_path / "out").patients == ["Anna"]


@pytest.mark.parametrize(("path", "words"), [("../secret.csv", "outside its folder"), ("none.csv", "no such file")])
def test_a_package_that_points_elsewhere_is_refused(tmp_path, path, words):
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [{"name": "patients", "path": path}]}))
    with pytest.raises(InputRefused, match=words):
        read_folder(tmp_path)


def test_a_broken_package_is_refused(tmp_path):
    (tmp_path / "datapackage.json").write_text("{")
    with pytest.raises(InputRefused, match="cannot be read"):
        read_folder(tmp_path)


def test_parquet_is_read_by_the_same_rules(tmp_path):
    import polars

    polars.DataFrame({"patient": ["Anna"], "zone": ["Europe/Paris"]}).write_parquet(tmp_path / "patients.parquet")
    days = {
        "patient": ["Anna", "Anna"],
        "date": ["2026-01-01", "2026-01-02"],
        "minutes": [90, 9000],
        "headache": [True, None],
    }
    polars.DataFrame(days).write_parquet(tmp_path / "days.parquet")
    read = read_folder(tmp_path)
    assert [day.minutes for day in read.values(DiaryDay)] == [90]
    assert only(read.refused).line == 3


def test_an_existing_folder_is_never_written_over(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WrongUse, match="not empty"):
        write_folder(tmp_path, [Person(patient="Anna")])


def test_progress_adds_up_to_the_rows(tmp_path):
    days = "".join(f"Anna,20{year:02}-01-01,true\n" for year in range(10, 90))
    (tmp_path / "patients.csv").write_text(PATIENTS)
    (tmp_path / "days.csv").write_text("patient,date,headache\n" + days)
    told: list[int] = []
    read_folder(tmp_path, progress=told.append)
    assert sum(told) == 82


def test_values_in_memory_make_the_same_folder():
    folder = folder_of([Person(patient="Anna")], present=[Intake])
    assert folder.patients == ["Anna"]
    assert folder.has(Intake)
    assert not folder.has(DiaryDay)


def test_a_cell_that_recurs_is_judged_on_each_line(tmp_path):
    """What was read once is remembered; what was refused once is refused again, and bounds are looked at each time."""
    rows = ["2026-01-01,true,60,2", "2026-01-02,true,60,2", "2026-01-03,maybe,60,2", "2026-01-04,maybe,60,9"]
    days = "\n".join(["patient,date,headache,minutes,peak", *(f"Anna,{row}" for row in rows), "Anna,2026-01-05,,,9"])
    read = read_folder(folder_with(tmp_path / "folder", patients="patient\nAnna", days=days))
    assert [(value.headache, value.minutes, value.peak) for value in read.values(DiaryDay)] == [(True, 60, 2)] * 2
    assert [(p.line, p.column, p.value) for p in read.refused] == [
        (4, "headache", "maybe"),
        (5, "headache", "maybe"),
        (6, "peak", "9"),
    ]


def test_a_moment_that_recurs_takes_each_row_s_own_zone(tmp_path):
    """`08:00` of two patients is not one moment."""
    days = "patient,date,entered_at\nAnna,2026-01-01,2026-01-02T08:00\nBen,2026-01-01,2026-01-02T08:00"
    patients = "patient,zone\nAnna,Europe/Paris\nBen,America/New_York"
    read = read_folder(folder_with(tmp_path / "folder", patients=patients, days=days))
    anna, ben = (value.entered_at for value in read.values(DiaryDay))
    assert [str(at.utcoffset()) for at in (anna, ben)] == ["1:00:00", "-1 day, 19:00:00"]
    assert (ben - anna).total_seconds() == 6 * 3600


def test_more_different_cells_than_are_remembered_are_all_read(tmp_path, monkeypatch):
    monkeypatch.setattr("migrainedays.exchange.read.MOST_KNOWN", 3)
    rows = [f"Anna,2026-01-{n:02},true,{n}" for n in range(1, 29)]
    days = "\n".join(["patient,date,headache,minutes", *rows])
    read = read_folder(folder_with(tmp_path / "folder", patients="patient\nAnna", days=days))
    assert [value.minutes for value in read.values(DiaryDay)] == list(range(1, 29))
