"""The diary's reminder as a calendar: each day at her hour, without those she has told, and nothing about health."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext, override
from icalendar import Alarm, Calendar, Event

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.queries.asking import OwnDiary
from migrainedays.diary.phone import RHYTHMS, next_asked

SALT = "diary-reminder"
BACK = dt.timedelta(days=7)  # how far back days that were told are left out
LASTS = dt.timedelta(minutes=5)


def feed_of(diary: uuid.UUID) -> str:
    """The path of a patient's feed: a signed name that tells nothing and cannot be guessed."""
    return reverse("diary-api:reminder", kwargs={"secret": signing.dumps(diary.hex, salt=SALT)})


def calendar_of(secret: str, now: dt.datetime) -> bytes | None:
    """The calendar behind a feed's address; None for an address that is not ours, and where no reminder is wished."""
    try:
        diary = uuid.UUID(signing.loads(secret, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None
    own = queries.asking.diary_of(diary, now.date() - BACK)
    if own is None or own.wishes.reminded_at is None:
        return None
    with override(own.wishes.reminded_in or "en"):
        return _calendar(own, uuid.uuid5(diary, SALT), now)


def _calendar(own: OwnDiary, name: uuid.UUID, now: dt.datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Migraine Days//Diary//EN")
    calendar.add("version", "2.0")
    calendar.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(_event(own, name, now))
    return bytes(calendar.to_ical())


def _event(own: OwnDiary, name: uuid.UUID, now: dt.datetime) -> Event:
    """The event, at the clock of wherever she is: a time without a zone goes with the traveller."""
    today = now.astimezone(ZoneInfo(own.zone)).date()
    hour = dt.time(own.wishes.reminded_at or 0)
    every = RHYTHMS[own.wishes.rhythm or "daily"]
    first = next_asked(today, rhythm=own.wishes.rhythm, written=own.written) if every > 1 else today - BACK
    event = Event()
    event.add("uid", str(name))
    event.add("dtstamp", now)
    event.add("dtstart", dt.datetime.combine(first, hour))
    event.add("duration", LASTS)
    event.add("rrule", {"freq": "daily", "interval": every})
    for told in sorted(day for day in own.written if day >= first):
        event.add("exdate", dt.datetime.combine(told, hour))
    event.add("summary", gettext("My days"))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm())
    return event


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", dt.timedelta())
    alarm.add("description", gettext("My days"))
    return alarm
