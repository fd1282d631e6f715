"""The clinic's exchange values written as folders, from the command line."""

from collections.abc import Sequence
from pathlib import Path

from migrainedays.clinic.records.queries.folders import Leaving
from migrainedays.diary import Intake
from migrainedays.errors import WrongUse
from migrainedays.exchange import write_folder
from migrainedays.treatment import Person

ASKED, NOT_ASKED = "drugs-asked", "drugs-not-asked"


def write(out: Path, leaving: Sequence[Leaving]) -> list[Path]:
    """Write one folder at `out`, or two below it; what is there already is never touched, and only the owner reads it.

    The folder appears when all of it is written.
    """
    if out.exists():
        raise WrongUse(f"{out} exists already. Name a folder that does not exist yet.")
    unfinished = out.with_name(out.name + ".unfinished")
    try:
        unfinished.mkdir(mode=0o700, parents=True)
    except OSError as problem:
        raise WrongUse(f"{unfinished} cannot be made ({problem.strerror}).") from None
    names = [""] if len(leaving) == 1 else [ASKED if each.drugs_asked else NOT_ASKED for each in leaving]
    for name, each in zip(names, leaving, strict=True):
        write_folder(unfinished / name, each.values, present=[Person, *[Intake] * each.drugs_asked])
    unfinished.rename(out)
    return [out / name for name in names]
