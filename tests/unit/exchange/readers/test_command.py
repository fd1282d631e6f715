"""`migrainedays import KIND FILE OUT`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from migrainedays.cli.main import commands
from migrainedays.diary import Attack
from migrainedays.errors import InputRefused, WrongUse
from migrainedays.exchange import read_folder
from migrainedays.exchange.readers import READERS, DatesAmbiguous
from tests.unit.exchange.readers.files import GERMAN, MIGRAINE_BUDDY, MIGRAINE_BUDDY_OLD


def run(folder: Path, kind: str, text: str, *options: str) -> Result:
    (folder / "export.csv").write_text(text, encoding="utf-8")
    arguments = ["import", kind, str(folder / "export.csv"), *options]
    return CliRunner().invoke(commands, arguments, catch_exceptions=False, standalone_mode=False)


def test_a_file_becomes_an_exchange_folder(tmp_path: Path) -> None:
    result = run(tmp_path, "migraine-buddy", MIGRAINE_BUDDY, str(tmp_path / "out"), "--patient", "P7")
    folder = read_folder(tmp_path / "out")
    assert folder.patients == ["P7"]
    assert len(folder.values(Attack)) == 3
    assert result.stdout == ""
    assert (tmp_path / "out" / "origin.json").is_file()


def test_a_preview_shows_the_columns_and_writes_nothing(tmp_path: Path) -> None:
    result = run(tmp_path, "migraine-buddy", MIGRAINE_BUDDY, "--preview")
    assert "Geohash" in result.stdout
    assert "dropped" in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["export.csv"]


def test_refused_rows_stop_it_unless_valid_ones_are_enough(tmp_path: Path) -> None:
    text = MIGRAINE_BUDDY_OLD.replace(",4,", ",14,")
    with pytest.raises(InputRefused, match="1 rows are refused"):
        run(tmp_path, "migraine-buddy", text, str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()
    run(tmp_path, "migraine-buddy", text, str(tmp_path / "out"), "--accept-valid")
    assert len(read_folder(tmp_path / "out").values(Attack)) == 1


def test_where_nobody_sits_at_the_keyboard_an_ambiguous_file_says_what_to_add(tmp_path: Path) -> None:
    text = MIGRAINE_BUDDY_OLD.replace("16/11", "06/11")
    with pytest.raises(DatesAmbiguous, match="--date-order"):
        run(tmp_path, "migraine-buddy", text, str(tmp_path / "out"))
    run(tmp_path, "migraine-buddy", text, str(tmp_path / "out"), "--date-order", "day-first")


def test_columns_are_mapped_by_role(tmp_path: Path) -> None:
    text = GERMAN.replace("Datum", "Wann")
    run(tmp_path, "csv", text, str(tmp_path / "out"), "--column", "date=Wann", "--column", "headache=Kopfschmerzen")
    assert read_folder(tmp_path / "out").rows["days"] == 2
    with pytest.raises(WrongUse, match="has no “=”"):
        run(tmp_path, "csv", text, str(tmp_path / "other"), "--column", "date")


def test_without_a_folder_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Name the folder"):
        run(tmp_path, "csv", GERMAN)


def test_help_names_every_kind() -> None:
    result = CliRunner().invoke(commands, ["import", "--help"])
    assert all(kind in result.output for kind in READERS)
