"""Each column of each table is tried with what it cannot hold; each refusal is a sentence, and exit code 3.

The cases are made from the declared columns, so that a new column is tried as soon as it exists.
"""

import csv
import json

import pytest

from migrainedays.columns import Column, columns_of, key_of
from migrainedays.errors import InputRefused
from migrainedays.exchange import read_folder
from migrainedays.exchange.tables import TABLES
from tests.diaries import run

# One sound cell for each key column, and for what a table cannot do without.
SOUND = {
    "patient": "Anna", "date": "2026-01-05", "attack": "a", "started_at": "2026-01-05T10:00+01:00",
    "drug": "sumatriptan", "factor": "stress", "session": "1", "muscle": "frontalis", "side": "left", "site": "1",
    "vial": "v1", "condition": "allergy", "asked_on": "2026-01-05", "scale": "gad7", "started_on": "2026-01-05",
    "goal": "a ponytail", "event": "ptosis", "onset_on": "2026-01-05", "item": "1", "intake": "1", "occurrence": "1",
}  # fmt: skip
WRONG_TYPE = {
    "integer": ("three", "2.5", "1e3", "٣"),
    "number": ("many", "2,5", "nan", "inf"),
    "units": ("many", "NaN"),
    "boolean": ("maybe", "1", "yes"),
    "answer": ("maybe", "1"),
    "date": ("05/01/2026", "2026-02-30", "yesterday", "20260105", "2026-1-5"),
    "span": ("spring", "2026-13", "2026-02-30"),
    "datetime": ("noon", "2026-01-05", "10:00", "2026-01-05T25:00+01:00"),
    "choice": ("something else",),
    "many": ("something else", "visual,sensory"),
    "zone": ("Middle Earth",),
}
MARK = "\ufeff"


def rows_of(name: str, *rows: dict[str, str]) -> list[list[str]]:
    """Header and rows of a table; what a row does not give is sound where it must be there, and blank elsewhere."""
    columns = columns_of(TABLES[name])
    needed = {c for c in columns if columns[c].key} | ({"started_at"} & set(columns)) | _needed(name)
    return [list(columns)] + [[row.get(c, SOUND[c] if c in needed else "") for c in columns] for row in rows]


def _needed(name: str) -> set[str]:
    return {"date"} if name == "sessions" else set()


def write(path, tables: dict[str, list[list[str]]], ending: str = "\r\n", delimiter: str = ","):
    path.mkdir(exist_ok=True)
    for name, rows in tables.items():
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator=ending, delimiter=delimiter).writerows(rows)
    return path


def folder(path, name: str, *rows: dict[str, str], **options):
    """A folder that is sound but for the rows given."""
    tables = {"patients": rows_of("patients", {})} if name != "patients" else {}
    if name == "injections":
        tables["sessions"] = rows_of("sessions", {})
    return write(path, tables | {name: rows_of(name, *rows)}, **options)


def wrong_cells():
    """Table, column and a cell that it cannot hold."""
    for name, value_class in TABLES.items():
        for column_name, column in columns_of(value_class).items():
            for cell in (*WRONG_TYPE.get(column.kind, ()), *outside(column)):
                yield name, column_name, cell


def outside(column: Column):
    """Cells beyond a column's bounds, and beyond the years in which a diary can lie."""
    if column.kind in ("integer", "number", "units"):
        if column.low is not None:
            yield str(column.low - 1)
        if column.high is not None:
            yield str(column.high + 1)
    if column.kind == "units":
        yield "2.55"
    if column.kind in ("date", "span"):
        yield "1026-01-05"
    if column.kind == "datetime":
        yield "2926-01-05T10:00+01:00"


@pytest.mark.parametrize(("name", "column", "cell"), list(wrong_cells()))
def test_a_cell_that_the_column_cannot_hold_is_refused_by_name(tmp_path, name, column, cell):
    found = read_folder(folder(tmp_path / "f", name, {column: cell}))
    (problem,) = [p for p in found.refused if p.table == name]
    assert (problem.line, problem.column) == (2, column)
    assert problem.value == cell
    assert len(problem.reason) > 8
    assert found.tables[name] == ()


@pytest.mark.parametrize(("name", "column"), [(n, c) for n, v in TABLES.items() for c in columns_of(v)])
def test_a_stray_byte_order_mark_in_a_cell_is_refused(tmp_path, name, column):
    found = read_folder(folder(tmp_path / "f", name, {column: f"{MARK}{SOUND.get(column, '1')}"}))
    problem = next(p for p in found.refused if p.table == name)
    assert (problem.line, problem.column) == (2, column)
    assert "byte-order mark" in problem.reason


@pytest.mark.parametrize("name", TABLES)
def test_a_sound_row_is_kept(tmp_path, name):
    found = read_folder(folder(tmp_path / "f", name, {}))
    assert found.refused == ()
    assert len(found.tables[name]) == 1


@pytest.mark.parametrize("name", TABLES)
def test_the_same_key_twice_is_refused_with_both_lines(tmp_path, name):
    found = read_folder(folder(tmp_path / "f", name, {}, {}))
    (problem,) = found.refused
    assert (problem.table, problem.line) == (name, 3)
    assert problem.column == "+".join(key_of(TABLES[name]))
    assert "line 2" in problem.reason
    assert "line 3" in problem.reason
    assert len(found.tables[name]) == 1


@pytest.mark.parametrize("name", [n for n, v in TABLES.items() if "patient" in columns_of(v) and n != "patients"])
def test_an_unknown_patient_is_refused(tmp_path, name):
    found = read_folder(folder(tmp_path / "f", name, {"patient": "Nobody"}))
    (problem,) = found.refused
    assert (problem.column, problem.value) == ("patient", "Nobody")
    assert problem.reason == "is not in the patients table"


@pytest.mark.parametrize(
    ("name", "column"),
    [(n, c) for n, v in TABLES.items() for c, column in columns_of(v).items() if column.key and column.default is None],
)
def test_a_blank_key_is_refused(tmp_path, name, column):
    found = read_folder(folder(tmp_path / "f", name, {column: ""}))
    problem = next(p for p in found.refused if p.table == name)
    assert (problem.line, problem.column) == (2, column)
    assert "missing" in problem.reason


@pytest.mark.parametrize(
    ("name", "column"),
    [(n, c) for n, v in TABLES.items() for c, column in columns_of(v).items() if column.key and column.default is None],
)
def test_a_lacking_key_column_is_refused(tmp_path, name, column):
    path = folder(tmp_path / "f", name, {})
    rows = rows_of(name, {})
    place = rows[0].index(column)
    write(path, {name: [row[:place] + row[place + 1 :] for row in rows]})
    found = read_folder(path)
    problem = next(p for p in found.refused if p.table == name)
    assert problem.line == 1
    assert f"lacks the column {column}" in problem.reason


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize(("delimiter", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_another_delimiter_is_named(tmp_path, name, delimiter, word):
    path = folder(tmp_path / "f", name, {})
    write(path, {name: rows_of(name, {})}, delimiter=delimiter)
    found = read_folder(path)
    problem = next(p for p in found.refused if p.table == name)
    assert word in problem.reason
    assert found.tables[name] == ()


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_either_line_end_is_accepted(tmp_path, name, ending):
    found = read_folder(folder(tmp_path / "f", name, {}, ending=ending))
    assert found.refused == ()
    assert len(found.tables[name]) == 1


@pytest.mark.parametrize("name", TABLES)
def test_a_mark_before_the_file_is_passed_over_and_told(tmp_path, name):
    path = folder(tmp_path / "f", name, {})
    file = path / f"{name}.csv"
    file.write_bytes(MARK.encode() + file.read_bytes())
    found = read_folder(path)
    assert found.refused == ()
    assert [(p.table, p.line) for p in found.odd] == [(name, 1)]
    assert "byte-order mark" in found.odd[0].reason


@pytest.mark.parametrize("name", TABLES)
def test_another_encoding_is_refused(tmp_path, name):
    path = folder(tmp_path / "f", name, {})
    file = path / f"{name}.csv"
    file.write_bytes(file.read_bytes() + b"\xe9t\xe9")
    problem = next(p for p in read_folder(path).refused if p.table == name)
    assert "UTF-8" in problem.reason


@pytest.mark.parametrize("name", TABLES)
def test_a_row_with_too_many_or_too_few_cells_is_refused(tmp_path, name):
    rows = rows_of(name, {})
    for row in ([*rows[1], "more"], rows[1][:-1]):
        path = folder(tmp_path / "f", name, {})
        write(path, {name: [rows[0], row]})
        problem = next(p for p in read_folder(path).refused if p.table == name)
        assert f"has {len(row)} cells where the header names {len(rows[0])}" in problem.reason


@pytest.mark.parametrize("name", TABLES)
def test_a_column_named_twice_is_refused_and_an_unknown_one_kept_out(tmp_path, name):
    rows = rows_of(name, {})
    path = folder(tmp_path / "f", name, {})
    write(path, {name: [[*row, row[0]] for row in rows]})
    problem = next(p for p in read_folder(path).refused if p.table == name)
    assert "twice" in problem.reason
    write(path, {name: [[*rows[0], "mood"], [*rows[1], "fine"]]})
    found = read_folder(path)
    assert [(p.table, p.column) for p in found.odd] == [(name, "mood")]
    assert len(found.tables[name]) == 1


@pytest.mark.parametrize("name", [n for n in TABLES if n != "patients"])
def test_the_commands_refuse_the_folder_as_a_whole_and_judge_nothing(tmp_path, name):
    path = folder(tmp_path / "f", name, {}, {})
    for command in ("classify", "diagnose"):
        code, out, err = run(command, path, "--json")
        assert (code, out) == (3, "")
        assert name in err
    code, out, _ = run("check", path, "--json")
    assert code == 3
    assert len(json.loads(out)["refused"]) == 1


# -- what two columns cannot be together -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "cells", "column"),
    [
        ("days", {"headache": "false", "minutes": "5"}, "minutes"),
        ("days", {"headache": "false", "peak": "1"}, "peak"),
        ("attacks", {"started_at": ""}, "started_at"),
        ("attacks", {"ended_at": "2026-01-05T09:00+01:00"}, "ended_at"),
        ("attacks", {"woke_free_at": "2026-01-05T09:00+01:00"}, "woke_free_at"),
        (
            "attacks",
            {"asleep_at": "2026-01-05T23:00+01:00", "woke_free_at": "2026-01-05T22:00+01:00"},
            "woke_free_at",
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(tmp_path, name, cells, column):
    (problem,) = read_folder(folder(tmp_path / "f", name, cells)).refused
    assert (problem.line, problem.column) == (2, column)


def test_a_moment_without_an_offset_needs_a_zone(tmp_path):
    bare = {"started_at": "2026-01-05T10:00"}
    (problem,) = read_folder(folder(tmp_path / "f", "attacks", bare)).refused
    assert "has no offset" in problem.reason
    path = write(
        tmp_path / "f", {"patients": rows_of("patients", {"zone": "Europe/Paris"}), "attacks": rows_of("attacks", bare)}
    )
    assert read_folder(path).refused == ()


def test_the_order_of_columns_never_matters(tmp_path):
    table = [["entered_at", "zone", "date", "patient"], ["2026-01-05T10:00", "Asia/Kolkata", "2026-01-05", "Anna"]]
    found = read_folder(write(tmp_path / "f", {"patients": rows_of("patients", {}), "days": table}))
    assert found.refused == ()
    (row,) = found.tables["days"]
    assert row.value.entered_at.isoformat() == "2026-01-05T10:00:00+05:30"


def test_without_patients_nothing_can_be_read(tmp_path):
    path = write(tmp_path / "f", {"days": rows_of("days", {})})
    with pytest.raises(InputRefused, match="patients"):
        read_folder(path)


def test_where_the_patients_cannot_be_read_nothing_else_is(tmp_path):
    path = folder(tmp_path / "f", "days", {})
    write(path, {"patients": rows_of("patients", {})}, delimiter=";")
    (problem,) = read_folder(path).refused
    assert problem.table == "patients"


def test_an_empty_file_is_a_table_without_its_columns(tmp_path):
    path = folder(tmp_path / "f", "days", {})
    (path / "days.csv").write_text("", encoding="utf-8")
    (problem,) = read_folder(path).refused
    assert "it has nothing" in problem.reason
