"""The clinic's calendar as the records have it, for actions that write in it and queries that read from it."""

import datetime as dt
from typing import Any

from migrainedays.clinic.records.models import ROWS, Clinic, VisitRow
from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.scheduling import Arrangements, ClosedDay, Room, WorkingHours
from migrainedays.clinic.records.slots import Plan
from migrainedays.columns import Value
from migrainedays.protocol.interval import Interval


def hold(clinic_id: int) -> None:
    """Keep everybody else from this clinic's calendar until the transaction ends."""
    Clinic.objects.select_for_update().get(pk=clinic_id)


def plan_of(clinic_id: int) -> Plan:
    """The rooms, hours and closed days of a clinic."""
    zone = Clinic.objects.values_list("zone", flat=True).get(pk=clinic_id)
    rooms, hours, closed = (_of(clinic_id, noun) for noun in (Room, WorkingHours, ClosedDay))
    return Plan(zone, tuple(rooms), tuple(hours), tuple(closed))


def arrangements_of(clinic_id: int) -> Arrangements:
    """How the clinic arranges visits; what was never said is as usual."""
    found = _of(clinic_id, Arrangements)
    return found[0] if found else Arrangements()


def interval_of(clinic_id: int) -> Interval:
    """The clinic's usual time between sessions."""
    days = Clinic.objects.values_list("interval_days", flat=True).get(pk=clinic_id)
    return Interval(days, arrangements_of(clinic_id).interval_months)


def visits_around(clinic_id: int, first: dt.date, last: dt.date) -> list[Visit]:
    """The visits from a day to a day, and a day more on either side: none may reach in unseen."""
    day = dt.timedelta(days=1)
    span = {"at__gte": str(first - day), "at__lt": str(last + 2 * day)}  # the text begins with the clinic's own day
    found: list[Visit] = VisitRow.objects.standing().filter(patient__clinic_id=clinic_id, **span).read()
    return found


def _of(clinic_id: int, noun: type[Value]) -> list[Any]:
    rows: list[Any] = ROWS[noun].objects.standing().filter(clinic_id=clinic_id).read()
    return sorted(rows, key=lambda value: value.key)
