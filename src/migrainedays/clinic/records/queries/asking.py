"""What a patient's diary asks and wishes, and who is to be reminded now."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

from migrainedays.clinic.records.asking import (
    EMAIL,
    PUSH,
    Asked,
    ClinicQuestion,
    DiaryWishes,
    Due,
    PatientQuestion,
    Reminder,
    asked_of,
)
from migrainedays.clinic.records.emergency import Numbers, numbers_for
from migrainedays.clinic.records.models import ROWS, ContactRow, PatientRecord
from migrainedays.clinic.records.models.phone import DeviceRow, PushAddressRow
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.records.phone_access import Phone
from migrainedays.clinic.records.phones import PushAddress
from migrainedays.clinic.records.queries.practice import practice_of
from migrainedays.diary import DiaryDay
from migrainedays.diary.phone import RHYTHMS, is_asked

USUAL_HOUR = 18


@dataclasses.dataclass(frozen=True, slots=True)
class OwnDiary:
    """What a phone must know of its own diary beside the entries."""

    questions: list[Asked]
    wishes: DiaryWishes
    numbers: Numbers
    has_email: bool
    zone: str
    written: frozenset[dt.date]


def own_diary(phone: Phone, since: dt.date) -> OwnDiary:
    """The questions, wishes and numbers of a phone's own patient, and the days written since a day."""
    record = PatientRecord.objects.select_related("clinic").get(pk=phone.record)
    return _diary_of(record, since)


def diary_of(public_id: UUID, since: dt.date) -> OwnDiary | None:
    """The same for whoever holds the address of a calendar feed; None where there is no such patient."""
    record = PatientRecord.objects.select_related("clinic").filter(public_id=public_id, withdrawn=False).first()
    return None if record is None else _diary_of(record, since)


def due(now: dt.datetime) -> list[Due]:
    """Everybody who wishes to be reminded at this hour, has a phone, and whom the diary asks today."""
    phones = set(DeviceRow.objects.standing().filter(revoked_at=None).values_list("patient_id", flat=True))
    wishing = set(ROWS[DiaryWishes].objects.standing().exclude(reminded_at=None).values_list("patient_id", flat=True))
    wishing |= set(ContactRow.objects.standing().filter(wants_reminders=True).values_list("patient_id", flat=True))
    records = PatientRecord.objects.standing().filter(pk__in=phones & wishing).select_related("clinic")
    found = (_due(record, now) for record in records)
    return [each for each in found if each is not None and each.ways]


def _due(record: PatientRecord, now: dt.datetime) -> Due | None:
    local = now.astimezone(ZoneInfo(record.zone or record.clinic.zone))
    wishes, contact = _wishes(record), _contact(record)
    if wishes.reminded_at != local.hour or _was_reminded(record, local.date()):
        return None
    written = _written(record, local.date() - dt.timedelta(days=max(RHYTHMS.values())))
    if not is_asked(local.date(), rhythm=wishes.rhythm, written=written):
        return None
    return Due(
        record=record.pk,
        on=local.date(),
        language=wishes.reminded_in or contact.language or record.clinic.language,
        email=contact.email if EMAIL in wishes.reminded_by else None,
        addresses=tuple(_addresses(record)) if PUSH in wishes.reminded_by else (),
    )


def _diary_of(record: PatientRecord, since: dt.date) -> OwnDiary:
    clinic = ROWS[ClinicQuestion].objects.standing().filter(clinic=record.clinic).read()
    own = ROWS[PatientQuestion].objects.standing().filter(patient=record).read()
    return OwnDiary(
        questions=asked_of(clinic, own),
        wishes=_wishes(record),
        numbers=numbers_for(practice_of(record.clinic), record.zone),
        has_email=bool(_contact(record).email),
        zone=record.zone or record.clinic.zone,
        written=_written(record, since),
    )


def _wishes(record: PatientRecord) -> DiaryWishes:
    """What she wishes; an old "wants reminders" of the contact means an e-mail at the usual hour."""
    found = ROWS[DiaryWishes].objects.standing().filter(patient=record).read()
    if found:
        wishes: DiaryWishes = found[0]
        return wishes
    if _contact(record).wants_reminders:
        return DiaryWishes(patient=record.patient, reminded_at=USUAL_HOUR, reminded_by=(EMAIL,))
    return DiaryWishes(patient=record.patient)


def _contact(record: PatientRecord) -> Contact:
    found: list[Contact] = ContactRow.objects.standing().filter(patient=record).read()
    return found[0] if found else Contact(patient=record.patient)


def _written(record: PatientRecord, since: dt.date) -> frozenset[dt.date]:
    days = ROWS[DiaryDay].objects.standing().filter(**{"patient": record, "date__gte": since})
    return frozenset(days.values_list("date", flat=True))


def _was_reminded(record: PatientRecord, on: dt.date) -> bool:
    return ROWS[Reminder].objects.filter(**{"patient": record, "date": on}).exists()


def _addresses(record: PatientRecord) -> Iterator[PushAddress]:
    """Where her phones take messages, those that were stopped left out."""
    stopped = set(DeviceRow.objects.filter(patient=record).exclude(revoked_at=None).values_list("device", flat=True))
    for address in PushAddressRow.objects.standing().filter(patient=record).read():
        if address.device not in stopped:
            yield address
