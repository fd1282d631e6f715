"""What is held against what: versions of a protocol, doses, or a muscle injected or not.

Each gives the names of A and B and says of a session which it was under. Sessions of the same protocol under neither
take part too: they tell of the calendar, of later sessions and of how patients differ.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from migrainedays.course import Course
from migrainedays.errors import WrongUse
from migrainedays.treatment import Session

WITHOUT = "without"
Kind = Callable[[Course, Session], str | None]
"""What a session of the protocol was: a version, a dose, with or without; None where that is not known."""


@dataclass(frozen=True)
class Arms:
    """Sessions of one protocol, told apart; `names` are A and B as they are said."""

    protocol: str
    names: tuple[str, str]
    kind: Kind

    def kinds_of(self, course: Course) -> dict[int, str]:
        """What each session here of this protocol was, by the session's number."""
        own = (session for session in course.sessions_here if session.protocol == self.protocol)
        kinds = {session.session: self.kind(course, session) for session in own}
        return {number: kind for number, kind in kinds.items() if kind is not None}


def by_version(protocol: str, versions: tuple[str, str]) -> Arms:
    """Version A and version B; other versions of the protocol stand beside them."""
    return Arms(protocol, versions, lambda _, session: session.version)


def by_dose(protocol: str, doses: tuple[str, str]) -> Arms:
    """Two doses in units a session, or two ranges of doses, whatever the version.

    >>> by_dose("p", ("150-165", "195")).names
    ('150-165 U', '195 U')
    """
    ranges = {f"{dose} U": _range(dose) for dose in doses}

    def kind(course: Course, session: Session) -> str | None:
        units = _units(course, session)
        if units is None:
            return None
        return next((name for name, (low, high) in ranges.items() if low <= units <= high), f"{units} U")

    return Arms(protocol, (f"{doses[0]} U", f"{doses[1]} U"), kind)


def by_muscle(protocol: str, names: tuple[str, str]) -> Arms:
    """Sessions in which a muscle was injected against those in which it was not; one of the names is `without`."""
    muscles = [name for name in names if name != WITHOUT]
    if len(muscles) != 1:
        raise WrongUse(f"By muscle, give `{WITHOUT}` and the muscle: --versions {WITHOUT} trapezius.")
    words = {True: muscles[0], False: f"{WITHOUT} {muscles[0]}"}

    def kind(course: Course, session: Session) -> str | None:
        own = [one for one in course.injections if one.session == session.session]
        return words[any(one.muscle == muscles[0] and one.units != 0 for one in own)] if own else None

    a, b = (words[name != WITHOUT] for name in names)
    return Arms(protocol, (a, b), kind)


ARMS = {"version": by_version, "dose": by_dose, "muscle": by_muscle}


def _units(course: Course, session: Session) -> Decimal | None:
    """Units of a session: its total, or the sum of its injections where each has its units."""
    if session.total_units is not None:
        return session.total_units
    own = [one.units for one in course.injections if one.session == session.session]
    known = [units for units in own if units is not None]
    return sum(known, Decimal(0)) if own and len(known) == len(own) else None


def _range(dose: str) -> tuple[Decimal, Decimal]:
    low, _, high = dose.partition("-")
    try:
        least, most = Decimal(low), Decimal(high or low)
    except InvalidOperation:
        raise WrongUse(f"{dose!r} is no dose: give units as 155, or a range as 150-165.") from None
    if not 0 <= least <= most:
        raise WrongUse(f"{dose!r} is no range of doses: the smaller comes first, as in 150-165.")
    return least, most
