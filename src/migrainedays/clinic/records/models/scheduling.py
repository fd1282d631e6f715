"""Rooms, hours, series, authorisations, feeds."""

from migrainedays.clinic.records.models.row import OfClinic, OfPatient
from migrainedays.clinic.records.scheduling import Arrangements, ClosedDay, Feed, Room, WorkingHours
from migrainedays.treatment.authorisation import Authorisation
from migrainedays.treatment.series import Series


class SeriesRow(OfPatient, value=Series):
    """A planned series of sessions."""


class AuthorisationRow(OfPatient, value=Authorisation):
    """A payer's authorisation."""


class RoomRow(OfClinic, value=Room):
    """A room."""


class WorkingHoursRow(OfClinic, value=WorkingHours):
    """Hours of one weekday."""


class ClosedDayRow(OfClinic, value=ClosedDay):
    """A closed day."""


class ArrangementsRow(OfClinic, value=Arrangements):
    """How visits are arranged."""


class FeedRow(OfClinic, value=Feed):
    """A secret address of a calendar."""
