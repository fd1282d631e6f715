"""The calendar: a week of visits, the times that are free, and how the clinic arranges them."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from migrainedays.clinic.records import calendar
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.models import Membership, Stored
from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.policies import Role, Verb
from migrainedays.clinic.records.queries import rows
from migrainedays.clinic.records.queries.visits import Coming, of_days
from migrainedays.clinic.records.scheduling import Arrangements, Room
from migrainedays.clinic.records.slots import Plan, Slot, Stretch, free_slots

WEEK_DAYS = 7
SEE_PATIENTS = (Role.PHYSICIAN, Role.INJECTOR)


@dataclasses.dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: its hours, why it is closed, and who comes."""

    date: dt.date
    stretches: tuple[Stretch, ...]
    closed: str | None
    coming: tuple[Coming, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday; `clinicians` are names by e-mail address."""

    monday: dt.date
    days: tuple[CalendarDay, ...]
    plan: Plan
    clinicians: Mapping[str, str]


def week(user: Any, on: dt.date) -> Week:
    """The week of a day."""
    actor = acting(user, Verb.READ, Visit.table)
    monday = on - dt.timedelta(days=on.weekday())
    plan = calendar.plan_of(actor.clinic_id)
    dates = [monday + dt.timedelta(days=n) for n in range(WEEK_DAYS)]
    coming = of_days(user, dates[0], dates[-1])
    days = [_day(plan, date, [one for one in coming if _date(one) == date]) for date in dates]
    return Week(monday, tuple(days), plan, clinicians(user))


def _day(plan: Plan, date: dt.date, coming: list[Coming]) -> CalendarDay:
    closed = plan.closed_on(date)
    return CalendarDay(date, tuple(plan.stretches(date)), (closed.reason or "") if closed else None, tuple(coming))


def _date(coming: Coming) -> dt.date:
    assert coming.visit.value.at is not None
    return coming.visit.value.at.date()


def clinicians(user: Any) -> dict[str, str]:
    """Those who see patients: e-mail address and name."""
    actor = acting(user, Verb.READ, Visit.table)
    roles = [role.value for role in SEE_PATIENTS]
    found = Membership.objects.filter(clinic_id=actor.clinic_id, active=True, role__in=roles).select_related("user")
    return {membership.user.email: str(membership.user) for membership in found.order_by("user__name")}


def free(user: Any, first: dt.date, days: int, *, wanted: Visit, clinician: str | None = None) -> list[Slot]:
    """The free times of some days for a visit like this one, none of them in the past."""
    actor = acting(user, Verb.READ, Visit.table)
    plan = calendar.plan_of(actor.clinic_id)
    last = first + dt.timedelta(days=days - 1)
    others = calendar.visits_around(actor.clinic_id, first, last)
    wanted = dataclasses.replace(wanted, clinician=clinician or wanted.clinician)
    dates = [first + dt.timedelta(days=n) for n in range(days)]
    now = timezone.now()
    return [slot for date in dates for slot in free_slots(plan, date, wanted, others, after=now)]


def plan(user: Any) -> Plan:
    """The rooms, hours and closed days of the user's clinic."""
    return calendar.plan_of(acting(user, Verb.READ, Room.table).clinic_id)


def arrangements(user: Any) -> Stored[Arrangements]:
    """How the clinic arranges visits; revision 0 where nothing was said yet."""
    acting(user, Verb.READ, Arrangements.table)
    found = rows.stock(user, Arrangements)
    return found[0] if found else Stored(Arrangements(), 0)
