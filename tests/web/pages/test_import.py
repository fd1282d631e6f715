"""Importing a folder: row-exact problems first, nothing kept before somebody says so, nothing uploaded twice."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from migrainedays.clinic.records import queries
from migrainedays.clinic.web.incoming import shelf
from migrainedays.exchange import write_folder
from migrainedays.exchange.examples import read_kostecki_dillon

PEOPLE = "patient,birth_year\n7,1980\n8,1975\n"
DAYS = "patient,date,headache\n7,2026-01-01,true\n7,2026-01-02,false\n8,2026-01-01,true\n"
BAD_DAYS = DAYS + "7,2026-01-01,false\n8,2026-02-31,true\n"


def files(**tables):
    return {"files": [SimpleUploadedFile(f"{name}.csv", text.encode()) for name, text in tables.items()]}


def packed(prefix="folder/", **tables):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"{prefix}{name}.csv", text)
        archive.writestr("__MACOSX/._patients.csv", "noise")
        archive.writestr("notes.txt", "not a table")
    return {"files": [SimpleUploadedFile("folder.zip", out.getvalue())]}


def upload(screen, data, role="physician"):
    return screen.post(reverse("import"), data, role)


def test_several_files_are_looked_at_before_anything_is_kept(screen, physician):
    answer = upload(screen, files(patients=PEOPLE, days=DAYS))
    body = screen.get(answer.url).content.decode()
    assert "Every row can be taken in" in body
    assert 'id="count-headache">2<' in body
    assert "66.7 %" in body
    assert "acute drugs count as not asked" in body
    assert [found.number for found in queries.patients.search(physician)] == ["Anna", "Ben"]


def test_taken_in_it_stands_in_the_clinic_and_the_folder_is_gone(screen, physician):
    where = upload(screen, files(patients=PEOPLE, days=DAYS)).url
    body = screen.post(where, {"take": "1"}).content.decode()
    assert "Taken in" in body
    assert "days: 3" in body
    assert {"7", "8"} < {found.number for found in queries.patients.search(physician)}
    assert screen.get(where).status_code == 404


def test_the_same_folder_twice_changes_nothing(screen):
    for _ in range(2):
        where = upload(screen, files(patients=PEOPLE, days=DAYS)).url
        body = screen.post(where, {"take": "1"}).content.decode()
    assert "Nothing was new" in body


def test_a_zip_is_opened_and_what_is_no_table_is_left_out(screen):
    where = upload(screen, packed(patients=PEOPLE, days=DAYS)).url
    assert "Every row can be taken in" in screen.get(where).content.decode()


def test_refused_rows_are_named_and_nothing_goes_on_without_a_word(screen, physician):
    where = upload(screen, files(patients=PEOPLE, days=BAD_DAYS)).url
    body = " ".join(screen.get(where).content.decode().split())
    assert "2 rows cannot be taken in" in body
    assert '<td class="num">5</td>' in body
    assert "the same key stands on line 2 and again on line 5" in body
    assert "2026-02-31" in body
    assert "is a date that does not exist" in body
    answer = screen.post(where, {"take": "1"})
    assert answer.status_code == 422
    assert "Tick this to go on" in answer.content.decode()
    assert len(queries.patients.search(physician)) == 2

    taken = screen.post(where, {"take": "1", "accept": "1"}).content.decode()  # no second upload
    assert "days: 3" in taken


def test_rows_that_differ_are_listed_and_written_only_where_asked(screen, physician):
    screen.post(upload(screen, files(patients=PEOPLE, days=DAYS)).url, {"take": "1"})
    other = files(patients=PEOPLE, days=DAYS.replace("7,2026-01-02,false", "7,2026-01-02,true"))
    body = screen.post(upload(screen, other).url, {"take": "1"}).content.decode()
    assert "1 row differs" in body
    assert "headache" in re.search(r"<li>(days 7[^<]*)</li>", body).group(1)
    other = files(patients=PEOPLE, days=DAYS.replace("7,2026-01-02,false", "7,2026-01-02,true"))
    screen.post(upload(screen, other).url, {"take": "1", "update": "1"})
    patient = next(found.id for found in queries.patients.search(physician) if found.number == "7")
    assert all(day.headache for day in queries.course(physician, patient).diary.days)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Choose the files first"),
        ({"files": [SimpleUploadedFile("photo.jpg", b"x")]}, "None of these files is a table"),
        ({"files": [SimpleUploadedFile("folder.zip", b"no zip")]}, "cannot be opened"),
        ({"files": [SimpleUploadedFile("patients.csv", b"")]}, "empty"),
    ],
)
def test_what_is_no_folder_is_told_beside_the_field(screen, data, says):
    for file in data.get("files", ()):
        file.seek(0)
    answer = upload(screen, data)
    assert answer.status_code == 422
    assert says in re.search(r'<p class="error" id="id_files_error">([^<]*)<', answer.content.decode()).group(1)


def test_days_without_patients_are_refused_in_words(screen):
    where = upload(screen, files(days=DAYS)).url
    assert "holds no patients table" in screen.get(where).content.decode()


def test_a_folder_can_be_put_away(screen):
    where = upload(screen, files(patients=PEOPLE)).url
    assert screen.post(where, {"discard": "1"}).url == reverse("import")
    assert screen.get(where).status_code == 404


def test_a_waiting_folder_is_its_owners_alone(screen):
    where = upload(screen, files(patients=PEOPLE)).url
    assert screen.get(where, "injector").status_code == 404


def test_what_waited_for_a_day_is_cleared(screen, monkeypatch):
    where = upload(screen, files(patients=PEOPLE)).url
    monkeypatch.setattr(shelf, "WAITS", -1)
    upload(screen, files(patients=PEOPLE))
    assert screen.get(where).status_code == 404


def test_no_path_leads_out_of_the_shelf(screen, physician):
    where = upload(screen, packed(prefix="../../../", patients=PEOPLE)).url
    folder = shelf.find(where.rstrip("/").split("/")[-1], physician.pk)
    assert [file.name for file in folder.iterdir()] == ["patients.csv"]


def test_the_public_diary_is_counted_on_the_page_as_on_the_command_line(screen, physician, tmp_path):
    """4,152 rows, 4,151 kept, 133 patients, 2,666 headache days (64.2 %); both lines of the duplicate are named."""
    out = tmp_path / "diary"
    write_folder(out, read_kostecki_dillon())
    tables = [SimpleUploadedFile(file.name, file.read_bytes()) for file in sorted(out.glob("*.csv"))]
    where = upload(screen, {"files": tables}).url
    looked = " ".join(screen.get(where).content.decode().split())
    assert "1 row cannot be taken in" in looked
    assert re.search(r"the same key stands on line \d+ and again on line \d+", looked)
    taken = screen.post(where, {"take": "1", "accept": "1"}).content.decode()
    for counted in ('id="count-patients">133<', 'id="count-days">4151<', 'id="count-headache">2666<', "64.2 %"):
        assert counted in taken
    assert len(queries.patients.search(physician)) == 133 + 2
