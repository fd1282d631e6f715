"""Errors: what a person reads, and the exit code that a script reads."""

import pytest

from migrainedays.errors import Exit, Impossible, InputRefused, MigraineDaysError, NothingToEvaluate, WrongUse


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MigraineDaysError("so"), 2),
        (WrongUse("so"), 2),
        (InputRefused("so"), 3),
        (Impossible("days", "minutes", 1500, "is outside 0 to 1440"), 3),
        (NothingToEvaluate("so"), 4),
    ],
)
def test_every_error_knows_its_exit_code(error, code):
    assert error.exit_code == code


def test_the_exit_codes_are_those_of_the_contract():
    assert {code.name: code.value for code in Exit} == {
        "DONE": 0,
        "WRONG_USE": 2,
        "INPUT_REFUSED": 3,
        "NOTHING_TO_EVALUATE": 4,
        "OUR_FAULT": 70,
    }


def test_what_is_impossible_names_its_place():
    error = Impossible("days", "minutes", 1500, "is outside 0 to 1440")
    assert str(error) == "days.minutes: is outside 0 to 1440"
    assert (error.table, error.column, error.value, error.reason) == ("days", "minutes", 1500, "is outside 0 to 1440")
