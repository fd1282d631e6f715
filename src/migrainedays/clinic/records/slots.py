"""Which times are free and which visits would meet: values in, values out, moments compared as moments."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.scheduling import SESSION_MINUTES, WEEKDAYS, ClosedDay, Room, WorkingHours
from migrainedays.errors import InputRefused

FROM_HOME = "review_from_home"
FREEING = ("cancelled", "no_show")  # whoever does not come leaves the room to somebody else
USUAL = tuple(WorkingHours(weekday=day, opens=9 * 60, closes=17 * 60) for day in WEEKDAYS[:5])
Stretch = tuple[dt.datetime, dt.datetime]


class SlotTaken(InputRefused):
    """Somebody or some room would be in two places at once."""

    def __init__(self, what: str, other: Visit) -> None:
        start, end = stretch_of(other)
        super().__init__(f"{what} is taken from {start:%H:%M} to {end:%H:%M} on that day. Choose another time.")


@dataclasses.dataclass(frozen=True, slots=True)
class Slot:
    """A time that is free, and the room that is free then; None where the clinic names no rooms."""

    at: dt.datetime
    room: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """When and where a clinic sees people; without hours of its own, Monday to Friday from 9 to 5."""

    zone: str
    rooms: tuple[Room, ...] = ()
    hours: tuple[WorkingHours, ...] = ()
    closed: tuple[ClosedDay, ...] = ()

    @property
    def room_names(self) -> tuple[str | None, ...]:
        """The rooms in use; a clinic that names none has one, without a name."""
        named = tuple(room.room for room in self.rooms if room.in_use is not False)
        return named or (None,)

    def closed_on(self, day: dt.date) -> ClosedDay | None:
        """What is said of a day on which nobody is seen."""
        return next((closed for closed in self.closed if closed.date == day), None)

    def stretches(self, day: dt.date) -> list[Stretch]:
        """The working hours of a day, as moments."""
        if self.closed_on(day) is not None:
            return []
        of_day = [hours for hours in self.hours or USUAL if hours.weekday == WEEKDAYS[day.weekday()]]
        found = [(self.moment(day, hours.opens or 0), self.moment(day, hours.closes or 0)) for hours in of_day]
        return sorted(found)

    def moment(self, day: dt.date, minutes: int) -> dt.datetime:
        """A time of day on the clinic's clock."""
        return dt.datetime.combine(day, dt.time(), ZoneInfo(self.zone)) + dt.timedelta(minutes=minutes)

    def works_at(self, visit: Visit) -> bool:
        """Whether a visit lies wholly within working hours."""
        start, end = stretch_of(visit)
        day = start.astimezone(ZoneInfo(self.zone)).date()
        return any(opens <= start and end <= closes for opens, closes in self.stretches(day))


def stretch_of(visit: Visit) -> Stretch:
    """From when to when a visit lasts."""
    assert visit.at is not None
    at = visit.at.astimezone(dt.UTC)
    end = at + dt.timedelta(minutes=visit.minutes or SESSION_MINUTES)
    return visit.at, end.astimezone(visit.at.tzinfo)


def holds(visit: Visit) -> bool:
    """Whether a visit takes its slot."""
    return visit.at is not None and visit.status not in FREEING


def meet(one: Visit, other: Visit) -> bool:
    """Whether two visits overlap; one that begins when the other ends does not."""
    (start, end), (begins, ends) = stretch_of(one), stretch_of(other)
    return _utc(start) < _utc(ends) and _utc(begins) < _utc(end)


def _utc(moment: dt.datetime) -> dt.datetime:
    # Two moments in one zone are compared by their clocks, and a clock shows an hour of October twice.
    return moment.astimezone(dt.UTC)


def shared(one: Visit, other: Visit) -> str | None:
    """What two visits at the same time would share: the patient, the clinician or the room."""
    if one.patient == other.patient:
        return "This patient"
    if one.clinician is not None and one.clinician == other.clinician:
        return "This clinician"
    unknown = None in (one.room, other.room)  # it may be any of them
    if FROM_HOME not in (one.kind, other.kind) and (unknown or one.room == other.room):
        return one.room or other.room or "The room"
    return None


def refuse_taken(visit: Visit, others: Iterable[Visit]) -> None:
    """SlotTaken where another visit holds something that this one needs at the same time."""
    if not holds(visit):
        return
    for other in others:
        same = (other.patient, other.visit) == (visit.patient, visit.visit)
        if not same and holds(other) and meet(visit, other) and (what := shared(visit, other)):
            raise SlotTaken(what, other)


def with_room(visit: Visit, plan: Plan, others: Sequence[Visit]) -> Visit:
    """The visit in the first room that is free then; unchanged where it has one, needs none or none is free."""
    if visit.room is not None or visit.kind == FROM_HOME:
        return visit
    for room in plan.room_names:
        placed = dataclasses.replace(visit, room=room)
        if is_free(placed, others):
            return placed
    return dataclasses.replace(visit, room=plan.room_names[0])


def is_free(visit: Visit, others: Iterable[Visit]) -> bool:
    """Whether nothing stands in the way of a visit."""
    try:
        refuse_taken(visit, others)
    except SlotTaken:
        return False
    return True


def free_slots(
    plan: Plan, day: dt.date, wanted: Visit, others: Sequence[Visit], *, after: dt.datetime | None = None
) -> Iterator[Slot]:
    """The times of a day at which a visit like `wanted` would fit, in steps of its length from each opening."""
    step = dt.timedelta(minutes=wanted.minutes or SESSION_MINUTES)
    for opens, closes in plan.stretches(day):
        at = opens
        while _utc(at) + step <= _utc(closes):
            tried = with_room(dataclasses.replace(wanted, at=at), plan, others)
            if (after is None or _utc(at) > _utc(after)) and is_free(tried, others):
                yield Slot(at, tried.room)
            at = (_utc(at) + step).astimezone(at.tzinfo)
