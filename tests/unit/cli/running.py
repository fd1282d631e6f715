"""Runs the command line as a shell does: through `main`, with an exit code and two streams."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from migrainedays.cli import main


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs `migrainedays` with these words."""

    def run(*words: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["migrainedays", *map(str, words)])
        code: object = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code
        printed = capsys.readouterr()
        return Ran(int(code or 0), printed.out, printed.err)  # type: ignore[call-overload]

    return run


def lines(text: str) -> list[str]:
    """The printed lines without the blanks behind them."""
    return [line.rstrip() for line in text.rstrip("\n").splitlines()]
