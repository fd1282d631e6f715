"""A session as it stands on the form: its row, its points, the vials it draws from."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from migrainedays.errors import Impossible
from migrainedays.treatment.injection import Injection
from migrainedays.treatment.session import Session
from migrainedays.treatment.stock import VialState


@dataclass(frozen=True, slots=True, kw_only=True)
class Charting:
    """One session with its injections; `given` once the toxin is in. `vials` are the vials as the ledger has them
    before this session; a vial named by an injection and not among them was typed in by hand."""

    session: Session
    injections: tuple[Injection, ...]
    at: dt.datetime
    vials: tuple[VialState, ...] = ()
    given: bool = False

    def __post_init__(self) -> None:
        for injection in self.injections:
            if (injection.patient, injection.session) != (self.session.patient, self.session.session):
                raise Impossible("injections", "session", injection.session, "belongs to another session or patient")
        places = [(i.muscle, i.side, i.site) for i in self.injections]
        if len(set(places)) != len(places):
            raise Impossible("injections", "site", None, "stands twice: the same muscle, side and site number")
        if self.at.tzinfo is None:
            raise Impossible("sessions", "at", self.at, "has no offset")

    @property
    def on(self) -> dt.date:
        """The day of the session, which a session here always has."""
        return self.session.on or self.at.date()

    @property
    def total_units(self) -> Decimal:
        """The sum over its points, or, where no point names its units, the total as it was told.

        A point without units adds nothing and is found by the check.
        """
        given = [i.units for i in self.injections if i.units is not None]
        return sum(given, Decimal(0)) if given else self.session.total_units or Decimal(0)

    def drawn_from(self, vial: str) -> Decimal:
        """Units that this session takes from one vial."""
        return sum((i.units for i in self.injections if i.vial == vial and i.units is not None), Decimal(0))
