"""What can go wrong, in words for the person in front of it, and the exit code that says so to a script."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line (contract, section 2)."""

    DONE = 0
    WRONG_USE = 2
    INPUT_REFUSED = 3
    NOTHING_TO_EVALUATE = 4
    OUR_FAULT = 70


class MigraineDaysError(Exception):
    """Base of every error that is meant to be read by a person."""

    exit_code = Exit.WRONG_USE


class WrongUse(MigraineDaysError):
    """A name, option or path that does not exist."""


class InputRefused(MigraineDaysError):
    """Something given to us cannot be true or cannot be read."""

    exit_code = Exit.INPUT_REFUSED


class NothingToEvaluate(MigraineDaysError):
    """The input is sound and yet too little to answer; the sentence says what would suffice."""

    exit_code = Exit.NOTHING_TO_EVALUATE


class Impossible(InputRefused):
    """A value that cannot be: raised where a value is made, naming its table, column and reason."""

    def __init__(self, table: str, column: str, value: object, reason: str) -> None:
        self.table, self.column, self.value, self.reason = table, column, value, reason
        super().__init__(f"{table}.{column}: {reason}")
