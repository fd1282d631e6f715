"""How answers are printed: what a person wrote stands as it was written, numbers to the right, fractions exact."""

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from migrainedays.cli.output import COMPILING, json_text, print_json, print_table, say, working
from migrainedays.evidence import compiled
from tests.unit.cli.running import Run, lines


def printed(capsys: pytest.CaptureFixture[str], *rows: tuple[object, ...], title: str = "A title") -> list[str]:
    print_table(title, ["name", "value"], rows)
    return lines(capsys.readouterr().out)


def test_a_table_has_a_title_a_header_and_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, ("one", 1), ("two", None), ("three", 28)) == [
        "A title",
        "┏━━━━━━━┳━━━━━━━┓",
        "┃ name  ┃ value ┃",
        "┡━━━━━━━╇━━━━━━━┩",
        "│ one   │     1 │",
        "│ two   │       │",
        "│ three │    28 │",
        "└───────┴───────┘",
    ]


@pytest.mark.parametrize(
    ("cell", "right"), [("7.5", True), ("-3", True), ("50 %", True), ("7/10", False), ("?", False)]
)
def test_numbers_stand_to_the_right(capsys: pytest.CaptureFixture[str], cell: str, right: bool) -> None:
    [row] = [line for line in printed(capsys, ("a", cell)) if cell in line]
    assert row.startswith(f"│ a    │ {cell:>5} │" if right else f"│ a    │ {cell:<5} │")


@pytest.mark.parametrize("cell", ["[mg]", "[/]", "[/b]", "[bold]x[/bold]", ":pill:", "[link=https://x]", "a\\[b]"])
def test_brackets_and_colons_are_no_marks_of_style(capsys: pytest.CaptureFixture[str], cell: str) -> None:
    found = printed(capsys, (cell, 1), title=f"Title {cell}")
    assert any(f"│ {cell} " in line for line in found)
    assert " ".join(found[:2]).startswith("Title")
    assert "\x1b" not in "".join(found)


def test_a_drug_with_brackets_is_shown_by_check(run: Run, folder: Path) -> None:
    (folder / "intakes.csv").write_text("patient,date,drug,purpose\nAnna,2026-01-01,[/moon],acute\n", encoding="utf-8")
    done = run("check", folder)
    assert (done.code, done.err) == (0, "")
    assert "intakes, line 2, drug: '[/moon]' is not a drug that we know" in done.out


def test_a_patient_with_brackets_is_shown_by_evaluate(run: Run, folder: Path) -> None:
    for file in folder.glob("*.csv"):
        file.write_text(file.read_text(encoding="utf-8").replace("Anna", "[red]Anna[/]"), encoding="utf-8")
    assert "│ [red]Anna[/] │       3 │" in run("evaluate", folder).out


def test_a_document_is_json_with_fractions_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"rate28": Fraction(14, 20), "whole": Fraction(28), "name": "Zoë"})
    text = capsys.readouterr().out
    assert json.loads(text) == {"rate28": "7/10", "whole": "28", "name": "Zoë"}
    assert "Zoë" in text
    assert json_text({"a": Fraction(-1, 2)}) == '{"a": "-1/2"}'


def test_a_value_that_is_no_json_is_our_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TypeError, match="Path does not belong in a JSON answer"):
        print_json({"a": Path()})
    assert capsys.readouterr().out == ""


def test_what_is_said_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    say("A sentence.")
    assert capsys.readouterr() == ("", "A sentence.\n")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_our_fault_and_never_printed(
    capsys: pytest.CaptureFixture[str], number: float
) -> None:
    for show in (print_json, json_text):
        with pytest.raises(ValueError, match="Out of range float values are not JSON compliant"):
            show({"estimate": number})
    assert capsys.readouterr().out == ""


# -- while an answer is worked out ---------------------------------------------------------------------------
def test_a_file_sees_no_moving_sign(capsys: pytest.CaptureFixture[str]) -> None:
    with working("Comparing"):
        pass
    assert capsys.readouterr() == ("", "")


def test_a_screen_sees_what_is_done_and_that_the_models_are_compiled(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @contextlib.contextmanager
    def compiling(tell: Callable[[], None]) -> Iterator[None]:
        time.sleep(0.3)  # the sign moves some twelve times a second
        tell()
        yield

    monkeypatch.setattr(compiled, "telling_of_compiling", compiling)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for name, value in (("FORCE_COLOR", "1"), ("TERM", "xterm"), ("COLUMNS", "120")):
        monkeypatch.setenv(name, value)
    with working("Comparing"):
        time.sleep(0.3)
    done = capsys.readouterr()
    assert done.out == ""
    assert done.err.index("Comparing") < done.err.index(COMPILING)


def test_a_refusal_takes_the_sign_away_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with pytest.raises(KeyError, match="lacking"), working("Comparing"):
        raise KeyError("lacking")
