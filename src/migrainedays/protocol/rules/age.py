"""Age: no botulinum toxin has migraine as an indication below 18 years.

Of a birthday only the year is known here, so an age is a range of two: the rule says what is certain and what is not.
"""

import datetime as dt
from collections.abc import Iterator

from migrainedays.literature import claim
from migrainedays.protocol.finding import Finding, Severity
from migrainedays.protocol.version import Version
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.history import History
from migrainedays.treatment.session import DEFAULT_INDICATION

_CLAIMS = ("treatment_age.adult_years",)
_YEAR_END = (12, 31)


def age_on(day: dt.date, birth_year: int) -> tuple[int, int]:
    """The least and the greatest age in whole years that somebody born in this year can have on a day.

    >>> age_on(dt.date(2026, 6, 1), 2008)
    (17, 18)
    >>> age_on(dt.date(2026, 12, 31), 2008)
    (18, 18)
    """
    most = day.year - birth_year
    return (most if (day.month, day.day) == _YEAR_END else max(0, most - 1)), most


def find_in_age(session: Charting, version: Version, history: History) -> Iterator[Finding]:
    """A patient who is below 18 on the day of the session, or may be."""
    if "migraine" not in (session.session.indication or DEFAULT_INDICATION):
        return
    adult = claim("treatment_age.adult_years").number
    born = history.person.birth_year if history.person else None
    if born is None:
        sentence = f"The year of birth is not known, so it is not known whether the patient is {adult} yet."
        yield _finding(Severity.LOOK, sentence, "not known", unknown=("year of birth",))
        return
    least, most = age_on(session.on, born)
    if most < adult:
        sentence = f"On {session.on} the patient is under {adult} years; the label gives migraine to adults only."
        yield _finding(Severity.STOP, sentence, _years(least, most))
    elif least < adult:
        sentence = f"On {session.on} the patient is {least} or {most} years; the label gives migraine to adults only."
        yield _finding(Severity.LOOK, sentence, _years(least, most), unknown=("whether this year's birthday is past",))


def _years(least: int, most: int) -> str:
    return str(most) if least == most else f"{least} to {most}"


def _finding(severity: Severity, sentence: str, age: str, unknown: tuple[str, ...] = ()) -> Finding:
    inputs = (("age in years", age), ("adult from", str(claim("treatment_age.adult_years").number)))
    return Finding(rule="age", severity=severity, sentence=sentence, claims=_CLAIMS, inputs=inputs, unknown=unknown)
