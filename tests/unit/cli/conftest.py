"""A command line to run, and a small diary of two people to run it on."""

from pathlib import Path

import pytest

from tests.diaries import folder_with
from tests.unit.cli.running import Run, runner

PATIENTS = "patient,zone,birth_year\nAnna,Europe/Paris,1984\nBen,,"
DAYS = """patient,date,headache,minutes,peak,unilateral,pulsating,nausea
Anna,2026-01-01,true,300,2,true,true,true
Anna,2026-01-02,false,,,,,
Anna,2026-01-04,true,60,1,,,
Ben,2026-01-01,,,,,,"""
INTAKES = "patient,date,drug,purpose\nAnna,2026-01-01,sumatriptan,acute\nAnna,2026-01-04,moonstone,"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Anna: a migraine day, a free day, a gap, a headache with a drug that nobody knows. Ben: a day, unanswered."""
    return folder_with(tmp_path / "folder", patients=PATIENTS, days=DAYS, intakes=INTAKES)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The same diary with a day of 1500 minutes."""
    return folder_with(tmp_path / "broken", patients=PATIENTS, days=DAYS.replace(",300,", ",1500,"), intakes=INTAKES)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A patient of whom nothing was entered."""
    return folder_with(tmp_path / "empty", patients="patient\nAnna")
