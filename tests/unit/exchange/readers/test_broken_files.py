"""Files that are cut, damaged or made to harm: each is read as far as it goes, or refused in a sentence."""

import datetime as dt
import io
import zipfile

import pytest

from migrainedays.diary import Attack, DiaryDay, Intake
from migrainedays.errors import InputRefused
from tests.unit.exchange.readers.files import APPLE, MIGRAINEBOT, apple, apple_record, page
from tests.unit.exchange.readers.reading import Reading

LINK_HEADER = "<table><tr><td>#</td><td>Started</td><td>Lasted</td></tr>"


# -- rows cut short ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "header", "column"),
    [
        ("migrainebot", "pain,end,start", "start"),
        ("cluster-headache-tracker", "intensity,end_time,start_time", "start_time"),
        ("migraine-buddy", "Pain Level,Lasted,Started", "Started"),
    ],
)
def test_a_row_that_ends_before_its_start_is_refused_by_its_line(
    read: Reading, kind: str, header: str, column: str
) -> None:
    found = read(kind, f"{header}\n5,\n6,,2026-01-13 10:00\n")
    [problem] = found.imported.refused
    assert (problem.table, problem.line, problem.column, problem.value) == ("attacks", 2, column, "")
    assert [day.date for day in found.all(DiaryDay)] == [dt.date(2026, 1, 13)]


def test_a_row_of_a_page_that_ends_before_its_start_is_refused(read: Reading) -> None:
    found = read("migraine-buddy-link", f"{LINK_HEADER}<tr><td>7</td></tr>")
    assert found.refused == ["attacks, line 1, Started: is not a date when read year-first"]


def test_cells_beyond_the_header_are_left(read: Reading) -> None:
    [attack] = read("migrainebot", "start,end,pain\n2026-01-13 10:00,2026-01-13 11:00,5,extra,more\n").all(Attack)
    assert attack.peak == 2


# -- durations that nobody can have ------------------------------------------------------------------------
@pytest.mark.parametrize("lasted", ["999999999999d", "99999999d", "9999999999h", "100000m"])
def test_a_duration_beyond_any_life_is_refused(read: Reading, lasted: str) -> None:
    found = read("migraine-buddy", f"Started,Lasted\n2026-01-13 10:00,{lasted}\n")
    assert found.refused == [f"attacks, line 2, Lasted: '{lasted}' is not a duration such as 01h 30m"]


def test_a_duration_that_ends_after_the_last_year_is_refused_by_its_end(read: Reading) -> None:
    [problem] = read("migraine-buddy", "Started,Lasted\n2026-01-13 10:00,99999d\n").imported.refused
    assert (problem.line, problem.column) == (2, "ended_at")
    assert problem.reason == "lies outside the years 1900 to 2200"


@pytest.mark.parametrize("hours", ["inf", "nan", "1e300", "-1", "five", "100000"])
def test_hours_that_are_no_number_of_hours_are_refused(read: Reading, hours: str) -> None:
    found = read("csv", f"Start,Hours\n2026-01-13 10:00,{hours}\n")
    assert found.refused == ["attacks, line 2: a cell of this row is not a number of hours such as 1.5"]


@pytest.mark.parametrize(("hours", "minutes"), [("1.5", 90), ("0,25", 15), ("12", 720), ("0", 0), (" 2 ", 120)])
def test_hours_are_taken_to_the_minute(read: Reading, hours: str, minutes: int) -> None:
    [attack] = read("csv", f'Start;Hours\n2026-01-13 10:00;"{hours}"\n').all(Attack)
    assert attack.ended_at is not None
    assert attack.ended_at - attack.started_at == dt.timedelta(minutes=minutes)


@pytest.mark.parametrize("word", ["Ongoing", "still going", "In progress"])
def test_in_any_csv_too_the_latest_attack_may_still_be_going_on(read: Reading, word: str) -> None:
    found = read("csv", f"Start,Lasted\n2026-01-13 10:00,{word}\n2026-01-20 10:00,{word}\n")
    assert [(a.started_at.day, a.ended_at) for a in found.all(Attack)] == [(20, None)]
    assert [day.date.day for day in found.all(DiaryDay)] == [13]
    assert found.odd == ["days, line 2: '2026-01-13' has no end; it was taken as a day with headache"]


# -- pages -------------------------------------------------------------------------------------------------
def test_a_page_may_leave_the_ends_of_its_cells_out(read: Reading) -> None:
    text = "<table><tr><td>#<td>Started<td>Lasted<tr><td>1<td>13/01/26 10:00<td>01h 00m<tr>loose words</table>"
    [attack] = read("migraine-buddy-link", text).all(Attack)
    assert attack.started_at.isoformat() == "2026-01-13T10:00:00+00:00"


@pytest.mark.parametrize("span", ["²", "0", "-3", "9" * 30, "1000000000", "wide"])
def test_a_width_that_is_none_counts_as_one_cell(read: Reading, span: str) -> None:
    header = LINK_HEADER.replace("<td>Lasted", f'<td colspan="{span}">Lasted')
    found = read("migraine-buddy-link", f"{header}<tr><td>1</td><td>13/01/26 10:00</td><td>01h 00m</td></tr>")
    assert [use.column for use in found.imported.preview] == ["#", "Started", "Lasted"]


def test_a_section_that_html_does_not_know_is_refused(read: Reading) -> None:
    with pytest.raises(InputRefused, match=r"cannot be read as HTML; save the page anew"):
        read("migraine-buddy-link", f"<![x[ {page()}")


# -- health exports ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["nobody-knows", "utf-7"])
def test_an_encoding_that_nobody_knows_is_refused(read: Reading, encoding: str) -> None:
    with pytest.raises(InputRefused, match="cannot be read as a health export"):
        read("apple-health", f'<?xml version="1.0" encoding="{encoding}"?><HealthData/>')


@pytest.mark.parametrize("zone", ["Europe", "Nowhere/Atall", "../../etc/passwd", "", " ", "A" * 5000])
def test_a_zone_that_does_not_exist_leaves_the_offset_of_the_file(read: Reading, zone: str) -> None:
    record = apple_record("Mild", "2026-03-02 05:00:00 +0100", "2026-03-02 06:00:00 +0100", zone=zone)
    [attack] = read("apple-health", apple(record)).all(Attack)
    assert attack.started_at.isoformat() == "2026-03-02T05:00:00+01:00"


@pytest.mark.parametrize("year", ["0001", "1899", "2201", "9999"])
@pytest.mark.parametrize("hour", ["00", "05"])
def test_a_year_beyond_any_life_is_refused_by_its_row_and_the_rest_is_kept(read: Reading, year: str, hour: str) -> None:
    start = f"{year}-01-01 00:00:00 +0100"
    record = apple_record("Mild", start, f"{year}-01-01 {hour}:00:00 +0100", zone="Pacific/Kiritimati")
    found = read("apple-health", APPLE.replace("</HealthData>", f"{record}</HealthData>"))
    [problem] = found.imported.refused
    assert (problem.column, problem.value, problem.reason) == (
        "startDate", start, "lies outside the years 1900 to 2200",
    )  # fmt: skip
    assert len(found.all(Attack)) == 2


# -- characters that nobody typed --------------------------------------------------------------------------
@pytest.mark.parametrize("stray", ["\0", "\ufeff"])
def test_marks_and_null_characters_are_taken_out(read: Reading, stray: str) -> None:
    text = f"start_time,end_time,intensity,medication\n2026-01-13 10:00,2026-01-13 11:00,5,suma{stray}triptan\n"
    assert [intake.drug for intake in read("cluster-headache-tracker", text).all(Intake)] == ["sumatriptan"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_give_the_same_letters(read: Reading, encoding: str) -> None:
    text = "start_time,end_time,intensity,medication\n2026-01-13 10:00,2026-01-13 11:00,5,Dafalgan für Céline\n"
    found = read("cluster-headache-tracker", text.encode(encoding))
    assert [intake.drug for intake in found.all(Intake)] == ["dafalgan für céline"]


def test_a_cell_that_a_spreadsheet_would_run_is_kept_as_words(read: Reading) -> None:
    text = "start_time,end_time,intensity,medication\n2026-01-13 10:00,2026-01-13 11:00,5,=cmd()\n"
    found = read("cluster-headache-tracker", text)
    assert [intake.drug for intake in found.all(Intake)] == ["=cmd()"]
    assert ("intakes", {"date": "2026-01-13", "drug": "'=cmd()", "intake": "1"}) in found.cells()


# -- archives ----------------------------------------------------------------------------------------------
def packed(name: str = "export.csv", text: str = MIGRAINEBOT) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return content.getvalue()


def test_a_packed_file_is_read_as_the_file_inside(read: Reading) -> None:
    plain, inside = read("migrainebot", MIGRAINEBOT), read("migrainebot", packed())
    assert inside.cells() == plain.cells()
    assert inside.imported.file_hash != plain.imported.file_hash, "the hash is that of the file as it was given"


@pytest.mark.parametrize(
    ("place", "byte"),
    [
        (0, 0),  # the head of the file inside
        (30, 0xFF),  # its name there, another than in the list
    ],
)
def test_an_archive_whose_heads_disagree_is_refused(read: Reading, place: int, byte: int) -> None:
    damaged = bytearray(packed())
    damaged[place] = byte
    with pytest.raises(InputRefused, match=r"export\.csv cannot be unpacked .* export it again"):
        read("migrainebot", bytes(damaged))


@pytest.mark.parametrize(
    ("offset", "value", "sentence"),
    [
        (6, 99, "cannot be unpacked"),  # a version of the future
        (10, 97, "cannot be unpacked"),  # a way of packing that nobody knows
        (8, 1, "locked with a password"),
    ],
)
def test_an_archive_that_cannot_be_opened_is_refused(read: Reading, offset: int, value: int, sentence: str) -> None:
    damaged = bytearray(packed())
    damaged[damaged.index(b"PK\x01\x02") + offset] = value
    with pytest.raises(InputRefused, match=sentence):
        read("migrainebot", bytes(damaged))


def test_an_archive_without_an_export_is_refused(read: Reading) -> None:
    with pytest.raises(InputRefused, match="holds 0 files that could be the export"):
        read("migrainebot", packed("picture.png"))
