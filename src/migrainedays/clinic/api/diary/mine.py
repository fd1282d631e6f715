"""What comes back to the patient: her own medicines, course, treatments and next visit."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from migrainedays.classification import Window, classify, drug_of, months, profile, window
from migrainedays.clinic.api.diary.feed import feed_of
from migrainedays.clinic.api.diary.schemas import Wishes
from migrainedays.clinic.records import queries
from migrainedays.clinic.records.people import Visit
from migrainedays.clinic.records.phone_access import Phone
from migrainedays.clinic.records.phones import Device
from migrainedays.course import Course
from migrainedays.course.follow import until
from migrainedays.literature import read_claims
from migrainedays.windows import WINDOW_DAYS, Span

LIST_REACHES = dt.timedelta(days=365)
SHOWN_WINDOWS = 26  # two years


def mine_of(phone: Phone, now: dt.datetime) -> dict[str, Any]:
    """Everything that the phone shows and did not write itself."""
    course = queries.phones.own_course(phone)
    today = now.astimezone(ZoneInfo(course.person.zone or "UTC")).date()
    course = until(course, today)  # a phone's clock may run ahead; a day that is not over there is not counted here
    verdicts = classify(course.diary, profile("US_LABEL"), course.person, on=today)
    sessions = [session.on for session in course.sessions_here if session.on is not None]
    return {
        "medicines": [_medicine(drug) for drug in _own_list(course, today)],
        "factors": sorted({exposure.factor for exposure in course.diary.exposures}),
        "goals": sorted({goal.goal for goal in course.diary.goals}),
        "sessions": [str(on) for on in sessions],
        "next_visit": _next_visit(phone, now),
        "windows": [_window(found) for found in months(course.diary, verdicts)[-SHOWN_WINDOWS:]],
        "gained": _gained(course, verdicts, sessions, today),
        "devices": [
            {"device": each.device, "name": each.name or ""}
            for each in queries.phones.own(phone, Device)
            if each.revoked_at is None
        ],
    } | _diary(phone, today)


def _diary(phone: Phone, today: dt.date) -> dict[str, Any]:
    """What the clinic asks, what she wishes, and whom to call."""
    own = queries.asking.own_diary(phone, today)
    return {
        "questions": [question._asdict() for question in own.questions],
        "wishes": {name: getattr(own.wishes, name) for name in Wishes.model_fields},
        "numbers": own.numbers._asdict(),
        "has_email": own.has_email,
        "push_key": settings.PUSH_KEY.public if settings.PUSH_KEY else None,
        "feed": feed_of(phone.diary) if own.wishes.reminded_at is not None else None,
    }


def _own_list(course: Course, today: dt.date) -> list[str]:
    since = today - LIST_REACHES
    return sorted({intake.drug for intake in course.diary.intakes if intake.is_acute and intake.date >= since})


def _medicine(drug: str) -> dict[str, Any]:
    classes = sorted(drug_of(drug).classes)
    claims = {name: read_claims().get(f"overuse.{name}_days") for name in classes}
    return {
        "drug": drug,
        "classes": classes,
        "limits": {name: int(claim.number) for name, claim in claims.items() if claim is not None},
    }


def _next_visit(phone: Phone, now: dt.datetime) -> str | None:
    visits = queries.phones.own(phone, Visit)
    coming = [visit.at for visit in visits if visit.status in (None, "planned") and visit.at > now]
    return min(coming).isoformat() if coming else None


def _window(found: Window) -> dict[str, Any]:
    days = found.headache_days
    return {"from_": str(found.span.first), "observed": days.observed, "high": days.high, "missing": found.missing}


def _gained(course: Course, verdicts: Any, sessions: list[dt.date], today: dt.date) -> dict[str, int] | None:
    """Only where both months are known well enough to compare; otherwise nothing is said."""
    if not sessions:
        return None
    before = window(course.diary, verdicts, Span.before(min(sessions)))
    now = window(course.diary, verdicts, Span.before(today))
    if not (before.evaluable and now.evaluable) or now.span.first <= min(sessions):
        return None
    rates = [round(found.headache_days.rate28) for found in (before, now) if found.headache_days.rate28 is not None]
    if len(rates) < 2:
        return None
    return {"days": rates[0] - rates[1], "before": rates[0], "now": rates[1], "known": min(now.entries, WINDOW_DAYS)}
